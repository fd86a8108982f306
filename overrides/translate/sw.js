/* /translate/sw.js: the translator without a network. The network comes first, the copy on the device where it does not answer;
   scripts and sheets carry a hash in their address, so a copy of them is as good as new.

   Readers' pages have a worker and caches of their own; this one looks after /translate/ only. */

const CACHE = 'translator';
const PATIENCE_MS = 4e3;
const NEVER_CHANGES = /-[0-9a-f]{8}\.js$|\.json\?[0-9a-f]{8}$/;

/* Neither a host's error page nor the login page of a café's network is kept. */
async function whole(response, url) {
  if (!response.ok || response.redirected) return false;
  const text = await response.clone().text();
  if (/\.json(\?|$)/.test(url)) return text.trimEnd().endsWith('}');
  if (/\.js$/.test(url)) return !/^\s*</.test(text);
  return text.includes('id="translator"') || text.includes('id=translator');
}

async function keep(cache, request, response) {
  if (!(await whole(response, request.url))) return;
  /* The sheet of before, and scripts that no kept page asks for any more, go. */
  await cache.put(request.url, response.clone());
  const path = request.url.split('?')[0];
  const keys = await cache.keys();
  for (const key of keys) if (key.url !== request.url && key.url.split('?')[0] === path) await cache.delete(key);
  if (!path.endsWith('/')) return;
  const pages = await Promise.all(keys.filter(key => key.url.endsWith('/')).map(async key => (await cache.match(key)).text()));
  pages.push(await response.clone().text());
  for (const key of keys)
    if (key.url.endsWith('.js') && !pages.some(page => page.includes(key.url.split('/').pop()))) await cache.delete(key);
}

async function answer(event) {
  const {request} = event;
  const cache = await caches.open(CACHE);
  const copy = await cache.match(request, {ignoreSearch: !NEVER_CHANGES.test(request.url)});
  if (copy && NEVER_CHANGES.test(request.url)) return copy;
  const asked = fetch(request).then(async response => {
    const good = await whole(response, request.url);
    if (good) event.waitUntil(keep(cache, request, response.clone()).catch(() => {}));
    if (!good && copy) throw new Error('not ours');
    return response;
  });
  const old = copy || (await cache.match(request, {ignoreSearch: true}));
  if (!old) return asked;
  return Promise.race([asked, new Promise((_, late) => setTimeout(late, PATIENCE_MS))]).catch(() => old);
}

oninstall = () => skipWaiting();
onactivate = event => event.waitUntil(clients.claim());
onfetch = event => {
  const {request} = event;
  if (request.method === 'GET' && request.url.startsWith(registration.scope) && /\/$|\.js$|\.json(\?|$)/.test(request.url.split('#')[0]))
    event.respondWith(answer(event));
};
