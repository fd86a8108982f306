/* Open now? Says it at each service's hours, in the service's own time zone.
   data-hours="12345 0800 1600 America/Toronto;…": days (1 is Monday), opens, closes; without a zone, the phone's own.
   An engine that knows no time zones throws, and so does one that answers in another language, since no weekday is
   found then; the element stays as it is (unseen): nothing said is better than a wrong "closed". */
(function () {
  function now() {
    Array.from(document.querySelectorAll('[data-hours]'), function (e) {
      try {
        var open = e.dataset.hours.split(';').some(function (v, t) {
          v = v.split(' ');
          var now = new Date(),
            day = now.getDay() || 7;
          t = now.toTimeString();
          if (v[3]) {
            /* "Mon 08:05:00", in some engines with a comma; 24 hours even where American English is all there is. Loading what
               knows time zones costs a slow phone a tenth of a second: only where one is named. */
            t = now.toLocaleTimeString('en-GB', {timeZone: v[3], weekday: 'short', hour12: false});
            day = 'Mon1Tue2Wed3Thu4Fri5Sat6Sun7'.split(t.slice(0, 3))[1][0];
            t = t.slice(-8);
          }
          /* "0805:00" stands, as text, at or after "0805" and before "0806". */
          t = t.replace(':', '');
          return v[0].includes(day) && t >= v[1] && t < v[2];
        });
        e.textContent = open ? WORDS.open : WORDS.closed;
        e.className = 'open open--' + (open ? 'yes' : 'no');
      } catch (x) {}
    });
  }
  now();
  /* A page left open, or come back to, must not go on saying "open". */
  setInterval(now, 6e4);
})();
