/* /sw.js: pages that were visited, and languages that were kept (offline.js), can be read without a network.

   Caches: "porchlight" holds visited pages, what they fetched, and words for notes (<tag>/saved-<version>.json); "porchlight:kept" says under
   <tag>/offline.json which version of a language is kept; that version's files lie in "porchlight:<tag>:<hash>", whole before
   that entry names it.

   Nobody waits for a dead network longer than three seconds. What comes over it is shown, and saved if it is a page of ours that
   came whole. Where there is a saved copy, what is neither (a login page, half a page) is not shown in its stead. */
(function (w) {
  var NAME = 'porchlight',
    scope = registration.scope;

  function tag(url) {
    return url.slice(scope.length).split('/')[0];
  }

  function find(cache, url) {
    return caches.open(cache).then(function (cache) {
      return cache.match(url);
    });
  }

  /* What is saved at an address: of the kept version of its language, else what was visited. */
  function saved(url) {
    return find(NAME + ':kept', scope + tag(url) + '/offline.json')
      .then(function (x) {
        return x && x.json();
      })
      .then(function (x) {
        return x && find(NAME + ':' + tag(url) + ':' + x.hash, url);
      })
      .then(function (x) {
        return x || find(NAME, url);
      });
  }

  /* Addresses of what was visited, the oldest first. */
  function visited() {
    return caches
      .open(NAME)
      .then(function (cache) {
        return cache.keys();
      })
      .then(function (keys) {
        return keys.map(function (key) {
          return key.url;
        });
      });
  }

  /* The last 150 things that were fetched stay. */
  function keep(url, response) {
    return caches
      .open(NAME)
      .then(function (cache) {
        return cache.put(url, response).then(function () {
          return cache.keys().then(function (keys) {
            keys.slice(0, -150).forEach(function (key) {
              cache.delete(key);
            });
          });
        });
      })
      .catch(String);
  }

  /* Keeps a page that is ours and came whole; of one that should leave no trace none stays. Fails for any other. */
  function judge(url, response) {
    return response.text().then(function (text) {
      if (!response.ok || !/porchlight:[^]*<\/html>\s*$/.test(text)) throw 0;
      if (tag(url)) file(noted(url)).catch(String);
      return /class="?exit/.test(text)
        ? caches.open(NAME).then(function (cache) {
            return cache.delete(url);
          })
        : keep(url, new Response(text, response));
    });
  }

  function noted(url) {
    return scope + tag(url) + '/saved-VERSION.json';
  }

  /* What never means another file, so that any copy will do. A login page in its place is none; an
     index comes with what is kept, and what sensitive pages load would tell that they were read. */
  function file(url) {
    return caches.match(url).then(function (x) {
      return (
        x ||
        fetch(url).then(function (x) {
          var copy = x.clone();
          x.clone()
            .text()
            .then(function (text) {
              /* Half a script, or half of the words, would stay for ever: all of ours end so. */
              if (x.ok && !/exit-|pack$/.test(url) && !/html|octet/.test(x.headers.get('Content-Type')) && (!/js(on)?$/.test(url) || /\}\)\([\w.,]+\)$|"\}\n$/.test(text)))
                keep(url, copy);
            })
            .catch(String);
          return x;
        })
      );
    });
  }

  /* Words for notes in the language of an address, or else in another one. Nobody waits for the network here. */
  function words(url) {
    return caches
      .match(noted(url))
      .then(function (x) {
        return (
          x ||
          visited().then(function (urls) {
            return find(
              NAME,
              urls
                .filter(function (url) {
                  return /json$/.test(url);
                })
                .pop()
            );
          })
        );
      })
      .then(function (x) {
        return x.json();
      });
  }

  function html(text) {
    return new Response(text, {headers: {'Content-Type': 'text/html;charset=utf-8'}});
  }

  /* The saved copy, which says so. */
  function copy(url) {
    return Promise.all([saved(url), words(url).catch(Object)]).then(function (x) {
      var date = new Date(x[0].headers.get('Date')),
        said = x[1];
      return x[0].text().then(function (text) {
        return html(
          text.replace(
            /<main[^>]*>/,
            '$&<p role="status"><mark>' +
              (said.saved || '').replace('{date}', +date ? date.toLocaleDateString(said.lang) : '') +
              '</mark></p>'
          )
        );
      });
    });
  }

  /* No network, and no copy: the way to what there is. */
  function nothing(url) {
    return words(url).then(function (said) {
      var home = scope + said.lang + '/';
      return visited()
        .then(function (urls) {
          return Promise.all(
            Array.from(new Set([home, home + 'search/'].concat(urls.reverse()))).map(function (url) {
              return (
                /\/$/.test(url) &&
                saved(url)
                  .then(function (x) {
                    return x.text();
                  })
                  .then(function (text) {
                    return '<li><a href="' + url + '">' + /<title[^>]*>([^<]*)/.exec(text)[1] + '</a>';
                  })
                  .catch(Boolean)
              );
            })
          );
        })
        .then(function (items) {
          return html(said.page.replace('{list}', items.filter(isNaN).join('')));
        });
    });
  }

  function page(request, url) {
    return saved(url).then(function (hit) {
      var net = fetch(request);
      return new Promise(function (done) {
        function old() {
          done((hit ? copy(url) : nothing(url)).catch(Response.error));
        }

        if (hit) setTimeout(old, 3e3);
        net
          .then(function (x) {
            /* Where there is nothing to lose, it is shown as it comes. */
            if (!hit) done(x.clone());
            return judge(url, x.clone()).then(function () {
              done(x);
            });
          })
          .catch(old);
      });
    });
  }

  w.oninstall = function () {
    skipWaiting();
  };

  /* The page that brought the worker is the first one visited. */
  w.onactivate = function (event) {
    event.waitUntil(
      clients
        .claim()
        .then(function () {
          return clients.matchAll();
        })
        .then(function (all) {
          return Promise.all(
            all.map(function (x) {
              x = x.url.split(/[?#]/)[0];
              return fetch(x, {cache: 'force-cache'})
                .then(judge.bind(w, x))
                .catch(String);
            })
          );
        })
    );
  };

  w.onfetch = function (event) {
    var x = event.request,
      url = x.url.split(/[?#]/)[0];
    if (x.method != 'GET' || url.indexOf(scope) || tag(url) == 'embed' || x.headers.get('range') || x.cache == 'no-store') return;
    if (/\/$/.test(url)) event.respondWith(page(x, url));
    else if (/[.-][0-9a-f]{8,}\.\w+$/.test(url)) event.respondWith(file(url));
  };
})(self);
