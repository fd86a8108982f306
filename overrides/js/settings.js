/* "This phone": saving data, keeping a language to read without a network, and forgetting all of it.

   A language is kept whole, from one file of a known size, after a tap. <tag>/offline.json (outputs/offline.py) says what it holds.
   Every file is checked by its hash before it is saved, and all are there before the one entry changes that the service worker
   goes by: so a phone has the old version or the new one. The section's data hold the words. */
(function (d, h, nav) {
  var save = d.querySelector('[data-setting=save]'),
    box = d.querySelector('[data-pack]'),
    name = 'porchlight:' + h.lang + ':',
    entry = new URL('../offline.json', location).href,
    root = new URL('../..', location).href,
    said,
    state,
    choice,
    get,
    remove,
    offered,
    kept,
    /* The paths that changed, and what they weigh; the whole pack where that is less. */
    todo,
    weight;

  function saving(yes) {
    h.classList.toggle('save', (save.checked = !!yes));
  }

  function store(version) {
    return caches.open(version ? name + version.hash : 'porchlight:kept');
  }

  function told(words, bytes, date) {
    return words
      .replace('{size}', said.unit.replace('{n}', Math.ceil(bytes / 1e3)))
      .replace('{date}', new Date(date).toLocaleDateString(h.lang));
  }

  function json(x) {
    return x && x.json();
  }

  function bytes(x) {
    return x.arrayBuffer();
  }

  /* The bytes at an address; or puts them into a cache, if one is given. Fails where they are not what they should be. SHA-256,
     the first 16 digits. */
  function checked(url, hash, cache) {
    return fetch(url, {cache: 'no-store'}).then(function (answer) {
      return bytes(answer.clone()).then(function (x) {
        return crypto.subtle.digest('SHA-256', x).then(function (sum) {
          sum = [].map.call(new Uint8Array(sum, 0, 8), function (x) {
            return (x + 256).toString(16).slice(1);
          });
          if (sum.join('') != hash) throw 0;
          return cache ? cache.put(url, answer) : x;
        });
      });
    });
  }

  function show(words) {
    state.textContent = (words || '') + (kept ? ' ' + told(said.kept, kept.bytes, kept.date) : '');
    remove.hidden = !kept;
    get.hidden = choice.hidden = true;
    if (!offered) return;
    weight = 0;
    todo = Object.keys(offered.files).filter(function (path) {
      var file = offered.files[path];
      return (!kept || (kept.files[path] || 0)[0] != file[0]) && (weight += file[1]);
    });
    if (weight > offered.bytes) {
      todo = 0;
      weight = offered.bytes;
    }
    get.hidden = (kept || 0).hash == offered.hash;
    get.textContent = told(kept ? said.update : said.keep, weight);
    choice.hidden = get.hidden || !offered.pictures.bytes;
    choice.querySelector('span').textContent = told(said.pictures, offered.pictures.bytes);
  }

  /* Looks what is kept now, which another tab may have changed, and deletes the other caches that begin so. */
  function tidy(begin) {
    return store()
      .then(function (cache) {
        return cache.match(entry);
      })
      .then(json)
      .then(function (x) {
        kept = x;
        return caches.keys();
      })
      .then(function (names) {
        names.forEach(function (x) {
          if (!x.indexOf(begin) && x != name + (kept || 0).hash) caches.delete(x);
        });
      });
  }

  function drop(begin) {
    return store()
      .then(function (cache) {
        return cache.delete(entry);
      })
      .then(function () {
        return tidy(begin);
      })
      .then(function () {
        if (said) show(said.removed);
      });
  }

  function install() {
    var paths = Object.keys(offered.files);
    return store(offered).then(function (cache) {
      return (todo ? store(kept) : checked(entry.replace(/json$/, offered.hash + '.pack'), offered.hash))
        .then(function (from) {
          var pack = !todo && JSON.parse(new TextDecoder().decode(new Uint8Array(from, 0, offered.text)));
          return paths.reduce(function (before, path) {
            var url = root + path;
            return before
              .then(function () {
                var runs, i, x;
                if (!pack) 
                  return from.match(url).then(function (x) {
                    return x && todo.indexOf(path) < 0 ? bytes(x) : checked(url, offered.files[path][0]);
                  });
                runs = pack.files[path];
                if (!runs) return from.slice(offered.text);
                for (x = '', i = 0; runs[i + 1]; ) x += pack.parts.slice(runs[i], runs[i++] + runs[i++]).join('');
                return x;
              })
              .then(function (x) {
                return cache.put(
                  url,
                  new Response(x, {
                    headers: {'Content-Type': 'text/' + (/js$/.test(path) ? 'javascript' : 'html;charset=utf-8'), Date: offered.date}
                  })
                );
              });
          }, Promise.resolve());
        })
        .then(function () {
          return (
            !choice.hidden &&
            choice.querySelector('input').checked &&
            Promise.all(
              Object.keys(offered.pictures.files).map(function (path) {
                return checked(root + path, offered.pictures.files[path], cache);
              })
            )
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
      Object.keys(localStorage).forEach(function (key) {
        if (!key.indexOf('porchlight:')) localStorage.removeItem(key);
      });
      drop('porchlight');
    } catch (x) {}
    saving((nav.connection || 0).saveData);
    d.querySelector('[data-setting=cleared]').hidden = false;
  };

  if (!box || !nav.serviceWorker || !crypto.subtle || d.body.dataset.bundle) return;
  box.hidden = false;
  said = box.dataset;
  state = box.querySelector('[role=status]');
  choice = box.querySelector('.task');
  get = box.querySelector('button');
  remove = get.nextElementSibling;

  get.onclick = function () {
    get.hidden = true;
    state.textContent = '…';
    try {
      nav.storage.persist();
    } catch (x) {}
    install()
      .then(function (cache) {
        return cache.put(entry, new Response(JSON.stringify(offered)));
      })
      .then(
        function () {},
        function (x) {
          return /Quota/.test(x.name) ? said.full : said.failed;
        }
      )
      .then(function (words) {
        return tidy(name).then(function () {
          show(words);
        });
      });
  };

  remove.onclick = function () {
    drop(name);
  };

  tidy(name)
    .then(function () {
      show();
      return fetch(entry, {cache: 'no-cache'});
    })
    .then(json)
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
