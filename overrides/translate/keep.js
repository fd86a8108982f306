/* Without a network: the worker in sw.js keeps what is fetched; this fetches all of a language once. */

/* Up to this, all texts of a language are kept on the device without asking. */
const FEW_BYTES = 1.5e6;

async function kept(addresses) {
  const cache = await caches.open('translator');
  const there = await Promise.all(addresses.map(one => cache.match(one)));
  return addresses.filter((_, i) => !there[i]);
}

async function keepAll(told) {
  const scripts = [...document.querySelectorAll('script[src]')].map(one => one.src);
  const wanted = [location.pathname, '../', ...scripts, ...[...rows.values()].map(row => row.dataset.file)].map(one => new URL(one, location.href).href);
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, {once: true}));
  for (const one of await kept(wanted)) await fetch(one).catch(() => 0);
  /* The worker puts away what it fetched a moment after it came. */
  let lacking = wanted;
  for (let n = 0; n < 20 && lacking.length; n++) {
    lacking = await kept(wanted);
    if (lacking.length) await new Promise(done => setTimeout(done, 150));
  }
  told.textContent = lacking.length ? 'Not everything could be kept on this device.' : 'All texts of this language are on this device: you can translate without internet, too.';
}

function startKeeping() {
  if (!('keeps' in desk.dataset) || !navigator.serviceWorker || !window.caches) return;
  const told = document.getElementById('offline');
  const bytes = [...rows.values()].reduce((sum, row) => sum + Number(row.dataset.bytes), 0);
  navigator.serviceWorker.register('../sw.js').then(
    () => {
      if (bytes <= FEW_BYTES && !navigator.connection?.saveData) return keepAll(told);
      const button = put('button', {type: 'button'}, `Keep all texts on this device (${(bytes / 1e6).toFixed(1)} MB)`);
      button.onclick = () => {
        told.textContent = 'One moment …';
        keepAll(told);
      };
      return told.replaceChildren(button);
    },
    () => {}
  );
}
