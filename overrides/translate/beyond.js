/* Slips that leave every fact of the source in its translation, and yet send readers astray; the same as
   hooks/porchlight/translation/beyond.py finds, which says why. tests/translation/test_beyond.py asks both the same questions. */
(function (here, facts) {
  const LINK = /\[((?:[^[\]\\]|\\[\s\S]|\[[^[\]]*\])*)\]\((\p{Nd}+)\)/gu;
  const NUMBER = /\d(?:[ ().-]*\d){2,}/g;
  const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
  const HOST = /(?:https?:\/\/|www\.)([\w-]{1,63}(?:\.[\w-]{1,63})+)|(?:^|[^\w.@-])((?:[\w-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info))(?![\w-])/g;
  const MARK = /\\[\s\S]|(`+)[\s\S]*?\1(?!`)|\]\(\p{Nd}+\)|\{\p{Nd}+\}/gu;
  const LOST = /\?{2,}|\ufffd/;

  /* The scripts of the page stand in the order of their names, so that it is there only when asked. */
  const spelled = text => facts.spelled(text);
  const emails = text => text.match(EMAIL) || [];
  const hosts = text => [...text.replace(EMAIL, ' ').matchAll(HOST)].map(found => (found[1] || found[2]).replace(/^www\./, ''));

  function reached(words) {
    const text = spelled(words);
    return [...(text.match(NUMBER) || []).map(one => one.replace(/\D/g, '')), ...emails(text), ...hosts(text)];
  }

  /* Slot → [words, what in them can be dialled, written to or opened]. */
  function links(text) {
    return new Map([...text.matchAll(LINK)].map(found => [+spelled(found[2]), [found[1], reached(found[1])]]));
  }

  function exchanged(source, translation) {
    const told = [];
    const stand = links(source);
    for (const [slot, [words, said]] of links(translation)) {
      if (!stand.has(slot) || said.some(one => stand.get(slot)[1].includes(one))) continue;
      const other = [...stand.keys()].find(one => one !== slot && said.some(x => stand.get(one)[1].includes(x)));
      const kind = said.some(one => one.includes('@')) ? 'email' : said.some(one => /\d/.test(one)) ? 'phone' : 'address';
      if (other) told.push([kind, `The link (${slot}) says ${words}, which is what the link (${other}) leads to.`]);
    }
    return told;
  }

  function added(source, translation, slots) {
    const said = spelled(translation);
    const known = spelled([source, ...slots].join(' '));
    const more = find => [...new Set(find(said).filter(one => !find(known).includes(one)))].sort();
    const told = one => `The translation says ${one}, the source does not. Take it out.`;
    return [...more(emails).map(one => ['email', told(one)]), ...more(hosts).map(one => ['address', told(one)])];
  }

  function lost(source, translation) {
    const [asked, said] = [source, translation].map(text => text.replace(MARK, ' '));
    if (!/\p{L}{4}/u.test(asked)) return [];
    if (!/\p{L}/u.test(said)) return [['length', 'The translation has no letters.']];
    return LOST.test(said) && !LOST.test(asked) ? [['script', `Letters are lost: ${LOST.exec(said)[0]}`]] : [];
  }

  /* [kind, text] of each. */
  here.slips = function (source, translation, slots) {
    return [...exchanged(source, translation), ...added(source, translation, slots || []), ...lost(source, translation)];
  };
})(...(typeof module === 'undefined' ? [self, self] : [module.exports, require('./facts.js')]));
