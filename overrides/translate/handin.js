/* Handing in: a page's PO file, downloaded, uploaded or sent. */

/* What a mail program takes from a link without cutting it off; Outlook's limit is the lowest. */
const MOST_MAIL = 2000;

function fileName(page) {
  return `${page.split('/').pop()}.po`;
}

function download(page, text) {
  const address = URL.createObjectURL(new Blob([text], {type: 'text/x-gettext-translation;charset=utf-8'}));
  const link = put('a', {href: address, download: fileName(page)});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60e3);
}

/* Where a page's file is to be uploaded: its folder is part of the address. */
function uploadAddress(address, tag, page) {
  const folder = [tag, ...page.split('/').slice(0, -1)].map(encodeURIComponent).join('/');
  return address.replace('{language}', folder);
}

/* Puts a text where it can be pasted from; false where the browser does not let a page. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    /* Older browsers, and sites without https. */
    const area = put('textarea', {'aria-hidden': 'true'});
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/* The file for the phone's own list of apps, null where it has none. Phones let few kinds of files through, text among them. */
function sharable(page, text) {
  const files = [new File([text], `${fileName(page)}.txt`, {type: 'text/plain'})];
  return navigator.canShare && navigator.canShare({files}) ? {files} : null;
}

/* A mail with the file in it, or where it is too long for that, one to attach it to, or to paste it into. */
function mail(to, language, page, text) {
  const subject = encodeURIComponent(`Translation: ${language}, ${page}`);
  const whole = `mailto:${to}?subject=${subject}&body=${encodeURIComponent(text)}`;
  if (whole.length <= MOST_MAIL) return {href: whole, whole: true};
  const asks = encodeURIComponent(`Hello,\n\nhere is a translation. I attach the file ${fileName(page)}, or paste its text here:\n\n`);
  return {href: `mailto:${to}?subject=${subject}&body=${asks}`, whole: false};
}

function showSend() {
  const {tag, name: language, upload, mail: to} = desk.dataset;
  const parts = [];
  for (const page of begun(tag)) {
    const key = keyOf(tag, page);
    if (!rows.has(page)) continue;
    const sheet = sheets.get(page);
    const typed = read(key);
    if (!Object.keys(typed).length) continue;
    parts.push(sendOne(page, sheet, typed, key));
  }
  const ways = [
    'Download the file of each page.',
    [
      upload ? `Put it on ${host(upload)}: open the place to upload it, drop the file there, and confirm. You need an account there.` : '',
      to ? `${upload ? 'Or send' : 'Send'} it by e-mail to ${to}.` : '',
      upload || to ? '' : 'Give it to whoever runs this portal.',
    ].filter(Boolean).join(' '),
    'Somebody reads it before it is shown. It stays on this device until the site has it.',
  ];
  showWork(
    'Hand in',
    bar(),
    put('h1', {tabindex: '-1'}, 'Hand in'),
    ...(parts.length ? [put('ol', {}, ...ways.filter(Boolean).map(way => put('li', {}, way))), ...parts] : [put('p', {}, `There is nothing of yours in ${language} on this device yet.`)])
  );
  work.querySelector('h1').focus();
}

function host(address) {
  return new URL(address).host;
}

function sendOne(page, sheet, typed, key) {
  const {tag, name: language, upload, mail: to} = desk.dataset;
  const theirs = sheet.entries.filter(entry => overtaken(entry, typed[entry.id]));
  const here = sheet.entries.filter(entry => typed[entry.id] && !theirs.includes(entry));
  const finished = here.filter(entry => typed[entry.id].d).length;
  const waiting = here.filter(entry => unripe(entry, typed[entry.id])).length;
  const drafts = here.length - finished - waiting;
  const left = Object.entries(typed).filter(([msgid]) => !sheet.entries.some(entry => entry.id === msgid));
  /* Nobody's translation is written over by one who has not seen it. */
  const text = poFile(sheet, Object.fromEntries(here.map(entry => [entry.id, typed[entry.id]])));
  const get = put('button', {type: 'button', class: 'button'}, 'Download ', put('bdi', {dir: 'ltr'}, fileName(page)));
  get.onclick = () => download(page, text);
  const said = put('p', {role: 'status'});
  const made = put(
    'section',
    {class: 'send'},
    put('h2', {}, put('a', {href: address(page)}, title(page))),
    put(
      'p',
      {},
      finished ? `${count(finished, 'text')} finished. ` : '',
      drafts ? `${count(drafts, 'text')} not finished, or with something to look at: ${drafts === 1 ? 'it goes along as a draft' : 'they go along as drafts'}, which readers do not see. ` : '',
      waiting ? `${count(waiting, 'text')} not finished, and translated already: not in the file, until you finish ${waiting === 1 ? 'it' : 'them'}. ` : '',
      theirs.length ? put('a', {href: address(page, sheet.entries.indexOf(theirs[0]))}, `${count(theirs.length, 'text')} not in the file: somebody else’s translation came meanwhile. Choose one.`) : ''
    ),
    get
  );
  if (upload) made.append(' ', put('a', {class: 'plain-button', href: uploadAddress(upload, tag, page), target: '_blank', rel: 'noopener noreferrer'}, `Upload on ${host(upload)}`));
  if (to) {
    const {href, whole} = mail(to, language, page, text);
    const link = put('a', {class: 'plain-button', href}, whole ? 'Send by e-mail' : 'Send by e-mail: attach the file');
    if (!whole) link.onclick = () => download(page, text);
    made.append(' ', link);
    if (!whole) {
      const copy = put('button', {type: 'button'}, 'Copy the text, then paste it into the e-mail');
      copy.onclick = async () => {
        const done = await copied(text);
        said.textContent = done ? 'Copied. Open the e-mail, and paste the text into it.' : 'This browser does not let us copy. Attach the file.';
      };
      made.append(' ', copy);
    }
  }
  const parcel = sharable(page, text);
  if (parcel) {
    const share = put('button', {type: 'button'}, 'Send the file with another app');
    /* Who closes the list of apps wants nothing said. */
    share.onclick = () => navigator.share(parcel).catch(fault => {
      if (fault.name !== 'AbortError') said.textContent = 'That did not work. Download the file, and send it.';
    });
    made.append(' ', share);
  }
  made.append(said);
  if (left.length) {
    const list = put('ul', {});
    for (const [was, one] of left)
      list.append(put('li', {}, put('p', {lang: desk.dataset.source, dir: desk.dataset.sourceDir}, was), put('p', {lang: tag, dir: desk.dataset.dir}, one.t)));
    made.append(put('details', {}, put('summary', {}, `${count(left.length, 'text')} of yours left the page meanwhile`), list));
  }
  const drop = put('button', {type: 'button', class: 'drop'}, 'Delete from this device');
  drop.onclick = () => {
    if (!confirm(`Delete what you typed for this page? It cannot be brought back.`)) return;
    write(key, {});
    warn();
    showSend();
  };
  made.append(put('p', {}, drop));
  return made;
}
