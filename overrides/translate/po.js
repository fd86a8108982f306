/* A PO file's text, byte for byte as polib writes it, so that `translate.py update` finds nothing to change but what was
   translated. outputs/translator.py says what a sheet holds. */

const WIDTH = 78;
const SIGNS = {'\\': '\\\\', '\t': '\\t', '\r': '\\r', '\n': '\\n', '\v': '\\v', '\b': '\\b', '\f': '\\f', '"': '\\"'};
/* Where Python ends a line. */
const LINES = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;
const IN_WORD = /[\p{L}\p{N}_]/u;
const LETTER = /[\p{L}\p{Nl}\p{No}_]/u;
const BEFORE_DASH = /[\p{L}\p{N}_!"'&.,?]/u;

function escaped(text) {
  return text.replace(/[\\\t\r\n\v\b\f"]/g, sign => SIGNS[sign]);
}

/* Python's textwrap: the pieces that a text may be broken between. Counted in characters, not in UTF-16 units. */
function pieces(text) {
  const s = Array.from(text);
  const is = (kind, i) => i >= 0 && i < s.length && kind.test(s[i]);
  const dashes = i => {
    let j = i;
    while (s[j] === '-') j++;
    return j - i > 1 && is(IN_WORD, j) ? j : 0;
  };
  const hyphen = i =>
    s[i] === '-' &&
    is(LETTER, i - 1) &&
    (is(LETTER, i - 2) || (s[i - 2] === '-' && is(LETTER, i - 3))) &&
    is(LETTER, i + 1) &&
    (is(LETTER, i + 2) || (s[i + 2] === '-' && is(LETTER, i + 3)));
  const found = [];
  let from = 0;
  while (from < s.length) {
    let to = from;
    if (s[from] === ' ') while (s[to] === ' ') to++;
    else if (is(BEFORE_DASH, from - 1) && dashes(from)) to = dashes(from);
    else
      for (to = from + 1; ; to++) {
        if (hyphen(to)) {
          to++;
          break;
        }
        if (to >= s.length || s[to] === ' ' || (is(BEFORE_DASH, to - 1) && dashes(to))) break;
      }
    found.push(s.slice(from, to));
    from = to;
  }
  return found;
}

/* The lines of a text, each at most `width` characters long where its words let it. */
function wrapped(text, width) {
  const lines = [];
  let line = [];
  for (const piece of pieces(text)) {
    if (line.length && line.length + piece.length > width) {
      lines.push(line.join(''));
      line = [];
    }
    line = line.concat(piece);
  }
  if (line.length) lines.push(line.join(''));
  return lines;
}

/* The lines of `msgid "…"` and the like. */
function field(name, text, prefix = '') {
  const lines = text.match(LINES) || [''];
  let parts;
  if (lines.length > 1) parts = ['', ...lines.map(escaped)];
  else {
    const signs = Array.from(text).filter(sign => sign in SIGNS).length;
    const wide = Array.from(text).length > WIDTH - (prefix ? name.length + 9 : name.length) - 3 + signs;
    parts = wide ? ['', ...wrapped(escaped(text), WIDTH - 2)] : [escaped(text)];
  }
  return parts.map((part, i) => `${prefix}${i ? '' : `${name} `}"${part}"`);
}

/* What was typed, without what no file needs: space around it, line ends of other kinds, characters that are no text. */
function clean(text) {
  return text
    .replace(/\r\n?|[\u2028\u2029\x85]/g, '\n')
    .replace(/[\x00-\x08\v\f\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]/g, '')
    .trim();
}

/* The comments that keep findings. */
function keptNotes(typed) {
  return ((typed && typed.ok) || []).map(([kind, reason]) => `lint: ok(${kind}) ${reason}`);
}

/* Whether what was typed stays on the device until it is finished: a draft in its place would take from readers what they have. */
function unripe(entry, said) {
  return Boolean(said && !said.d && entry.str && !entry.fuzzy);
}

/* An entry as it will stand in the file. `typed` is what the translator made of it, see store.js. */
function entryLines(entry, said) {
  /* Who turns down a guess empties it. A translation that is one goes by no slip of a finger. */
  const typed = said && !unripe(entry, said) && (clean(said.t) || !entry.str || (entry.fuzzy && !entry.was)) ? said : undefined;
  const text = typed ? clean(typed.t) : entry.str || '';
  const done = text && typed && typed.d;
  const fuzzy = text && (typed ? !done : entry.fuzzy);
  let notes = entry.note ? entry.note.split('\n') : [];
  /* Where a suggestion came from matters until somebody approved it. */
  if (done) notes = notes.filter(line => !line.startsWith('memory: '));
  notes = [...new Set([...notes, ...keptNotes(typed)])];
  const flags = [...(fuzzy ? ['fuzzy'] : []), ...(entry.flags || [])];
  return [
    ...notes.map(line => `# ${line}`.trimEnd()),
    ...(entry.about ? entry.about.split('\n') : []).map(line => `#. ${line}`.trimEnd()),
    ...(flags.length ? [`#, ${flags.join(', ')}`] : []),
    /* It tells what a translation was made for, which readers are shown for as long as it is near enough. A draft was made
       for the text of today, and is shown to nobody. */
    ...(fuzzy && entry.fuzzy && entry.was && text === entry.str ? field('msgid', entry.was, '#| ') : []),
    ...field('msgid', entry.id),
    ...field('msgstr', text),
    '',
  ];
}

/* The whole file. `typed` is what was typed, by msgid. */
function poFile(sheet, typed) {
  const entries = sheet.entries.map(entry => entryLines(entry, typed[entry.id]).join('\n'));
  return [sheet.head, ...entries, ...(sheet.tail ? [sheet.tail] : [])].join('\n').replace(/\n+$/, '') + '\n';
}
