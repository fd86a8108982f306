/* Asks built indexes by the search script of the site: node _search.js SCRIPT INDEX [OTHER], queries as lines on standard
   input, for each a line of JSON on standard output. */
'use strict';
const fs = require('fs');
const readline = require('readline');
const [script, own, other] = process.argv.slice(2);
const {read, answer} = require(script);
const ask = read(new Uint8Array(fs.readFileSync(own)));
const further = other && (() => Promise.resolve(read(new Uint8Array(fs.readFileSync(other)))));

(async () => {
  for await (const query of readline.createInterface({input: process.stdin})) {
    const found = await answer(ask, query, false, further);
    console.log(JSON.stringify({query, results: found.slice(0, 30)}));
  }
})();
