/* Reads the page aloud with a voice of the phone. The first press of the button loads this, so it begins at once.
   Pausing cancels, and going on says that sentence again: Android's own pause loses the rest, and Chrome's forgets to
   go on after some seconds. */
(function (d, s) {
  var go = d.querySelector('[data-click=listen]'),
    label = go.innerHTML,
    stop = go.cloneNode(),
    home = d.documentElement.lang,
    /* Another script than Latin? The title tells, or this button where the title is not translated. */
    script = /[\u0370-\u1cff]/.test(WORDS.stop + d.querySelector('h1').textContent),
    /* What is said, in order. b: block, t: text, v: voice. */
    runs = [],
    last = {},
    at = 0,
    block = go,
    saying,
    timer;

  /* The first voice of a language, by its primary subtag; Mandarin may be called zh-CN, zh_CN or cmn-CN. */
  function voice(tag) {
    return s.getVoices().filter(function (v) {
      return v.lang.replace('cmn', 'zh').split(/[-_]/)[0] == tag.split(/[-_]/)[0];
    })[0];
  }

  /* Collects the text of a node and what is in it. b: its block, lang: its language, tel: is it a telephone link? */
  function read(e, b, lang, tel) {
    if (e.nodeType == 3)
      e.data
        .replace(/\s+/g, ' ')
        /* Digit by digit, parted by commas: every number of a telephone link; elsewhere what begins with a plus or has
           three groups (9-1-1, 1-800-622-6232) but is no date (2026-05-01). */
        .replace(/\+?[\d٠-٩۰-۹०-९০-৯]+([ ()-]*[\d٠-٩۰-۹०-९০-৯]+)*/g, function (n) {
          return tel || /^(\+|[^-]{1,3}-[^-]+-)/.test(n) ? n.match(/[^ ()-]/g).join(', ') : n;
        })
        /* Latin words in a text of another script are said in English. */
        .split(script && lang == home ? /([a-zà-ɏ](?:[ '’&.-]*[a-zà-ɏ])*)/i : '\0')
        .forEach(function (t, i) {
          i = voice(i % 2 ? 'en' : lang) || voice(home);
          if (last.b == b && last.v == i) last.t += t;
          else if (t) runs.push((last = {t: t, b: b, v: i}));
        });
    else if (e.matches && !e.matches('nav,button,.stale,[hidden],details:not([open])'))
      [].forEach.call(e.childNodes, function (c) {
        read(
          c,
          e.matches('h1,h2,h3,h4,p,li,td,th,dt,dd,summary') ? e : b,
          e.lang || lang,
          tel || /^tel:/.test(e.href)
        );
      });
  }

  function end() {
    quiet();
    at = 0;
    block.classList.remove('reading');
    block = go;
    stop.remove();
    go.innerHTML = label;
  }

  function say() {
    var run = runs[at++],
      u;
    if (!run) return end();
    /* Held by a variable that lives on: Chrome drops an utterance nobody holds, and its end is never told. */
    saying = u = new SpeechSynthesisUtterance(run.t);
    u.voice = run.v;
    u.lang = run.v.lang;
    u.rate = 0.9;
    u.onend = function () {
      if (saying == u) timer = setTimeout(say, 700 * /^H/.test(block.tagName));
    };
    /* No network for a network voice, or speech not allowed: back to the start, where it can be tried again. */
    u.onerror = function () {
      if (saying == u) end();
    };
    s.speak(u);
    if (run.b != block) {
      block.classList.remove('reading');
      block = run.b;
      block.classList.add('reading');
      block.scrollIntoView({block: 'nearest'});
    }
  }

  function toggle() {
    if (saying) {
      quiet();
      at--;
      go.textContent = WORDS.go_on;
    } else {
      go.textContent = WORDS.pause;
      go.parentNode.appendChild(stop);
      say();
    }
  }

  /* An utterance that is no longer the one being said has no say in what comes next. */
  function quiet() {
    clearTimeout(timer);
    saying = 0;
    s.cancel();
  }

  read(d.querySelector('article'), go, home);
  /* Chrome falls silent after 15 seconds of one utterance: so sentence by sentence, at most 200 characters each, and
     nothing for a mark that stands alone. */
  runs.splice(0).forEach(function (run) {
    run.t.match(/[^]{1,200}?([.!?](?=\s[^a-z])|[。！？؟۔।።])|[^]{1,200}(?!\S)|[^]{1,200}/g).forEach(function (t) {
      if (/[^\s!-/:-?»،؟۔።]/.test(t)) runs.push({t: t, b: run.b, v: run.v});
    });
  });
  stop.textContent = WORDS.stop;
  stop.onclick = function () {
    end();
    go.focus();
  };
  go.onclick = toggle;
  onpagehide = end;
  toggle();
})(document, speechSynthesis);
