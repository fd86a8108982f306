/* What changed between two texts, word by word. */

function words(text) {
  return text.match(/[\p{L}\p{M}\p{N}_]+(?:['’.,:-][\p{L}\p{M}\p{N}_]+)*|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) || [];
}

/* [[0 both, -1 only in the old text, 1 only in the new one], piece] in order: the longest common sequence of words. */
function changes(old, now) {
  const a = words(old);
  const b = words(now);
  const longest = Array.from({length: a.length + 1}, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
  const found = [];
  const add = (kind, piece) => {
    const last = found[found.length - 1];
    if (last && last[0] === kind) last[1] += piece;
    else found.push([kind, piece]);
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(0, a[i++]);
      j++;
    } else if (i < a.length && (j >= b.length || longest[i + 1][j] >= longest[i][j + 1])) add(-1, a[i++]);
    else add(1, b[j++]);
  }
  return found;
}

/* The same, for reading: what was put in the place of several words stands in one piece, though a space was there before, too. */
function legible(found) {
  const made = [];
  let old = '';
  let now = '';
  const flush = () => {
    if (old.trim()) made.push([-1, old]);
    if (now) made.push([now.trim() ? 1 : 0, now]);
    old = now = '';
  };
  found.forEach(([kind, piece], i) => {
    const space = !kind && !piece.trim() && (old || now) && i + 1 < found.length;
    if (!kind && !space) {
      flush();
      made.push([kind, piece]);
      return;
    }
    if (kind <= 0) old += piece;
    if (kind >= 0) now += piece;
  });
  flush();
  return made;
}
