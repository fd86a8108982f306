/* Leaving a page in danger: by its button, or by Shift three times within five seconds. The page turns blank at once
   (it is hidden), because the other site may take long to come, and gives up its place in the history, so that Back does
   not lead here. Modelled on GOV.UK's "Exit this page". */
(function (h) {
  var link = document.querySelector('.exit'),
    presses = [],
    modified;

  function leave(event) {
    event.preventDefault();
    h.hidden = true;
    location.replace(link.href);
  }

  link.onclick = leave;
  onkeyup = function (event) {
    /* Shift that made a capital letter does not count: that letter came up with Shift still held. Nor do three presses
       with other keys between. */
    if (event.keyCode != 16) presses = [];
    else if (!modified && presses.push(Date.now()) > 2 && Date.now() - presses.shift() < 5e3) leave(event);
    modified = event.shiftKey;
  };
  /* As GOV.UK does: who comes back all the same (Forward, or a browser that keeps the entry) finds the page, not a blank
     one that cannot be got rid of. */
  addEventListener('pageshow', function (event) {
    if (event.persisted) h.hidden = false;
  });
})(document.documentElement);
