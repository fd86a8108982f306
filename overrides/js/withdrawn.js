/* /sw.js of a portal that keeps nothing on phones any more (`offline: false`): takes away what was kept, and itself. */
(function (w) {
  w.oninstall = function () {
    skipWaiting();
  };
  w.onactivate = function (event) {
    event.waitUntil(
      caches
        .keys()
        .then(function (names) {
          return Promise.all(
            names.map(function (name) {
              return !name.indexOf('porchlight') && caches.delete(name);
            })
          );
        })
        .then(function () {
          return registration.unregister();
        })
    );
  };
})(self);
