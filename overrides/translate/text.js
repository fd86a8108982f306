/* One text: its source, what changed, the place to type, what was found, and what helps. */

const KINDS = {interface: 'Word around every page', 'list item': 'List item', image: 'What a picture shows'};
const STATES = {
  missing: 'Not translated yet',
  stale: 'The source has changed',
  guess: 'To be checked: this translation is a guess',
  begun: 'Begun, not finished',
  done: 'Translated',
  mine: 'Translated by you, on this device',
};
/* Typing is not stopped by a check at every key. */
const CALM_MS = 400;

/* How a text stands. */
function stateOf(entry, typed) {
  if (typed && (typed.t.trim() || entry.str)) return typed.d ? 'mine' : 'begun';
  if (!entry.str) return 'missing';
  return entry.fuzzy ? (entry.was ? 'stale' : 'guess') : 'done';
}

function waits(entry, typed) {
  return !['done', 'mine'].includes(stateOf(entry, typed)) || overtaken(entry, typed);
}

/* How alike two texts are, 0 to 1, by the words they share. */
function alike(one, other) {
  const whole = one.length + other.length;
  return whole && changes(one, other).reduce((sum, [kind, piece]) => sum + (kind ? 0 : 2 * piece.length), 0) / whole;
}

function titleOf(page) {
  const row = rows.get(page);
  return row ? row.querySelector('b').textContent : page;
}

/* Puts a mark, or what must not change, into the place to type: around what is chosen there, where it has two ends. */
function insert(area, before, after = '') {
  const {selectionStart: start, selectionEnd: end, value} = area;
  const chosen = value.slice(start, end);
  area.setRangeText(before + chosen + after, start, end, 'end');
  if (after && !chosen) area.setSelectionRange(start + before.length, start + before.length);
  area.focus();
  area.dispatchEvent(new Event('input'));
}

/* Buttons for what is hard to type on a phone: marks, numbers, addresses. */
function chips(entry, area) {
  const made = put('p', {class: 'chips', role: 'group', 'aria-label': 'Put into your text'});
  const add = (words, before, after) => {
    const button = put('button', {type: 'button', class: 'chip', dir: 'ltr'}, words);
    button.onclick = () => insert(area, before, after);
    made.append(button);
  };
  const seen = new Set();
  for (const mark of marksOf(entry.id)) {
    if (seen.has(mark)) continue;
    seen.add(mark);
    const link = mark[0] === ']';
    const picture = link && entry.id.includes('![') && new RegExp(`!\\[[^\\]]*${mark.replace(/[\](){}]/g, '\\$&')}`).test(entry.id);
    add(link ? `${picture ? '!' : ''}[…${mark}` : mark, link ? `${picture ? '!' : ''}[` : mark, link ? mark : '');
  }
  if (entry.id.includes('**')) add('**…**', '**', '**');
  for (const place of entry.id.match(/%\(\w+\)s/g) || []) add(place, place);
  const linkless = entry.id.replace(LABELLED, '');
  for (const fact of entry.facts || []) {
    const shown = fact[1];
    if (!/[\d@]/.test(shown) || seen.has(shown)) continue;
    seen.add(shown);
    /* A link keeps its number in order, bare words do not. */
    const turns = desk.dataset.dir === 'rtl' && /\d\)?[ -]\(?\d/.test(shown) && linkless.includes(shown);
    add(shown, turns ? LTR + shown : shown);
  }
  return made.childElementCount ? made : '';
}

/* What was translated before, and what words are agreed on. */
function helps(entry, mine, take) {
  const made = put('div', {class: 'helps'});
  const told = [...mine.map(([was, text]) => ['You typed this before the source changed', was, text, 0]), ...(entry.like || []).map(
    ([percent, was, text, where, differs]) => [percent === 100 ? `The same text in “${titleOf(where)}”` : `${percent} % the same, in “${titleOf(where)}”`, was, text, differs]
  )];
  if (told.length) made.append(put('h3', {}, 'Translated before'));
  for (const [title, was, text, differs] of told) {
    const button = put('button', {type: 'button'}, 'Use this', put('span', {class: 'aloud'}, `: ${text}`));
    button.onclick = () => take(text);
    made.append(
      put(
        'div',
        {class: 'help'},
        put('p', {class: 'quiet'}, title, differs ? '. Its numbers, dates or links differ: correct them.' : ''),
        was === entry.id ? '' : put('div', {lang: desk.dataset.source, dir: desk.dataset.sourceDir}, difference(was, entry.id)),
        put('p', {lang: desk.dataset.tag, dir: desk.dataset.dir}, text),
        button
      )
    );
  }
  if (entry.terms) {
    made.append(put('h3', {}, 'Words agreed on'));
    const list = put('dl', {});
    for (const [term, agreed, meaning, both] of entry.terms) {
      list.append(
        put('dt', {}, put('span', {lang: desk.dataset.source}, term), ' → ', agreed ? put('bdi', {lang: desk.dataset.tag, dir: desk.dataset.dir}, agreed) : 'nothing agreed yet', both ? ', with the official term in parentheses' : ''),
        put('dd', {class: 'quiet', lang: desk.dataset.source, dir: desk.dataset.sourceDir}, meaning)
      );
    }
    made.append(list);
  }
  return made.childElementCount ? made : '';
}

/* What was found wrong, each with the way to keep it, and what is kept already. */
function told(entry, typed, text, keep, takeBack, take) {
  const made = put('ul', {class: 'findings'});
  for (const one of openFindings(entry, typed, text)) {
    const item = put('li', {class: 'finding', tabindex: '-1'}, put('p', {}, one.text));
    if (one.mended) {
      const mend = put('button', {type: 'button'}, 'Put it right');
      mend.onclick = () => take(one.mended);
      item.append(mend);
    }
    if (isVital(entry, one)) item.append(put('p', {}, 'This is the number to call in danger: no reason keeps another.'));
    else if (one.keep) {
      const reason = put('input', {type: 'text', required: true, maxlength: '200', autocomplete: 'off'});
      const form = put('form', {}, put('label', {}, 'Because ', reason), put('button', {}, 'Keep it'));
      form.onsubmit = event => {
        event.preventDefault();
        const said = reason.value.replace(/\s+/g, ' ').trim();
        if (said) keep(one.kind, said);
      };
      item.append(put('details', {}, put('summary', {}, 'Keep it anyway …'), form));
    }
    made.append(item);
  }
  for (const [kind, reason] of (typed && typed.ok) || []) {
    const button = put('button', {type: 'button'}, 'Check it again');
    button.onclick = () => takeBack(kind);
    made.append(put('li', {class: 'finding finding--kept'}, put('p', {}, `Kept (${kind}), because: ${reason}`), button));
  }
  return made;
}
