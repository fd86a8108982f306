/* What is wrong with a translation, in words; the same rules as `translate.py check` has, as far as a phone can.

   A finding is {kind, text, keep}: `keep` says whether a translator may keep the text anyway, for a reason. */

const ADVICE = {
  number: 'Copy the number unchanged.',
  money: 'Copy the amount and the currency unchanged.',
  percent: 'Copy the percentage unchanged.',
  date: 'Give the same date.',
  time: 'Give the same time of day.',
  weekday: 'Name the same day.',
  month: 'Name the same month.',
  phone: 'Copy the phone number unchanged.',
  email: 'Copy the e-mail address unchanged.',
  address: 'Copy the web address unchanged.',
};
const CODE = /`+[^`]*`+/g;
const SLOTS = /\\.|`+[^`]*`+|\]\((\p{Nd}+)\)|\{(\p{Nd}+)\}/gsu;
const PLACES = /%\((\w+)\)s|%%/g;

/* Decimal digits of any script as a number: ١ is 1. */
function decimal(digits) {
  let value = 0;
  for (const digit of digits) {
    let zero = digit.codePointAt(0);
    for (let step = 0; step < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)); step++) zero--;
    /* Digits of a script stand ten in a row, and some rows touch. */
    value = value * 10 + ((digit.codePointAt(0) - zero) % 10);
  }
  return value;
}

/* The numbered marks of a text, as they are written with ASCII digits: '](1)', '{2}'. */
function marksOf(text) {
  return [...text.matchAll(SLOTS)]
    .filter(found => found[1] || found[2])
    .map(found => (found[1] ? `](${decimal(found[1])})` : `{${decimal(found[2])}}`));
}

function markFaults(source, text) {
  const wanted = marksOf(source);
  const found = marksOf(text);
  const name = mark => (mark[0] === ']' ? `[…${mark}` : mark);
  const told = [];
  for (const mark of new Set(wanted)) {
    const many = found.filter(one => one === mark).length;
    if (!many) told.push(`The mark ${name(mark)} is missing. Put it around the words, or where it belongs.`);
    else if (many > wanted.filter(one => one === mark).length) told.push(`The mark ${name(mark)} stands there twice. Keep it once.`);
  }
  for (const mark of new Set(found)) if (!wanted.includes(mark)) told.push(`The mark ${name(mark)} is not in the source. Take it out.`);
  return told;
}

/* Everything found in a translation of an entry. */
function findings(entry, text) {
  if (!text.trim()) return [];
  const told = markFaults(entry.id, text).map(text => ({kind: 'slot', text}));
  const bare = text.replace(/\\./gs, '').replace(CODE, '');
  if (/<[A-Za-z/!?]/.test(bare)) told.push({kind: 'html', text: 'There is HTML such as <b> in your text. Write words only.'});
  if (/\]\((?!\p{Nd}+\))/u.test(bare)) told.push({kind: 'html', text: 'There is a link that is not in the source. Write words only.'});
  if (!told.length) told.push(...leftOpen(entry.id, text));
  if (entry.kind === 'interface') {
    const places = source => (source.match(PLACES) || []).sort().join(' ');
    if (places(entry.id) !== places(text))
      told.push({kind: 'placeholder', text: `Copy ${places(entry.id) || 'no %'} unchanged: a number or a name comes there.`});
  }
  const stated = entry.kind === 'interface' ? text.replace(PLACES, ' ') : text;
  for (const {kind, missing, extra} of differences(entry.facts || [], stated, families())) {
    const said = missing ? `The source says ${missing}. ` : '';
    const more = extra ? `Your text says ${extra}${missing ? '. ' : ', and the source does not. '}` : '';
    told.push({kind, text: said + more + (ADVICE[kind] || ADVICE.number), keep: true});
  }
  return told;
}

/* What one side opens and the other leaves open. */
function leftOpen(source, text) {
  const odd = (one, sign) => one.replace(/\\./gs, '').split(sign).length % 2 === 0;
  const told = [];
  for (const [sign, words] of [['**', 'the strong words'], ['`', 'what people type']])
    if (odd(text, sign) && !odd(source, sign)) told.push(`A ${sign} has no partner. Put ${sign} before and after ${words}, or leave both out.`);
  const level = one => one.split('[').length === one.split(']').length;
  if (!level(text) && level(source)) told.push('A bracket [ or ] has no partner. Links are written [words](1).');
  return told.map(text => ({kind: 'markup', text}));
}

/* Names of days and months in the language, of which another in the place of the right one is a fault. */
function families() {
  const said = document.getElementById('translator').dataset.families;
  return said ? JSON.parse(said) : {};
}

/* Those that nobody gave a reason to keep, here or in the catalog before. */
function openFindings(entry, typed, text) {
  const noted = [...(entry.note || '').matchAll(/^lint:\s*ok\(([\w\s,-]+)\)[ \t]*\S/gm)].flatMap(found => found[1].split(',').map(kind => kind.trim()));
  const kept = [...((typed && typed.ok) || []).map(one => one[0]), ...noted];
  return findings(entry, text).filter(one => !kept.includes(one.kind));
}
