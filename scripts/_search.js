/* Asks built indexes by the search script of the site: node _search.js SCRIPT INDEX [OTHER], queries as lines on standard
   input, for each a line of JSON on standard output. */
'use strict';
const fs = require('fs');
const readline = require('readline');
const [script, own, other] = process.argv.slice(2);
const {read, answer} = require(script);

/* An index whose name does not hold the FNV-1a of its bytes is damaged: phones refuse it too. */
function index(path) {
  const data = new Uint8Array(fs.readFileSync(path));
  const hash = data.reduce((value, byte) => Math.imul(value ^ byte, 16777619), -2128831035);
  if (hash ^ `0x${path.slice(-12, -4)}`) throw new Error(`${path} is damaged. Build the portal again.`);
  return read(data);
}

let ask;
try {
  ask = index(own);
} catch (fault) {
  console.error(fault.code === 'ENOENT' ? `${own} is missing. Build the portal again.` : fault.message);
  process.exit(2);
}
/* Without it the language's own answers stand. */
const further = other && (() => new Promise(done => done(index(other))));

(async () => {
  for await (const query of readline.createInterface({input: process.stdin})) {
    const found = await answer(ask, query, false, further);
    console.log(JSON.stringify({query, results: found.slice(0, 30)}));
  }
})();
