/* What is wrong with a translation, in words; the same rules as `translate.py check` has, as far as a phone can.

   A finding is {kind, text, keep, mended}: `keep` says whether a translator may keep the text anyway, for a reason; `mended`
   is the text put right, where that needs no thought. */

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
/* Left-to-right mark. */
const LTR = '\u200e';
const CODE = /`+[^`]*`+/g;
const SLOTS = /\\.|`+[^`]*`+|\]\((\p{Nd}+)\)|\{(\p{Nd}+)\}/gsu;
const WORDLESS = /\[\s*\]\((\p{Nd}+)\)/gu;
const LABELLED = /(!?)\[(?:[^[\]\\]|\\.|\[[^[\]]*\](?:\(\p{Nd}+\))?)*\]\((\p{Nd}+)\)/gsu;
const GROUPS = /(?:\(\p{Nd}+\)|\p{Nd}+)(?:[ -]?\(\p{Nd}+\)|[ -]\p{Nd}+)+/gu;
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
  if (told.length) return told;
  const wordless = one => [...one.matchAll(WORDLESS)].map(link => decimal(link[1]));
  for (const link of wordless(text)) if (!wordless(source).includes(link)) told.push(`The mark [](${link}) has no words. Write them between [ and ].`);
  const pictures = one => [...one.matchAll(LABELLED)].filter(link => link[1]).map(link => decimal(link[2]));
  const [due, there] = [pictures(source), pictures(text)];
  for (const link of due) if (!there.includes(link)) told.push(`The mark […](${link}) is a picture. Write it as in the source: ![…](${link}).`);
  for (const link of there) if (!due.includes(link)) told.push(`The sign ! before the mark […](${link}) is not in the source. Put a space after it, or take it out.`);
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
    /* What the source says twice is said to be wrong once. */
    const advised = said + more + (ADVICE[kind] || ADVICE.number);
    if (!told.some(one => one.text === advised)) told.push({kind, text: advised, keep: true});
  }
  const kinds = told.map(one => one.kind);
  for (const [kind, said] of slips(entry.id, stated, entry.slots)) if (!kinds.includes(kind)) told.push({kind, text: said, keep: true});
  if (untranslated(entry.id, text)) told.push({kind: 'source', text: 'This is the source text. Translate it.', keep: true});
  const turned = document.getElementById('translator').dataset.dir === 'rtl' && turnedRound(text);
  if (turned) {
    /* One sign that nobody sees, and that no phone has a key for. */
    const mended = `${text.slice(0, turned.index)}${LTR}${text.slice(turned.index)}`;
    told.push({kind: 'isolation', text: `Readers would see the parts of ${LTR}${turned[0]} in the wrong order.`, keep: true, mended});
  }
  return told;
}

/* Whether it is the source as it stands, and that is more than a name. */
function untranslated(source, text) {
  const low = source.replace(CODE, ' ').match(/(?:^|\s)\p{Ll}\p{L}+/gu) || [];
  return text.trim().toLowerCase() === source.trim().toLowerCase() && low.length > 1;
}

/* The first number in groups that right-to-left text turns round, as `_unordered` in translation/form.py has it: links are
   isolated, and a range reads from right to left too. */
function turnedRound(text) {
  /* Of the same length, so that places stay what they are. */
  const bare = text.replace(/\[[^[\]]*\]\(\p{Nd}+\)|[\u2066-\u2068][^\u2069]*\u2069|\u200e.*?(?=(?![A-Za-z])\p{L}|$)/gu, hidden => '\u0001'.repeat(hidden.length));
  for (const found of bare.matchAll(GROUPS)) {
    const before = bare.slice(0, found.index).match(/[\p{L}\u0001]/gu) || [''];
    const range = /^(?:\p{Nd}+-\p{Nd}+|\p{Nd}+ ?\(\p{Nd}+\))$/u.test(found[0]);
    if (/\p{Script=Arabic}|\p{Script=Hebrew}/u.test(before[before.length - 1]) && !range) return found;
  }
  return null;
}

/* What one side opens and the other leaves open. */
function leftOpen(source, text) {
  const odd = (one, sign) => one.replace(/\\./gs, '').split(sign).length % 2 === 0;
  const told = [];
  for (const [sign, words] of [['**', 'the strong words'], ['`', 'what people type']])
    if (odd(text, sign) && !odd(source, sign)) told.push(`A ${sign} has no partner. Put ${sign} before and after ${words}, or leave both out.`);
  const bold = text.split('**');
  if (bold.length % 2 && bold.some((one, i) => i % 2 && one !== one.trim())) told.push('There is a space between ** and the words that it makes strong. Write **words** without it.');
  const level = one => one.split('[').length === one.split(']').length;
  if (!level(text) && level(source)) told.push('A bracket [ or ] has no partner. Links are written [words](1).');
  return told.map(text => ({kind: 'markup', text}));
}

/* Names of days and months in the language, of which another in the place of the right one is a fault. */
function families() {
  const said = document.getElementById('translator').dataset.families;
  return said ? JSON.parse(said) : {};
}

/* Whether a finding is of the number to call in danger, of which no reason is heard. */
function isVital(entry, one) {
  return Boolean(entry.vital) && (one.text.match(/\+?\d[\d ().-]*\d/g) || []).some(number => number.replace(/\D/g, '') === entry.vital);
}

/* Those that nobody gave a reason to keep, here or in the catalog before. */
function openFindings(entry, typed, text) {
  const noted = [...(entry.note || '').matchAll(/^lint:\s*ok\(([\w\s,-]+)\)[ \t]*\S/gm)].flatMap(found => found[1].split(',').map(kind => kind.trim()));
  const kept = [...((typed && typed.ok) || []).map(one => one[0]), ...noted];
  return findings(entry, text).filter(one => !kept.includes(one.kind) || isVital(entry, one));
}
