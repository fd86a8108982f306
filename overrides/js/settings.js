/* "This phone": saving data, keeping a language to read without a network, and forgetting all of it.

   A language is kept whole, from one file of a known size, after a tap. <tag>/offline.json (outputs/offline.py) says what it holds.
   Every file is checked by its hash before it is saved, and all are there before the one entry changes that the service worker
   goes by: so a phone has the old version or the new one. The section's data hold the words. */
(function (d, h, nav) {
  var save = d.querySelector('[data-setting=save]'),
    box = d.querySelector('[data-pack]'),
    name = 'porchlight:' + h.lang + ':',
    root = new URL('../..', location),
    entry = root + h.lang + '/offline.json',
    said,
    state,
    choice,
    tick,
    get,
    remove,
    offered,
    kept,
    /* The paths that changed; 0 where the whole pack weighs less. */
    todo;

  function bytes(x) {
    return x.arrayBuffer();
  }

  function store(version) {
    return caches.open(version ? name + version.hash : 'porchlight:kept');
  }

  function saving(yes) {
    save.checked = yes;
    h.classList.toggle('save', save.checked);
  }

  function told(words, bytes, date) {
    return words
      .replace('{size}', said.unit.replace('{n}', Math.ceil(bytes / 1e3)))
      .replace('{date}', new Date(date).toLocaleDateString(h.lang));
  }

  function show(words) {
    /* Before it is known what there is, or where it cannot be, what is kept is all there is. */
    var version = offered || kept,
      weight = 0;
    state.textContent = (words || '') + (kept.hash ? ' ' + told(said.kept, kept.bytes, kept.date) : '');
    remove.hidden = !kept.hash;
    todo = Object.keys(version.files).filter(function (path) {
      var file = version.files[path];
      return (kept.files[path] || 0)[0] != file[0] && (weight += file[1]);
    });
    if (weight > version.bytes) {
      todo = 0;
      weight = version.bytes;
    }
    get.hidden = kept.hash == version.hash;
    get.textContent = told(kept.hash ? said.update : said.keep, weight);
    choice.hidden = get.hidden || !version.pictures.bytes;
    choice.querySelector('span').textContent = told(said.pictures, version.pictures.bytes);
    /* Last: where the phone may keep nothing, none of it is said. */
    box.hidden = false;
  }

  /* Looks what is kept now, which another tab may have changed, deletes the other caches that begin so, and shows it. */
  function tidy(begin, words) {
    return caches
      .match(entry)
      .then(function (x) {
        return x ? x.json() : {files: {}, pictures: {}};
      })
      .then(function (x) {
        kept = x;
        return caches.keys();
      })
      .then(function (names) {
        names.forEach(function (x) {
          if (!x.indexOf(begin) && x != name + kept.hash) caches.delete(x);
        });
        if (said) show(words);
      });
  }

  function drop(begin) {
    store()
      .then(function (cache) {
        return cache.delete(entry);
      })
      .then(function () {
        tidy(begin, said && said.removed);
      });
  }

  /* What comes from an address. Fails where that is not what it should be. SHA-256, the first 16 digits. */
  function checked(url, hash) {
    return fetch(url, {cache: 'no-store'}).then(function (answer) {
      return bytes(answer.clone())
        .then(function (x) {
          return crypto.subtle.digest('SHA-256', x);
        })
        .then(function (x) {
          x = new Uint8Array(x);
          hash.match(/../g).forEach(function (hash, i) {
            if (x[i] ^ ('0x' + hash)) throw 0;
          });
          return answer;
        });
    });
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
      Object.keys(localStorage).forEach(function (x) {
        if (!x.indexOf('porchlight:')) delete localStorage[x];
      });
      drop('porchlight');
    } catch (x) {}
    saving((nav.connection || 0).saveData);
    d.querySelector('[data-setting=cleared]').hidden = false;
  };

  if (!box || !nav.serviceWorker || !crypto.subtle || d.body.dataset.bundle) return;
  said = box.dataset;
  state = box.querySelector('[role=status]');
  choice = box.querySelector('.task');
  tick = box.querySelector('input');
  get = box.querySelector('button');
  remove = get.nextElementSibling;

  get.onclick = function () {
    /* Remembered with the version, so that an update keeps what was wanted. */
    var pictures = (offered.checked = tick.checked) ? offered.pictures.files : {},
      paths = Object.keys(offered.files).concat(Object.keys(pictures));
    get.hidden = state.textContent = '…';
    store(offered)
      .then(function (cache) {
        return (todo ? store(kept) : checked(root + h.lang + '/' + offered.pack, offered.hash).then(bytes)).then(
          function (from) {
            var pack = !todo && JSON.parse(new TextDecoder().decode(new Uint8Array(from, 0, offered.text)));
            return Promise.all(
              paths.map(function (path) {
                var url = root + path,
                  file = offered.files[path],
                  runs = todo || pack.files[path],
                  x = '';
                if (todo)
                  x = from
                    .match(url)
                    .then(function (x) {
                      return x && todo.indexOf(path) < 0 ? x : checked(url, pictures[path] || file[0]);
                    })
                    /* A picture stays an answer, with its type. */
                    .then(pictures[path] || bytes);
                else if (pictures[path]) x = checked(url, pictures[path]);
                else if (runs) while (runs[1]) x += pack.parts.slice(runs[0], runs.shift() + runs.shift()).join('');
                else x = from.slice(file[2], file[3]);
                return Promise.resolve(x).then(function (x) {
                  return cache.put(
                    url,
                    pictures[path]
                      ? x
                      : /* The worker gives pages and words a type of their own. */
                        new Response(x, {headers: {'Content-Type': 'text/javascript', Date: offered.date}})
                  );
                });
              })
            );
          }
        );
      })
      .then(function () {
        return store(offered);
      })
      .then(function (cache) {
        return cache.keys();
      })
      .then(function (keys) {
        /* Another tab may have tidied this version away meanwhile: then the cache written to has no name any more. */
        if (keys.length < paths.length) throw 0;
        return store();
      })
      .then(function (cache) {
        return cache.put(entry, new Response(JSON.stringify(offered)));
      })
      .catch(function (x) {
        return /Quota/.test(x.name) ? said.full : said.failed;
      })
      .then(function (words) {
        tidy(name, words);
        /* Last, since older browsers have none. */
        nav.storage.persist();
      });
  };

  remove.onclick = function () {
    drop(name);
  };

  tidy(name)
    .then(function () {
      tick.checked = kept.checked;
      return fetch(entry, {cache: 'no-cache'});
    })
    .then(function (x) {
      return x.json();
    })
    .then(
      function (x) {
        offered = x;
        show();
      },
      function () {
        show(said.away);
      }
    );
})(document, document.documentElement, navigator);
