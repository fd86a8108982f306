/* Letters that this phone shows as boxes: unhides a button, a drawing, that loads a font with them. Who took it once gets
   it on later pages by itself, out of what the browser keeps.
   data-font="../assets/fonts/ethi-1a2b3c4d 9 ነ ጠ": the font without its ending, its kilobytes, and two letters, of which
   whatever font has them makes the second far wider. Boxes are all as wide as each other. To compare what is drawn would
   tell less: some browsers write each letter's number into its box, and some add noise to the pixels that scripts read.
   e: the button. v: the four values. k: where the choice is kept, 'porchlight:letters/ethi'. c: a passing value. */
(function (d, e, v, k, c) {
  e = d.querySelector('[data-font]');
  v = e.dataset.font.split(' ');
  k = 'porchlight:letters' + v[0].slice(-14, -9);

  /* Where the font does not come, or the choice cannot be kept, it can be asked for again. */
  e.onclick = function () {
    new FontFace('x', 'url(' + v[0] + '.woff2)')
      .load()
      .then(function (c) {
        d.fonts.add(c);
        /* It has no other letters, so all else stays the phone's. First, since Chromium does not draw words anew whose first
           font stays as it was. */
        d.body.style.fontFamily = 'x,system-ui,sans-serif';
        e.remove();
        localStorage[k] = 1;
      })
      .catch(Number);
  };

  try {
    c = d.createElement('canvas').getContext('2d');
    if (!self.FontFace || c.measureText(v[2]).width != c.measureText(v[3]).width) return;
    if (localStorage[k]) return e.onclick();
  } catch (x) {
    /* A phone that cannot measure, or keeps nothing: better an offer in vain than none. */
  }
  e.hidden = false;
})(document);
