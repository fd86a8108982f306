/* Search in this language, on the phone: `read` makes of an index (hooks/porchlight/search/pack.py says how it is written) a
   function that answers, and the rest is the page. Under Node (scripts/search.py) there is no page.

   h: the index's head. w: a word, s: a stem's number, u: a passage's, p: a page's. n, v, x: passing values. */
(function (d) {
  function read(b) {
    var at = 0,
      w = '',
      words = [],
      /* Stem of each word, by its place and by itself. */
      stemOf = [],
      ids = new Map(),
      stems = 0,
      /* Of each stem: twice its passages, and 1 for a weak one; [passage, times] of each. */
      counts = [],
      places = [],
      /* Of each passage: its page, its heading, 1 for a title. */
      pageOf = [],
      headingOf = [],
      isTitle = [],
      headings = 0,
      /* Words in each page's text, in its title; their means. */
      lengths = [[], []],
      mean = [0, 0],
      h,
      n,
      /* Rests of the words; titles and paths of the pages; anchors and texts of the headings. */
      lists;

    /* Unsigned LEB128. */
    function int() {
      for (var v = 0, m = 1, x = 128; x > 127; m *= 128) v += ((x = b[at++]) & 127) * m;
      return v;
    }

    /* The words of a text, as search/analyse.py makes them. */
    function split(text) {
      var out = [];
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(RegExp(h.marks, 'g'), '$1')
        .normalize()
        .replace(/[^]/g, function (x) {
          return (n = h.from.indexOf(x)) < 0 ? x : h.to[n];
        })
        .split(RegExp(h.between))
        .forEach(function (w) {
          /* No spaces between words: the longest known ones. */
          for (w = w.replace(RegExp(h.affix), ''); w; w = w.slice(n)) {
            for (n = w.length; n > 1 && RegExp(h.unspaced).test(w) && !ids.has(w.slice(0, n)); n--);
            out.push(w.slice(0, n));
          }
        });
      return out;
    }

    /* Is one the other, but for a letter too many, too few or wrong, or two changed about? */
    function slip(x, y) {
      for (n = 0; x[n] == y[n]; n++);
      x = x.slice(n);
      y = y.slice(n);
      return [x, x.slice(1)].indexOf(y.slice(1)) >= 0 || x.slice(1) == y || x[1] + x[0] + x.slice(2) == y;
    }

    n = int();
    h = JSON.parse(new TextDecoder().decode(b.subarray(at, (at += n))));
    h.to = h.to.split(' ');
    lists = h.lists.split('\0').map(function (x) {
      return x.split('\n');
    });
    lists[0].forEach(function (rest) {
      words.push((w = w.slice(0, int()) + rest));
    });
    words.forEach(function (w) {
      n = int();
      stemOf.push((n = n ? stems - n : stems++));
      ids.set(w, n);
    });
    for (n = stems; n--; ) counts.push(int());
    lists[1].forEach(function (x, p) {
      var heading = -1;
      lengths[0][p] = lengths[1][p] = 0;
      x = 1;
      for (n = int(); n--; x = 0) {
        if (int()) heading = headings++;
        headingOf.push(heading);
        pageOf.push(p);
        isTitle.push(x);
      }
    });
    counts
      .map(function (x, s) {
        return s;
      })
      .sort(function (x, y) {
        return (counts[x] >> 1) - (counts[y] >> 1) || x - y;
      })
      .map(function (s) {
        var u = -1,
          all = (places[s] = []),
          x;
        for (n = counts[s] >> 1; n--; ) {
          x = int();
          all.push([(u += 1 + (x >> 1)), x & 1]);
        }
        return all;
      })
      .forEach(function (all) {
        all.forEach(function (x) {
          n = isTitle[x[0]];
          if (x[1]++) x[1] += int();
          lengths[n][pageOf[x[0]]] += x[1];
          mean[n] += x[1] / lists[1].length;
        });
      });

    /* Answers, best first: {path, title, anchor, heading, score}. `typing`: the last word may go on. */
    function ask(query, typing) {
      var c = h.scoring,
        score = [],
        best = [],
        top = [],
        marked = {},
        out = [];
      /* How many words there were, and how many of them this index knows. */
      out.asked = out.known = 0;
      split(query.slice(0, 300)).forEach(function (w, i, all) {
        var id = ids.get(w),
          /* An unknown last word may be the beginning of one. */
          last = i == all.length - 1 && (typing || !(id + 1)),
          near = {},
          times = [],
          pages = [],
          begins = w.slice(0, Math.max(4, Math.ceil(0.55 * w.length))),
          low = 0,
          high = words.length,
          x,
          v;

        function add(s, v) {
          near[s] = Math.max(near[s] || 0, v);
        }

        if (all.indexOf(w) < i) return;
        if (id + 1) add(id, 1);
        /* Words that begin alike; these count less the less they share. Then, slips. */
        if (last || w.length > 3) {
          while (low < high)
            if (words[(n = (low + high) >> 1)] < begins) low = n + 1;
            else high = n;
          for (; (x = words[low]) && !x.indexOf(begins); low++) {
            for (n = 0; x[n] && x[n] == w[n]; n++);
            v = last && n == w.length ? 0.9 : (2 * n) / (w.length + x.length);
            if (v > 0.55) add(stemOf[low], c.s * v * v);
          }
          if (!Object.keys(near).length && w.length > 3)
            words.forEach(function (x, i) {
              if (Math.abs(x.length - w.length) < 2 && slip(x, w)) add(stemOf[i], 0.6);
            });
        }
        h.synonyms.forEach(function (x) {
          x.slice(1).forEach(function (s) {
            if (near[x[0]]) add(s, 0.7 * near[x[0]]);
          });
        });
        Object.keys(near).forEach(function (s) {
          marked[s] = 1;
          places[s].forEach(function (x) {
            times[x[0]] = (times[x[0]] || 0) + near[s] * x[1];
            /* How rare it is depends on the word itself, where it is known and counts. */
            if (s == id || !(counts[id] > 1)) pages[pageOf[x[0]]] = 1;
          });
        });
        n = Object.keys(pages).length;
        out.asked++;
        if (near[id] || n) out.known++;
        v = Math.pow(Math.log(1 + (lists[1].length - n + 0.5) / (n + 0.5)), c.e) * (counts[id] & 1 ? c.w : 1);
        pages = [];
        times.forEach(function (x, u) {
          var p = pageOf[u];
          n = isTitle[u];
          /* BM25: in passages without their length; the title counts as so many words of the text. */
          if (!n) best[u] = (best[u] || 0) + (v * x) / (x + c.k);
          pages[p] = (pages[p] || 0) + ((n ? c.t : 1) * x) / (1 - c.b + (c.b * lengths[n][p]) / mean[n]);
        });
        pages.forEach(function (x, p) {
          score[p] = (score[p] || 0) + (v * x) / (x + c.k);
        });
      });
      best.forEach(function (v, u) {
        if (!(v <= best[top[pageOf[u]]])) top[pageOf[u]] = u;
      });
      score.forEach(function (v, p) {
        n = headingOf[top[p]];
        out.push({
          path: lists[2][p],
          title: lists[1][p],
          anchor: lists[3][n] || '',
          heading: lists[4][n] || '',
          score: v + c.p * (best[top[p]] || 0),
          /* Whether a text holds a word that was looked for. */
          marks: function (x) {
            return split(x).some(function (w) {
              return marked[ids.get(w)];
            });
          }
        });
      });
      return out.sort(function (x, y) {
        return y.score - x.score;
      });
    }

    /* A page's title by its path. */
    ask.title = function (path) {
      return lists[1][lists[2].indexOf(path)];
    };
    return ask;
  }

  /* What `ask` answers; but who types words of the offices' language, which `other` promises to know, gets those pages, under
     their own titles. */
  function answer(ask, query, typing, other) {
    var found = ask(query, typing);
    return Promise.resolve((other && found.known < found.asked && /[a-z]{3}/i.test(query) && other().catch(String)) || 0).then(
      function (more) {
        more = more.call ? more(query, typing) : found;
        if (more.known <= found.known) return found;
        more.forEach(function (x) {
          x.title = ask.title(x.path) || x.title;
          x.heading = '';
        });
        return more;
      }
    );
  }

  if (!d) return (module.exports = {read: read, answer: answer});

  var form = d.querySelector('[data-index]'),
    said = form.dataset,
    status = form.nextElementSibling,
    list = status.nextElementSibling,
    asks = {},
    timer;

  /* What answers from the index at an address, as a promise. Its name holds the FNV-1a of its bytes: what was cut off on the
     way, or is some other page, is refused, and asked for again the next time. */
  function index(url) {
    asks[url] =
      asks[url] ||
      fetch(url)
        .then(function (x) {
          return x.arrayBuffer();
        })
        .then(function (x) {
          var hash = -2128831035;
          x = new Uint8Array(x);
          x.forEach(function (x) {
            hash = Math.imul(hash ^ x, 16777619);
          });
          if (hash >>> 0 != parseInt(url.slice(-12), 16)) throw 0;
          return read(x);
        })
        .catch(function (x) {
          asks[url] = 0;
          throw x;
        });
    return asks[url];
  }

  function put(parent, name, text) {
    parent = parent.appendChild(d.createElement(name));
    parent.textContent = text || '';
    return parent;
  }

  /* Fills p with the part of a page where most words of the query stand, these marked. A page kept on the phone has no text
     beside it, so its HTML has to do: without the title and what stands before it, and from the heading on. */
  function excerpt(p, url, heading, marks) {
    if (p.textContent) return;
    put(p, 'span', '…');
    fetch(url + 'index.txt')
      .then(function (x) {
        return x.ok ? x : fetch(url);
      })
      .catch(function () {
        return fetch(url);
      })
      .then(function (x) {
        return x.text();
      })
      .then(function (x) {
        var most = 0,
          at = 0,
          hits;
        x = x.replace(/^[^]*<\/h1>|^.*\n|<[^>]*>/g, ' ');
        x = x.slice(Math.max(0, x.indexOf(heading)) + heading.length).split(/(\s+|[、。！？])/);
        hits = x.map(marks);
        hits.forEach(function (hit, i) {
          var n = hits.slice(i, i + 24).filter(Boolean).length;
          if (hit && n > most) {
            most = n;
            at = i;
          }
        });
        for (most = (at = Math.max(0, at - 6)) + 36; at < most; at++) put(p, hits[at] ? 'mark' : 'span', x[at]);
      })
      .catch(String);
  }

  /* `typing`: nobody waits for this answer yet, so it costs nothing but the index. */
  function show(typing) {
    var query = form._q.value;
    clearTimeout(timer);
    if (!query.trim()) return;
    if (!asks[said.index]) status.textContent = said.wait;
    index(said.index)
      .then(function (ask) {
        return answer(
          ask,
          query,
          typing,
          !typing &&
            said.other &&
            function () {
              return index(said.other);
            }
        );
      })
      .then(
        function (found) {
          /* Somebody typed on. */
          if (query != form._q.value) return;
          list.textContent = '';
          found = found.filter(function (x, i) {
            return i < 20 && x.score > found[0].score / 4;
          });
          found.forEach(function (x, i) {
            var item = put(list, 'li'),
              link = put(item, 'a'),
              text = put(item, 'p'),
              url = said.home + x.path;
            put(link, 'b', x.title);
            if (x.heading) put(link, 'span', x.heading);
            link.href = url + (said.file || '') + (x.anchor && '#' + x.anchor);
            link.onfocus = item.ontouchstart = function () {
              excerpt(text, url, x.heading, x.marks);
            };
            if (i < 2 && !typing) link.onfocus();
          });
          status.textContent = found[0] ? said.found.replace('{number}', found.length) : said.nothing;
          list.nextElementSibling.hidden = found[0];
          /* For who comes back. Not in the address, which a host would see. */
          history.replaceState(query, '', '#_search');
        },
        function () {
          status.textContent = said.failed;
        }
      );
  }

  form.oninput = function () {
    show(1);
    timer = setTimeout(show, 900);
  };
  form.onsubmit = function (event) {
    event.preventDefault();
    show();
  };
  /* Come back to, or typed before this was here. */
  form._q.value = form._q.value || history.state || '';
  index(said.index).catch(String);
  show();
})(this.document);
