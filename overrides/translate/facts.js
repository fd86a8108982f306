/* Facts of a source text in its translation, as hooks/porchlight/translation/facts.py looks for them: the same patterns,
   which it wrote, and the same steps. tests/translation/test_facts.py asks both the same questions. */
(function (here) {
  const INVISIBLE = /[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const SIGNS = {
    '٫': '.', '٬': ',', '٪': '%', '؟': '?', '’': "'", 'ʼ': "'", '‘': "'", '′': "'", '⁄': '/', '،': ',', '؛': ';', '۔': '.', '।': '.',
    '*': '', '[': '', ']': '',
  };
  /* What content/inline.py takes for a mark: an escape, code, a link's end, a slot. */
  const MARK = /\\[\s\S]|(`+)[\s\S]*?\1(?!`)|\]\((\p{Nd}+)\)|\{(\p{Nd}+)\}/gu;
  const WIDE_ADDRESS = /([A-Za-z0-9/])[？＆＝＃](?=[A-Za-z0-9])/g;
  /* Before a fraction in one sign, which NFKC makes digits of: 15½. */
  const GLUED_PART = /(\d)(?=[¼-¾⅐-⅞])/g;
  const SQUARED = /((?:^|[\d (/])[kcк]?[mмم])\^?[23](?![\da-z])/g;
  const JOINED = /^[ -]*(?:[^ -]{1,3} )?$/;
  const LEFT_OVER = /\d+(?:[.,:/-]\d+)*/g;

  /* Decimal digits stand in runs of ten in every script (Unicode, chapter 4.6), and after NFKC no two runs touch. */
  function digit(sign) {
    const code = sign.codePointAt(0);
    let value = 0;
    while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - 1 - value))) value++;
    return value;
  }

  function spelled(text) {
    return text
      .replace(MARK, (all, ticks, link, slot) => (link ? '' : slot ? ' ' : all.replace(/^[`\\]+|[`\\]+$/g, '')))
      .replace(/&#(\d{1,6});/g, (all, code) => (code >= 0x20 && code < 0xd800 ? String.fromCharCode(code) : all))
      .replace(WIDE_ADDRESS, '$1 ')
      .replace(GLUED_PART, '$1 ')
      .normalize('NFKC')
      .replace(INVISIBLE, '')
      .replace(/[٫٬٪؟’ʼ‘′⁄،؛۔।*[\]]/g, (sign) => SIGNS[sign])
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(/\p{Nd}/gu, digit)
      .toLowerCase()
      .replace(/[\s\x1c-\x1f\x85]+/g, ' ')
      .replace(SQUARED, '$1');
  }

  function without(text, match) {
    return text.slice(0, match.index) + match[1] + ' ' + text.slice(match.index + match[0].length);
  }

  /* A number in words with the ten that it stands beside: the five of a fifteen. '' where there is none. */
  function next(before, word, after, tens) {
    if (/\d/.test(word)) return '';
    const begin = before.slice(-24);
    for (const pattern of tens) {
      let match = new RegExp(pattern).exec(after.slice(0, 24));
      if (match && JOINED.test(after.slice(0, match.index) + match[1])) return (word + after.slice(0, match.index + match[0].length)).trim();
      match = new RegExp(pattern).exec(begin);
      if (match && JOINED.test(begin.slice(match.index + match[0].length))) return (begin.slice(match.index) + word).trim();
    }
    return '';
  }

  here.spelled = spelled;

  /* facts: [kind, shown, patterns, needed, member] of each; families: family → member → pattern.
     Returns {kind, missing, extra} of each that differs. */
  here.differences = function (facts, translation, families) {
    let text = spelled(translation);
    const again = new Set(['00']);
    const counted = new Set();
    for (const fact of facts) {
      for (const number of fact[1].replace(/(\d)[,-](?=\d)/g, '$1').match(/\d+/g) || []) again.add(number);
      if (/^(?:count|pair)/.test(fact[4])) counted.add(fact[4].split(':')[1]);
    }
    const tens = Object.entries((families || {}).ten || {})
      .filter(([value]) => !again.has(value) && !counted.has(value))
      .map(([, pattern]) => pattern);
    const found = [];
    let missing = [];
    for (const fact of facts) {
      let match = null;
      for (const pattern of fact[2]) if ((match = new RegExp(pattern).exec(text))) break;
      if (match) {
        const before = text.slice(0, match.index) + match[1];
        const after = text.slice(match.index + match[0].length);
        const more = /^(?:count|pair):[2-9]$/.test(fact[4]) && next(before, match[0].slice(match[1].length), after, tens);
        if (more) found.push({kind: fact[0], missing: fact[1], extra: more});
        text = before + ' ' + after;
      } else missing.push(fact);
    }
    for (const fact of missing.filter((one) => one[4])) {
      const [family, own] = fact[4].split(':');
      for (const [other, pattern] of Object.entries((families || {})[family] || {})) {
        const match = other !== own && new RegExp(pattern).exec(text);
        if (match) {
          found.push({kind: family === 'half' ? 'time' : fact[0], missing: fact[1], extra: match[0].slice(match[1].length).trim()});
          text = without(text, match);
          missing = missing.filter((one) => one !== fact);
          break;
        }
      }
    }
    let extra = text.match(LEFT_OVER) || [];
    if (facts.some((fact) => fact[0] === 'one') && extra.includes('1')) extra.splice(extra.indexOf('1'), 1);
    for (const fact of missing.filter((one) => one[3])) {
      const digits = new Set(fact[1].replace(/[^0-9]/g, ''));
      const like = (one) => [...digits].filter((sign) => one.includes(sign)).length;
      const nearest = extra.reduce((best, one) => (best === null || like(one) > like(best) ? one : best), null);
      const parts = fact[1].match(/\d+(?:[.,]\d+)*/g) || [];
      const said = parts.length > 1 ? extra.filter((one) => parts.includes(one)) : [];
      if (nearest !== null && !said.includes(nearest)) said.push(nearest);
      found.push({kind: fact[0], missing: fact[1], extra: said.join(', ')});
      for (const one of said) extra.splice(extra.indexOf(one), 1);
    }
    extra = extra.filter((one) => !again.has(one.replace(/[.,-]/g, '')) && !one.split(/[:/]/).every((part) => again.has(part)));
    return found.concat(extra.map((one) => ({kind: 'number', missing: '', extra: one})));
  };
})(typeof module === 'undefined' ? self : module.exports);
