/* Sending a page on: hand its address to another app, copy it, print it. Each button is made only where it can work. */
(function (d, nav) {
  var place = d.querySelector('.share p');

  function button(words, act) {
    var made = d.createElement('button');
    made.textContent = words;
    /* So that "copied" is read out. */
    made.setAttribute('aria-live', 'polite');
    made.onclick = function () {
      act(made);
    };
    place.appendChild(d.createTextNode(' '));
    place.appendChild(made);
  }

  if (nav.share)
    button(WORDS.more_ways, function () {
      /* Closing the phone's menu rejects; that is no fault. */
      nav.share({title: d.title, url: location.href}).catch(String);
    });

  button(WORDS.copy, function (made) {
    var text = d.title + '\n' + location.href;

    function done() {
      made.textContent = WORDS.copied;
      setTimeout(function () {
        made.textContent = WORDS.copy;
      }, 3e3);
    }

    /* For phones without a clipboard to write to, and pages without https. Where even that fails, the address is shown to
       be copied by hand. */
    function old() {
      var field = place.appendChild(d.createElement('textarea')),
        ok;
      field.value = text;
      field.select();
      try {
        ok = d.execCommand('copy');
      } catch (x) {}
      field.remove();
      made.focus();
      ok ? done() : prompt('', location.href);
    }

    nav.clipboard ? nav.clipboard.writeText(text).then(done, old) : old();
  });

  if (window.print)
    button(WORDS.print, function () {
      print();
    });
})(document, navigator);
