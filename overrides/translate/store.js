/* What was typed, on this device: a key a page, `translation:<tag>:<page>`, in it by msgid
   {t: text, b: the site's text when typing began, d: 1 once it is finished, ok: [[kind, reason], …] for findings kept}.
   By msgid, so it outlives a new catalog. What the device refuses to keep stays in memory, and the page says so. Its name is not like
   those of what readers keep, or deleting that would take a translator's work along. */

const memory = {};
let refused = '';

function keyOf(tag, page) {
  return `translation:${tag}:${page}`;
}

function read(key) {
  if (!(key in memory)) {
    let found = null;
    try {
      found = JSON.parse(localStorage.getItem(key));
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) refused = 'blocked';
    }
    /* Whatever else may stand there, only what has a text was typed here. */
    const typed = Object.entries(found || {}).filter(([, one]) => one && typeof one.t === 'string');
    memory[key] = Object.fromEntries(typed);
  }
  return memory[key];
}

/* Keeps what was typed for a page; '' or why the device does not: 'full', 'blocked'. */
function write(key, typed) {
  memory[key] = typed;
  try {
    if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify(typed));
    else localStorage.removeItem(key);
    refused = '';
  } catch (fault) {
    refused = /quota/i.test(fault.name) ? 'full' : 'blocked';
  }
  return refused;
}

/* Pages of a language with something typed. */
function begun(tag) {
  const start = keyOf(tag, '');
  let keys = [];
  try {
    keys = Object.keys(localStorage);
  } catch (fault) {
    refused = 'blocked';
  }
  return [...new Set([...keys, ...Object.keys(memory)])]
    .filter(key => key.startsWith(start) && Object.keys(read(key)).length)
    .map(key => key.slice(start.length))
    .sort();
}

/* Another tab typed. */
addEventListener('storage', event => {
  if (!event.key) return;
  delete memory[event.key];
  elsewhere();
});
/* A page that the browser had put aside was told of nothing meanwhile. */
addEventListener('pageshow', event => {
  if (!event.persisted || refused) return;
  for (const key of Object.keys(memory)) delete memory[key];
  elsewhere();
});

/* Whether the site has what was typed by now, so that the device may forget it. */
function arrived(entry, typed) {
  const there = typed && !entry.fuzzy && (entry.str || '') === clean(typed.t);
  return there && keptNotes(typed).every(note => (entry.note || '').split('\n').includes(note));
}

/* Whether somebody else's translation came to the site after typing began. */
function overtaken(entry, typed) {
  const there = entry.str || '';
  return Boolean(typed && there && there !== typed.b && there !== clean(typed.t));
}
