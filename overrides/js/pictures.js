/* Saving data: a button in each picture's place, with what it would cost. The style hides the picture, and what is hidden
   and lazy is not loaded. */
(function (d) {
  Array.from(d.querySelectorAll('.picture'), function (frame) {
    var button = d.createElement('button');
    button.textContent = WORDS.show_picture + ' (' + frame.dataset.size + ')';
    button.onclick = function () {
      frame.classList.add('shown');
      button.remove();
    };
    frame.insertBefore(button, frame.firstChild);
  });
})(document);
