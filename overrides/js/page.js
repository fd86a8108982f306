/* Inlined in the head of every page, the same bytes everywhere, so that one hash in the policy covers it. No page needs
   it: it marks what this phone can do, and loads the other scripts where they are wanted.

   ES5, so that a browser too old for more still runs all of it. d: document. h: <html>. n: scripts asked for, by address.
   s: a passing value. */
(function (d, h, n, s) {
  /* Reading storage throws where the browser forbids it; then the phone's own wish decides, as where nothing is stored. */
  try {
    s = localStorage['porchlight:save'];
  } catch (x) {}
  h.className = (s ? s > 0 : (navigator.connection || 0).saveData) ? 'js save' : 'js';

  /* Loads a feature's script once. One that did not come may be asked for again: no network, or something else in its place
     (a login page), which is an error of the window. n knows scripts by address, so that others' errors do no harm. */
  function load(v) {
    s = d.createElement('script');
    s.src = d.body.dataset.root + 'assets/js/' + h.lang + '/' + v + 'VERSION';
    if (v && !n[s.src]) {
      n[s.src] = d.head.appendChild(s);
      s.onerror = onerror = function (e, v) {
        n[v || this.src] = 0;
      };
    }
  }

  /* Runs when the page has been parsed (ready state "interactive"), is complete, is printed, and when voices turn up:
     each time anew, so nothing here may count on being first. */
  d.onreadystatechange = onbeforeprint = function now(p) {
    [].forEach.call(d.querySelectorAll('[data-load],[data-until],[data-today],.save .picture,form:target'), function (e, v) {
      try {
        v = e.dataset;
        load(v.size ? 'pictures' : v.load || v.click);
        if (v.today != null && p.type == 'beforeprint') e.textContent = new Date().toLocaleDateString(h.lang);
        /* The end of that day on this phone, by numbers: old engines take "2027-01-31T24:00" for Greenwich time. */
        v = v.until.split('-');
        e.hidden = new Date() >= new Date(v[0], --v[1], ++v[2]);
      } catch (x) {}
    });
    /* Phones name Mandarin zh-CN, zh_CN or cmn-CN. Only primary subtags count: any Arabic voice can read Arabic. */
    try {
      speechSynthesis.onvoiceschanged = now;
      speechSynthesis.getVoices().forEach(function (v) {
        if (v.lang.replace('cmn', 'zh').split(/[-_]/)[0] == (d.querySelector('article[lang]') || h).lang.split(/[-_]/)[0])
          h.classList.add('voice');
      });
    } catch (x) {}
    /* Last, when nothing of the page waits for the network any more. */
    try {
      if (OFFLINE && d.readyState == 'complete') navigator.serviceWorker.register(d.body.dataset.root + 'sw.js').catch(String);
    } catch (x) {}
  };

  d.onclick = d.oninput = function (e) {
    try {
      e = e.target.closest('[data-click],.languages a');
      load(e.dataset.click);
      if (e.lang) localStorage['porchlight:language'] = e.lang;
    } catch (x) {}
  };
})(document, document.documentElement, {});
