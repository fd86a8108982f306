/* Text and pages as elements, never as HTML: nothing that anybody wrote is read as markup but the marks below. */

/* An element. `said` are its properties; those that are none (data-, aria-, dir …) become attributes. */
function put(name, said = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined || value === false) continue;
    if (key in made && typeof value !== 'string') made[key] = value;
    else if (key === 'class') made.className = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== undefined && child !== ''));
  return made;
}

/* A stroke of Markdown's inline marks, outermost first. */
const INLINE = /\\([\s\S])|`+([^`]+)`+|(!?)\[((?:[^[\]\\]|\\.|\[[^[\]]*\](?:\(\d+\))?)*)\]\((\d+)\)|\{(\d+)\}|\*\*([\s\S]+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|(\n)/g;

/* A text as readers see it, in an element. */
function shown(text, slots = []) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, escape, code, picture, label, link, slot, strong, stress] = found;
    made.append(text.slice(at, found.index));
    at = found.index + whole.length;
    if (escape) made.append(escape);
    else if (code) made.append(put('code', {}, code));
    /* Isolated, or a number after right-to-left words is shown with its groups turned round. */
    else if (label !== undefined) made.append(put(picture ? 'em' : 'u', {dir: /^(tel|sms|mailto):/.test(slots[link - 1]) ? 'auto' : undefined}, shown(label, slots)));
    else if (slot) {
      const stood = slots[slot - 1] || '';
      made.append(/^</.test(stood) && !/[@:]/.test(stood) ? '' : stood.replace(/^<|>$/g, ''));
    } else if (strong) made.append(put('strong', {}, shown(strong, slots)));
    else if (stress) made.append(put('em', {}, shown(stress, slots)));
    else made.append(put('br'));
  }
  made.append(text.slice(at));
  return made;
}

/* A source text as a translator needs it: word for word, its marks set apart. */
function marked(text) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(/!?\[|\]\(\d+\)|\{\d+\}|\*\*|`|%\(\w+\)s|\n/g)) {
    made.append(text.slice(at, found.index));
    made.append(found[0] === '\n' ? put('br') : put('b', {class: 'mark'}, found[0]));
    at = found.index + found[0].length;
  }
  made.append(text.slice(at));
  return made;
}

/* What changed in a source text. */
function difference(old, now) {
  const made = put('p', {class: 'change'});
  for (const [kind, piece] of legible(changes(old, now))) {
    const named = {'-1': 'taken out: ', 1: 'new: '}[kind];
    made.append(kind ? put(kind < 0 ? 'del' : 'ins', {}, put('span', {class: 'aloud'}, named), piece) : piece);
  }
  return made;
}

/* The whole page, each text a link to its place. `text(i)` gives what an entry says, `here` is the one that is open. */
function drawn(sheet, href, text, here) {
  const made = put('div', {class: 'drawn'});
  const rows = sheet.page || sheet.entries.map((entry, i) => [i, entry.kind, 0, 0]);
  let list = null;
  let number = 0;
  for (const [i, kind, level, numbered] of rows) {
    const said = text(i);
    const link = put('a', {href: href(i), lang: said.lang, dir: said.dir}, shown(said.text, sheet.entries[i].slots));
    if (i === here) link.setAttribute('aria-current', 'true');
    if (kind === 'list item') {
      if (!list) made.append((list = put('ul')));
      number = numbered ? number + 1 : 0;
      list.append(put('li', {class: `depth--${Math.min(level, 3)}`}, put('span', {'aria-hidden': 'true'}, number ? `${number}.` : '•'), link));
      continue;
    }
    list = null;
    number = 0;
    made.append(put('p', {class: `is--${kind.replace(/ /g, '-')} level--${level}`}, link));
  }
  return made;
}
