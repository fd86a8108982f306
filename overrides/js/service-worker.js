/* /sw.js: pages that were visited, and languages that were kept (offline.js), can be read without a network.

   Caches: "porchlight" holds visited pages, what they fetched, and words for notes (<tag>/saved-<version>.json); "porchlight:kept" says under
   <tag>/offline.json which version of a language is kept; that version's files lie in "porchlight:<tag>:<hash>", whole before
   that entry names it.

   Nobody waits for a dead network longer than three seconds. What comes over it is shown, and saved if it is a page of ours that
   came whole. Where there is a saved copy, what is neither (a login page, half a page) is not shown in its stead. */
(function () {
  var scope = registration.scope;

  function tag(url) {
    return url.slice(scope.length).split('/')[0];
  }

  /* The address of the words for notes in its language. */
  function noted(url) {
    return scope + tag(url) + '/saved-VERSION.json';
  }

  /* Words for notes in the language of an address, or else in another one; or nothing that has any. Nobody waits for the
     network here. */
  function words(url) {
    return caches
      .match(noted(url))
      .then(function (x) {
        return (
          x ||
          visited().then(function (urls) {
            return caches.match(
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
      })
      .catch(Number);
  }

  /* The saved copy, which says so. */
  function copy(said, x) {
    var date = new Date(x.headers.get('Date'));
    return x.text().then(function (text) {
      return text.replace(
        /<main[^>]*>/,
        '$&<p role="status"><mark>' +
          (said.saved || '').replace('{date}', +date ? date.toLocaleDateString(said.lang) : '') +
          '</mark></p>'
      );
    });
  }

  /* No network, and no copy: the way to what there is. Fails without words. */
  function nothing(said) {
    var home = scope + said.lang + '/';
    return visited()
      .then(function (urls) {
        return Promise.all(
          Array.from(new Set(urls.concat(home + 'search/', home).reverse()), function (url) {
            return (
              /\/$/.test(url) &&
              saved(url)
                .then(function (x) {
                  return x.text();
                })
                .then(function (text) {
                  return '<li><a href="' + url + '">' + /<title[^>]*>([^<]*)/.exec(text)[1] + '</a>';
                })
                .catch(Number)
            );
          })
        );
      })
      .then(function (items) {
        return said.page.replace('{list}', items.filter(Boolean).join(''));
      });
  }

  /* What is saved at an address: of the kept version of its language, else what was visited. */
  function saved(url) {
    return caches
      .match(scope + tag(url) + '/offline.json')
      .then(function (x) {
        return x.json();
      })
      .then(function (x) {
        return cached('match', url, ':' + tag(url) + ':' + x.hash);
      })
      .catch(Number)
      .then(function (x) {
        return x || cached('match', url);
      });
  }

  /* Does something with a cache: with that of what was visited, if none is named. */
  function cached(act, url, name, response) {
    return caches.open('porchlight' + (name || '')).then(function (cache) {
      return cache[act](url, response);
    });
  }

  /* What never means another file, so that any copy will do. A login page in its place is none; an
     index, which may be text to its host, comes with what is kept, and what sensitive pages load would tell that they were read. */
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
              if (
                x.ok &&
                !/^text.[hp]|octet|exit-|pack$/.test(x.headers.get('Content-Type') + url) &&
                (!/js(on)?$/.test(url) || /\}\)\([\w.,]*\)$|"\}\n$/.test(text))
              )
                keep(url, copy);
            })
            .catch(Number);
          return x;
        })
      );
    });
  }

  /* Keeps a page that is ours and came whole; of one that should leave no trace none stays. Fails for any other. */
  function judge(url, response) {
    return response.text().then(function (text) {
      if (!response.ok || !/porchlight:[^]*<\/html>\s*$/.test(text)) throw 0;
      if (tag(url)) file(noted(url)).catch(Number);
      return /class="?exit/.test(text) ? cached('delete', url) : keep(url, new Response(text, response));
    });
  }

  /* The last 150 things that were fetched stay. */
  function keep(url, response) {
    return cached('put', url, '', response)
      .then(visited)
      .then(function (urls) {
        urls.slice(0, -150).forEach(function (url) {
          cached('delete', url);
        });
      })
      .catch(Number);
  }

  /* Addresses of what was visited, the oldest first. */
  function visited() {
    return cached('keys').then(function (keys) {
      return keys.map(function (key) {
        return key.url;
      });
    });
  }

  function page(request, url) {
    return saved(url).then(function (hit) {
      return new Promise(function (done) {
        function old() {
          done(
            words(url)
              .then(function (said) {
                return hit ? copy(said, hit) : nothing(said);
              })
              .then(function (text) {
                return new Response(text, {headers: {'Content-Type': 'text/html;charset=utf-8'}});
              })
          );
        }

        if (hit) setTimeout(old, 3e3);
        fetch(request)
          .then(function (x) {
            /* Where there is nothing to lose, it is shown as it comes. */
            if (!hit) done(x);
            return judge(url, x.clone()).then(function () {
              done(x);
            });
          })
          .catch(old);
      });
    });
  }

  oninstall = skipWaiting;

  /* The page that brought the worker is the first one visited. */
  onactivate = function (event) {
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
                .then(judge.bind(0, x))
                .catch(Number);
            })
          );
        })
    );
  };

  onfetch = function (event) {
    var x = event.request,
      url = x.url.split(/[?#]/)[0];
    if (x.method != 'GET' || url.indexOf(scope) || tag(url) == 'embed' || x.headers.get('range') || x.cache == 'no-store') return;
    if (/\/$/.test(url)) event.respondWith(page(x, url));
    else if (/[.-][0-9a-f]{8,}\.\w+$/.test(url)) event.respondWith(file(url));
  };
})();
