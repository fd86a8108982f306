/* ECMAScript 3, so that any browser runs it: says so where the translator did not start. */
(function () {
  var said = document.getElementById('old');
  if (said && !window.translating) said.hidden = false;
})();
