/* Inlined in the chooser only, after its list. Goes on to the language chosen last time; else lists first the languages
   that this phone is set to. "/#languages" always shows the list. So does Back: a click turns the entry it leaves into
   "/#languages", and a page reached by Back or Forward (type 2) is never left by itself. */
(function () {
  var list = document.querySelector('.chooser ul'),
    links = list.querySelectorAll('a'),
    top = 0;

  /* A tag as portals write it: Chinese by its script, Dari as fa-AF. */
  function tag(t) {
    return t
      .toLowerCase()
      .replace(/^zh-(?!hans).*(hant|tw|hk|mo).*/, 'zh-hant')
      .replace(/^zh(?!-hant).*/, 'zh-hans')
      .replace(/^prs.*/, 'fa-af');
  }

  /* Its language alone. Kurdish counts as one language here: phones say "ku" for Sorani and Kurmanji. */
  function language(t) {
    return tag(t).replace(/-.*/, '').replace(/ckb|kmr/, 'ku');
  }

  (navigator.languages || [navigator.language]).forEach(function (wish) {
    [tag, language].forEach(function (same) {
      [].forEach.call(links, function (a) {
        var item = a.parentNode;
        if (same(a.lang) == same(wish) && !item.className) {
          item.className = 'likely';
          list.insertBefore(item, list.children[top++]);
        }
      });
    });
  });

  try {
    [].forEach.call(links, function (a) {
      a.onclick = function () {
        history.replaceState(0, '', '#languages');
        localStorage['porchlight:language'] = a.lang;
      };
      if (a.lang == localStorage['porchlight:language'] && location.hash != '#languages' &&
          (performance.navigation || 0).type != 2)
        location.replace(a.href);
    });
  } catch (x) {}
})();
