/* Search in this language, on the phone: the page, what answers, and last `read`, which makes of an index
   (hooks/porchlight/search/pack.py says how it is written) a function that answers. Under Node (scripts/search.py) there is no
   page.

   h: the index's head. w: a word, s: a stem's number, u: a passage's, p: a page's. n, v, x, in `read` also w: passing values. */
(function (d) {
  if (!d) return (module.exports = {read: read, answer: answer});

  var form = d.forms._search,
    box = form._q,
    said = form.dataset,
    status = form.nextElementSibling,
    list = status.nextElementSibling,
    asks = {},
    timer;

  /* Answers what stands in the box, or clears what was answered where that is nothing. `typing`: nobody waits for this answer
     yet, so it costs nothing but the index. */
  function show(typing) {
    var query = box.value;
    clearTimeout(timer);
    /* Seen only where the index is not there yet: what is, answers before the next picture. */
    status.textContent = query && said.wait;
    index(said.index)
      .then(function (ask) {
        return answer(
          ask,
          query,
          typing,
          !typing && said.other && index.bind(0, said.other)
        );
      })
      .then(
        function (found) {
          /* Somebody typed on. */
          if (query != box.value) return;
          list.textContent = '';
          found = found.filter(function (x, i) {
            return i < 20 && 4 * x.score > found[0].score;
          });
          found.forEach(function (x, i) {
            var item = put(list, 'li'),
              link = put(item, 'a'),
              text = put(item, 'p'),
              url = said.home + x.path;
            put(link, 'b', x.title);
            put(link, 'span', x.heading);
            link.href = url + (said.file || '') + (x.anchor && '#' + x.anchor);
            link.onfocus = item.ontouchstart = function () {
              excerpt(text, url, x.heading, x.marks);
            };
            if (i < 2 && !typing) link.onfocus();
          });
          status.textContent = found[0] ? said.found.replace('{number}', found.length) : query && said.nothing;
          list.nextElementSibling.hidden = found[0] || !query;
          /* For who comes back: Safari keeps the page for Back, but resets its box. Not in the address, which a host would see. */
          box.defaultValue = query;
          history.replaceState(query, '', query && '#_search');
        },
        function () {
          status.textContent = query && said.failed;
        }
      );
  }

  /* Fills p with the part of a page where most words of the query stand, these marked. A page kept on the phone has no text
     beside it, so its HTML has to do: without the title and what stands before it, and from the heading on. Addresses say
     nothing here. Chinese is parted at its marks. */
  function excerpt(p, url, heading, marks) {
    if (p.textContent) return;
    p.textContent = '…';
    fetch(url + 'index.txt')
      .catch(String)
      .then(function (x) {
        return x.ok ? x : fetch(url);
      })
      .then(function (x) {
        return x.text();
      })
      .then(function (x) {
        var most = 0,
          at = 0,
          hits;
        x = x.replace(/^[^]*<\/h1>|^.*\n|<[^>]*>|\(?http[!-;=-~]+/g, ' ');
        x = x.slice(x.indexOf(heading) + heading.length).split(/(\s+|[、。！？，；：（）])/);
        hits = x.map(marks);
        hits.forEach(function (hit, i) {
          hit = hit && hits.slice(i, i + 24).filter(Boolean).length;
          if (hit > most) {
            most = hit;
            at = i;
          }
        });
        x.forEach(function (x, i) {
          if (i > at - 7 && i < at + 33) put(p, hits[i] ? 'mark' : 'span', x);
        });
      })
      .catch(String);
  }

  /* What answers from the index at an address, as a promise. Its name holds the FNV-1a of its bytes: what was cut off on the
     way, or is some other page, is refused, and asked for again the next time. */
  function index(url) {
    return (asks[url] =
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
          if (hash ^ ('0x' + url.slice(-12, -4))) throw 0;
          return read(x);
        })
        .catch(function (x) {
          asks[url] = 0;
          throw x;
        }));
  }

  function put(parent, name, text) {
    parent = parent.appendChild(d.createElement(name));
    parent.textContent = text || '';
    return parent;
  }

  /* What `ask` answers; but who types words of the offices' language, which `other` promises to know, gets those pages, under
     their own titles. */
  function answer(ask, query, typing, other) {
    var found = ask(query, typing);
    return Promise.resolve(other && found.known < found.asked && /[a-z]{3}/i.test(query) && other())
      .then(function (more) {
        more = more(query, typing);
        more.forEach(function (x) {
          x.title = ask.title(x.path) || x.title;
          x.heading = '';
        });
        return more.known > found.known ? more : found;
      })
      .catch(function () {
        /* No other index is needed, or none came. */
        return found;
      });
  }

  function read(b) {
    var at = 0,
      w = '',
      /* Word to the number of its stem, from 1. */
      ids = new Map(),
      /* Of each stem: twice its passages, and 1 for a weak one; passage to how often it stands there. */
      counts = [0],
      places = [],
      /* Of each passage: its page, its heading, 1 for a title. */
      pageOf = [],
      headingOf = [],
      isTitle = [],
      /* Words in each page's text, in its title; their means. */
      lengths = [[], []],
      mean = [0, 0],
      page = -1,
      heading = -1,
      h,
      n,
      /* Rests of the words; titles and paths of the pages; anchors and texts of the headings. */
      lists;

    /* Unsigned LEB128. */
    function int() {
      var x = b[at++];
      return x < 128 ? x : x - 128 + 128 * int();
    }

    function add(sums, x, v) {
      sums[x] = (sums[x] || 0) + v;
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
          return (n = h.from.indexOf(x)) < 0 ? x : h.to.split(' ')[n];
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

    n = int();
    h = JSON.parse(new TextDecoder().decode(b.slice(at, (at += n))));
    lists = h.lists.map(function (x) {
      return x.split('\n');
    });
    lists[0]
      .map(function (x) {
        return (w = w.slice(0, int()) + x);
      })
      .forEach(function (x) {
        w = int();
        ids.set(x, (w & 1 ? counts.length - (w >> 1) : counts.push(w >> 1)) - 1);
      });
    for (n = int(); n--; ) {
      w = int();
      headingOf.push((heading += w & 1));
      pageOf.push((page += w >> 1));
      isTitle.push(w >> 1);
    }
    counts
      .map(function (x, s) {
        return s;
      })
      .sort(function (x, y) {
        return counts[x] - counts[y] || x - y;
      })
      .map(function (s) {
        var u = -1,
          all = new Map();
        for (n = counts[s] >> 1; n--; ) {
          w = int();
          all.set((u += 1 + (w >> 1)), w & 1);
        }
        return (places[s] = all);
      })
      .forEach(function (all) {
        all.forEach(function (x, u) {
          n = isTitle[u];
          if (x++) x += int();
          all.set(u, x);
          add(lengths[n], pageOf[u], x);
          mean[n] += x / lists[1].length;
        });
      });

    /* Answers, best first: {path, title, anchor, heading, score}. `typing`: the last word may go on. */
    function ask(query, typing) {
      var c = h.scoring,
        score = [],
        best = [],
        top = [],
        marked = [],
        out = [];
      /* How many words there were, and how many of them this index knows. */
      out.asked = out.known = 0;
      split(query.slice(0, 300)).forEach(function (w, i, all) {
        var id = ids.get(w),
          near = [],
          slips = [],
          times = [],
          rare = new Map(),
          pages = [],
          v;

        function like(s, v) {
          if (v > (near[s] || 0)) near[s] = v;
        }

        if (all.indexOf(w) < i) return;
        if (id) near[id] = 1;
        ids.forEach(function (s, x) {
          /* A known word is no slip, and most words do not begin like it. */
          if (id && x[0] != w[0]) return;
          for (n = 0; x[n] && x[n] == w[n]; n++);
          /* Words that begin alike count less the less they share. The last word may go on, and an unknown one may be the
             beginning of one. */
          v =
            !w[n] && !all[i + 1] && (typing || !id)
              ? 0.9
              : n > 3 && n / w.length >= 0.55 && (2 * n) / (w.length + x.length);
          if (v > 0.55) like(s, c.s * v * v);
          /* A letter too many, too few or wrong, or two changed about, in four letters or more. From Hebrew on, where vowels are
             not written or belong to the letters, in three; three Latin ones may be a word of the offices' language. */
          x = x.slice(n);
          v = w.slice(n);
          if (
            !id &&
            w[w > 'א' ? 2 : 3] &&
            (x == v.slice(1) || x.slice(1) == v.slice(1) || x.slice(1) == v || x[1] + x[0] + x.slice(2) == v)
          )
            slips[s] = 0.6;
        });
        if (!near.length) near = slips;
        h.synonyms.forEach(function (x) {
          like(x[1], 0.7 * near[x[0]]);
        });
        near.forEach(function (v, s) {
          marked[s] = 1;
          places[s].forEach(function (x, u) {
            add(times, u, v * x);
            /* How rare it is depends on the word itself, where it is known and counts. */
            if (s == id || !(counts[id] > 1)) rare.set(pageOf[u]);
          });
        });
        n = rare.size;
        out.asked++;
        if (id || n) out.known++;
        v = Math.pow(Math.log((lists[1].length + 1) / (n + 0.5)), c.e) * (counts[id] & 1 ? c.w : 1);
        times.forEach(function (x, u) {
          n = isTitle[u];
          /* BM25: in passages without their length; the title counts as so many words of the text. */
          add(best, u, n ? 0 : (v * x) / (x + c.k));
          u = pageOf[u];
          add(pages, u, ((n ? c.t : 1) * x) / (1 - c.b + (c.b * lengths[n][u]) / mean[n]));
        });
        pages.forEach(function (x, p) {
          add(score, p, (v * x) / (x + c.k));
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
          anchor: lists[3][n],
          heading: lists[4][n],
          score: v + c.p * best[top[p]],
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

  form.oninput = function () {
    show(1);
    timer = setTimeout(show, 900);
  };
  form.onsubmit = function () {
    show();
    return false;
  };
  /* Come back to, or typed before this was here. */
  box.value = box.value || history.state || '';
  show();
})(this.document);
