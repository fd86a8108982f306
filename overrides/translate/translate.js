/* The translator: which page and which text are open, and what becomes of what is typed. The address says where one is:
   `#/housing` a page, `#/housing:7` its seventh text, `#send` handing in. */

const desk = document.getElementById('translator');
const pages = document.getElementById('pages');
const work = document.getElementById('work');
const trouble = document.getElementById('trouble');
const TITLE = document.title;
const rows = new Map([...pages.querySelectorAll('[data-page]')].map(row => [row.dataset.page, row]));
const sheets = new Map();
const AWAY = 'This page did not load. Look whether you have internet, then try again.';
/* Whether the browser was asked not to clear what is typed when it wants room. */
let lasting = false;
/* Counts what was asked for: what comes late must not be shown over what was asked for since. */
let turns = 0;
/* What to do with the text that is open before another one is. */
let leave = () => {};
/* Shows what another tab made of the text that is open. */
let elsewhere = () => {};

async function sheetOf(page) {
  if (!sheets.has(page)) {
    const response = await fetch(rows.get(page).dataset.file);
    if (!response.ok) throw new Error(AWAY);
    const sheet = await response.json();
    sheets.set(page, sheet);
    forget(page, sheet);
  }
  return sheets.get(page);
}

/* What the site has by now need not be kept here any more. */
function forget(page, sheet) {
  const key = keyOf(desk.dataset.tag, page);
  const typed = {...read(key)};
  const come = sheet.entries.filter(entry => arrived(entry, typed[entry.id]));
  for (const entry of come) delete typed[entry.id];
  if (come.length) write(key, typed);
}

function warn() {
  const said = {
    full: 'This device has no room left, so what you type is not kept. Hand it in before you close this page.',
    blocked: 'This browser keeps nothing for this site, so what you type is lost when you close the page. Hand it in before.',
  }[refused];
  trouble.hidden = !said;
  if (said && trouble.textContent !== said) trouble.textContent = said;
}

function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function address(page, i) {
  return `#/${encodeURI(page)}${i === undefined ? '' : `:${i + 1}`}`;
}

function title(page) {
  const made = rows.get(page).querySelector('b').cloneNode(true);
  return put('span', {lang: made.lang}, made.textContent);
}

/* The list of pages, with what was typed here. */
function showPages() {
  let texts = 0;
  const mine = begun(desk.dataset.tag).filter(page => rows.has(page));
  for (const [page, row] of rows) {
    const number = mine.includes(page) ? Object.keys(read(keyOf(desk.dataset.tag, page))).length : 0;
    texts += number;
    row.querySelector('.pages__mine').textContent = number ? `${count(number, 'text')} of yours on this device` : '';
  }
  const place = document.getElementById('unsent');
  place.replaceChildren(texts ? put('a', {class: 'button', href: '#send'}, `Hand in ${count(texts, 'text')}`) : '');
  work.hidden = true;
  pages.hidden = false;
  document.title = TITLE;
}

/* Shows what stands in place of the list, and puts the focus on its heading. */
function showWork(name, ...parts) {
  document.title = name ? `${name} – ${TITLE}` : TITLE;
  work.replaceChildren(...parts);
  pages.hidden = true;
  work.hidden = false;
}

function bar(...more) {
  return put('nav', {class: 'bar-top', 'aria-label': 'Where you are'}, put('a', {href: '#'}, '← All pages'), ...more);
}

function showPage(page, asked) {
  const sheet = sheets.get(page);
  const typed = read(keyOf(desk.dataset.tag, page));
  let i = asked;
  if (!(i >= 0 && i < sheet.entries.length)) {
    i = Math.max(0, sheet.entries.findIndex(entry => waits(entry, typed[entry.id])));
    /* Back leads to the text that was open, not to the first that waits by then. */
    history.replaceState(null, '', address(page, i));
  }
  showText(page, sheet, i, asked !== undefined);
}

function showText(page, sheet, i, typing) {
  const {tag, dir, name: language, source, sourceDir} = desk.dataset;
  const key = keyOf(tag, page);
  const entry = sheet.entries[i];
  const mine = () => read(key)[entry.id];
  const number = sheet.entries.length;
  const left = () => sheet.entries.filter(one => waits(one, read(key)[one.id])).length;

  const badge = put('span', {class: 'badge'});
  const done = put('span', {class: 'quiet'});
  const area = put('textarea', {
    id: 'typed', lang: tag, dir, rows: Math.min(14, Math.max(3, Math.ceil(entry.id.length / (Math.min(desk.clientWidth, 600) / 10)) + 1)),
    'aria-describedby': 'source', autocomplete: 'off', spellcheck: 'true',
  });
  area.value = mine() ? mine().t : entry.str || '';
  const status = put('p', {class: 'status', role: 'status'});
  const found = put('div', {class: 'found'});
  const seen = put('div', {class: 'seen', hidden: true}, put('h3', {}, 'Readers will see'), put('p', {lang: tag, dir}));
  /* What is said at the top of the page is out of sight where one types on a phone. */
  const unkept = put('p', {class: 'unkept', hidden: true}, put('b', {}, 'Not kept on this device:'), ' hand in before you close this page.');
  let later = 0;
  let warned = '';
  let drawnFindings = '';

  function save(text, more = {}) {
    const all = {...read(key)};
    const kept = (mine() && mine().ok) || [];
    all[entry.id] = {t: text, b: mine() ? mine().b : entry.str || '', ...(kept.length ? {ok: kept} : {}), ...more};
    const one = all[entry.id];
    if (one.t === (entry.str || '') && !one.d && !(one.ok || []).length) delete all[entry.id];
    write(key, all);
    warn();
    mark();
  }

  function mark() {
    unkept.hidden = !refused;
    const state = stateOf(entry, mine());
    badge.textContent = STATES[state];
    badge.className = `badge badge--${state}`;
    done.textContent = left() ? `${count(left(), 'text')} of ${number} to do` : 'Every text is translated';
  }

  function keepFinding(kind, reason) {
    save(area.value, {ok: [...((mine() && mine().ok) || []), [kind, reason]]});
    check();
    area.focus();
  }

  function openAgain(kind) {
    save(area.value, {ok: mine().ok.filter(one => one[0] !== kind)});
    check();
    area.focus();
  }

  function check() {
    clearTimeout(later);
    const open = openFindings(entry, mine(), area.value);
    /* Marks, and numbers among right-to-left words, look otherwise where one types. */
    seen.hidden = !/[[*`{]/.test(area.value);
    seen.lastChild.replaceChildren(shown(clean(area.value), entry.slots));
    /* Drawn anew only where something differs: a reason may be being typed in it. */
    const drawing = JSON.stringify([open, mine() && mine().ok]);
    if (drawing !== drawnFindings) {
      drawnFindings = drawing;
      found.replaceChildren(told(entry, mine(), area.value, keepFinding, openAgain, take));
    }
    /* Short enough for one line on the smallest phone, so that the buttons below it stay where they are. */
    status.textContent = open.length ? `${count(open.length, 'thing')} to look at, below.` : area.value.trim() ? 'Nothing found wrong.' : '';
    return open;
  }

  /* Another tab typed here. */
  elsewhere = () => {
    const text = mine() ? mine().t : entry.str || '';
    if (area.value !== text) area.value = text;
    mark();
    check();
  };
  area.oninput = () => {
    save(area.value);
    clearTimeout(later);
    later = setTimeout(check, CALM_MS);
    if (!lasting) lasting = Boolean(navigator.storage?.persist?.());
  };
  /* Not before the tap that took the focus away has come to its button. */
  area.onblur = () => {
    clearTimeout(later);
    later = setTimeout(check, CALM_MS);
  };

  /* A text is finished when it is left, unless something is wrong with it. */
  leave = () => {
    clearTimeout(later);
    leave = elsewhere = () => {};
    const reasons = (mine() && mine().ok) || [];
    if (reasons.length) {
      /* A reason to keep what is not there any more would hide the next slip of its kind. */
      const kinds = findings(entry, mine().t).map(finding => finding.kind);
      const needed = reasons.filter(([kind]) => kinds.includes(kind));
      if (needed.length < reasons.length) save(mine().t, {ok: needed});
    }
    const one = mine();
    if (one && !one.d && one.t.trim() && !openFindings(entry, one, one.t).length) save(one.t, {d: 1});
  };

  function go(to) {
    leave();
    location.hash = address(page, to);
  }

  function next() {
    const open = check();
    if (open.length && warned !== area.value) {
      warned = area.value;
      found.querySelector('.finding').focus();
      return;
    }
    leave();
    const order = [...sheet.entries.keys()];
    const to = [...order.slice(i + 1), ...order.slice(0, i)].find(n => waits(sheet.entries[n], read(key)[sheet.entries[n].id]));
    if (to === undefined) location.hash = begun(tag).includes(page) ? '#send' : '#';
    else go(to);
  }

  function take(text) {
    area.value = text;
    area.dispatchEvent(new Event('input'));
    check();
    area.focus();
  }

  area.onkeydown = event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    next();
  };

  const forward = put('button', {type: 'button', class: 'button', 'aria-keyshortcuts': 'Control+Enter'}, 'Next');
  forward.onclick = next;
  const still = put('button', {type: 'button'}, 'Still right');
  still.onclick = () => {
    /* What has something to look at is right for a reason, or goes along as a draft. */
    if (area.value.trim() && !check().length) save(area.value, {d: 1});
    next();
  };
  const before = put('a', {class: 'plain-button', href: address(page, (i + number - 1) % number)}, 'Text before');

  const legend = put('ul', {class: 'legend quiet'});
  (entry.slots || []).forEach((slot, n) => legend.append(put('li', {}, put('b', {class: 'mark'}, `(${n + 1})`), ' stands for ', put('bdi', {}, slot))));
  const stale = entry.fuzzy && entry.was;
  const other = put('div', {class: 'notice', hidden: !overtaken(entry, mine())});
  if (!other.hidden) {
    const use = put('button', {type: 'button'}, 'Use that one');
    const stay = put('button', {type: 'button'}, 'Stay with mine');
    use.onclick = () => {
      take(entry.str);
      other.hidden = true;
    };
    stay.onclick = () => {
      save(area.value, {b: entry.str || ''});
      other.hidden = true;
      area.focus();
    };
    other.append(put('p', {}, 'Meanwhile somebody else’s translation of this text came to the site:'), put('p', {lang: tag, dir}, entry.str), use, ' ', stay);
  }
  const gone = Object.entries(read(key)).filter(
    ([msgid]) => !sheet.entries.some(one => one.id === msgid) && (msgid === entry.was || alike(msgid, entry.id) > 0.6)
  );

  const card = put(
    'div',
    {class: 'card'},
    put('p', {class: 'bar-line'}, put('span', {class: 'quiet'}, `Text ${i + 1} of ${number} · ${KINDS[entry.kind] || entry.kind[0].toUpperCase() + entry.kind.slice(1)}`), badge),
    put('h2', {class: 'quiet'}, desk.dataset.sourceName),
    put('div', {id: 'source', class: 'source', lang: source, dir: sourceDir}, marked(entry.id)),
    legend.childElementCount ? legend : '',
    entry.note ? put('p', {class: 'quiet'}, `Note in the file: ${entry.note}`) : '',
    stale ? put('div', {class: 'notice'}, put('p', {}, put('b', {}, 'The source has changed'), ' since this was translated:'), put('div', {lang: source, dir: sourceDir}, difference(entry.was, entry.id))) : '',
    other,
    put('label', {class: 'quiet', for: 'typed'}, `Your translation into ${language}`),
    area,
    chips(entry, area),
    unkept,
    status,
    put('p', {class: 'moves'}, forward, ' ', entry.fuzzy && (!mine() || !mine().d) ? still : '', ' ', before),
    found,
    seen,
    helps(entry, gone.map(([was, one]) => [was, one.t]), take)
  );

  let translated = false;
  const place = put('div', {});
  const text = n => {
    const one = sheet.entries[n];
    const said = read(key)[one.id] ? read(key)[one.id].t : one.str;
    return translated && said ? {text: said, lang: tag, dir} : {text: one.id, lang: source, dir: sourceDir};
  };
  const draw = () => place.replaceChildren(drawn(sheet, n => address(page, n), text, i));
  const turn = put('button', {type: 'button', 'aria-pressed': 'false'}, 'Show it translated');
  turn.onclick = () => {
    translated = !translated;
    turn.setAttribute('aria-pressed', String(translated));
    draw();
  };
  draw();
  const {live} = rows.get(page).dataset;
  const wide = matchMedia('(min-width:60em)').matches;
  const around = put('details', {class: 'around', open: wide}, put('summary', {}, sheet.page ? 'The whole page' : 'All texts'), put('p', {class: 'moves'}, turn, live ? put('a', {class: 'plain-button', href: live, target: '_blank', rel: 'noopener'}, 'Open the page') : ''), place);

  showWork(
    title(page).textContent,
    bar(put('a', {href: '#send'}, 'Hand in')),
    put('h1', {tabindex: '-1'}, title(page)),
    put('p', {class: 'bar-line'}, put('progress', {value: number - left(), max: number, 'aria-label': 'Texts translated'}), done),
    put('div', {class: 'two'}, card, around)
  );
  mark();
  check();
  if (typing) {
    area.focus({preventScroll: true});
    card.scrollIntoView({block: 'start'});
  } else work.querySelector('h1').focus();
  const open = place.querySelector('[aria-current]');
  if (open && wide) around.scrollTop = open.offsetTop - around.clientHeight / 3;
}

async function route() {
  leave();
  const turn = ++turns;
  let page = '';
  let number;
  try {
    const send = location.hash === '#send';
    [, page, number] = /^#?\/?(.*?)(?::(\d+))?$/.exec(decodeURIComponent(location.hash));
    const wanted = send ? begun(desk.dataset.tag) : [page];
    for (const one of wanted) if (rows.has(one)) await sheetOf(one);
    if (turn !== turns) return;
    if (send) showSend();
    else if (rows.has(page)) showPage(page, number ? number - 1 : undefined);
    else showPages();
  } catch (fault) {
    if (turn !== turns) return;
    const again = put('button', {type: 'button', class: 'button'}, 'Try again');
    again.onclick = route;
    showWork('', bar(), put('p', {class: 'notice', role: 'alert'}, AWAY), again);
  }
  warn();
}

/* Only what the device does not keep can be lost. */
addEventListener('beforeunload', event => {
  if (refused && begun(desk.dataset.tag).length) event.preventDefault();
});
addEventListener('hashchange', route);
route();
startKeeping();
window.translating = true;
