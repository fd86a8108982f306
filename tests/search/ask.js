/* Asks a search script what the tests say: node ask.js SCRIPT. Each line of standard input is a question as JSON, and each
   line of standard output its answer: {read: an index in base64} {title: a page's path}, or {ask: a query, typing, marks: words,
   other: an index}. */
'use strict';
const readline = require('readline');
const {read, answer} = require(process.argv[2]);
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'));
let ask;

async function told(said) {
  if (said.read !== undefined) {
    ask = read(bytes(said.read));
    return {};
  }
  if (said.title !== undefined) return {title: ask.title(said.title)};
  const other = said.other === null ? undefined : () => Promise.resolve(read(bytes(said.other)));
  const found = await answer(ask, said.ask, said.typing, other);
  const marked = found[0] ? said.marks.filter(found[0].marks) : [];
  return {results: [...found], asked: found.asked, known: found.known, marked};
}

(async () => {
  for await (const line of readline.createInterface({input: process.stdin})) {
    const out = await told(JSON.parse(line)).catch(fault => ({error: String(fault && fault.stack)}));
    console.log(JSON.stringify(out));
  }
})();
