/* "This device": saving data, and forgetting all that the portal has kept here. */
(function (d, h) {
  var save = d.querySelector('[data-setting=save]');

  function saving(yes) {
    h.classList.toggle('save', (save.checked = !!yes));
  }

  saving(h.classList.contains('save'));
  save.onchange = function () {
    saving(save.checked);
    try {
      localStorage['porchlight:save'] = +save.checked;
    } catch (x) {}
  };
  d.querySelector('[data-setting=clear]').onclick = function () {
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (!key.indexOf('porchlight:')) localStorage.removeItem(key);
      });
    } catch (x) {}
    [].forEach.call(d.querySelectorAll('[data-tick]'), function (box) {
      box.checked = false;
    });
    saving((navigator.connection || 0).saveData);
    d.querySelector('[data-setting=cleared]').hidden = false;
  };
})(document, document.documentElement);
