/* Ticks that stay on this phone. The list's page and items have the same names in every language, so the ticks survive a
   change of language. The build leaves the boxes disabled: without this script a tick would be lost, so none is offered. */
(function () {
  var key = 'porchlight:ticks:' + document.body.dataset.page,
    boxes = Array.from(document.querySelectorAll('[data-tick]'));

  /* Ids of the ticked items; none where storage is forbidden or holds something else. */
  function kept() {
    try {
      return [].concat(JSON.parse(localStorage[key]));
    } catch (x) {
      return [];
    }
  }

  /* Also after Back, where the page comes as it was left: ticks may have been set in another language since. */
  function show() {
    boxes.forEach(function (box) {
      box.checked = kept().indexOf(box.dataset.tick) >= 0;
    });
  }

  boxes.forEach(function (box) {
    box.disabled = false;
    box.onchange = function () {
      var ids = kept().filter(function (id) {
        return id != box.dataset.tick;
      });
      if (box.checked) ids.push(box.dataset.tick);
      try {
        localStorage[key] = JSON.stringify(ids);
      } catch (x) {}
    };
  });
  show();
  /* exit.js, which may be on the page, too, adds its own. */
  onpageshow = show;
})();
