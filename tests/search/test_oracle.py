"""lunr.js is the oracle: asked by plain BM25, the phone finds the same pages of the same index, in the same order."""

import itertools
import json
import re
import subprocess
from dataclasses import replace

import polib
import pytest
from asking import EXACT, NODE, record
from porchlight.search import index, pack
from portals import ROOT

LUNR = ROOT / "tests/node_modules/lunr"
RUNNER = """
const lunr = require(process.argv[1]);
const {index, queries} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = lunr.Index.load(index);
console.log(JSON.stringify(queries.map(stems => found
  .query(query => stems.forEach(stem => query.term(stem, {usePipeline: false})))
  .map(one => [one.ref, one.score]))));
"""
ROUNDED = 0.0005
"""lunr.py keeps three decimals of what each stem weighs in each text."""


def texts(tag: str) -> list[str]:
    """Paragraphs of this repository's own portal: real sentences, whose words are as unevenly common as anybody's."""
    if tag == "en":
        pages = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").glob("*.md"))]
        found = [line for page in pages for line in page.splitlines() if len(line) > 60]
    else:
        files = sorted((ROOT / "translations" / tag).glob("*.po"))
        entries = [entry.msgstr for file in files for entry in polib.pofile(str(file)) if not entry.obsolete]
        found = [text for text in entries if len(text) > (15 if tag == "zh-Hans" else 60)]
    return list(dict.fromkeys(re.sub(r"\s+", " ", text) for text in found))[:120]


def lunr_answers(passages: list[index.Passage], queries: list[list[str]]) -> list[dict[str, float]]:
    """What lunr.js answers about each list of stems: page → score, best first."""
    told = {"index": index.counted(passages).build().serialize(), "queries": queries}
    command = [NODE, "-e", RUNNER, str(LUNR)]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=True)
    return [dict(answer) for answer in json.loads(done.stdout)]


@pytest.mark.parametrize("tag", ["en", "fr", "ar", "uk", "ti", "zh-Hans"])
def test_the_phone_finds_what_lunr_finds(asker, tag):
    if not LUNR.is_dir():
        pytest.skip("lunr is not installed; scripts/test.py installs it")
    records = [record(f"p{n:03}", text, tag=tag) for n, text in enumerate(texts(tag))]
    assert len(records) > 80
    built = index.build(records, tag)
    unit = asker.unit
    asker.read(pack.pack(built, EXACT))
    searched = {stem for stem, places in built.postings.items() if places}
    # lunr has no titles that are empty, and looks for stop words too.
    bodies = [
        replace(one, stems=tuple(stem for stem in one.stems if stem in searched)) for one in built.passages if one.stems
    ]
    own = index.Analyser(tag)
    words = [word for word, stem in built.forms.items() if stem in searched and own.words(word) == [word]]
    queries = [[word] for word in words[::17]]
    queries += [words[n :: len(words) // 4][:4] for n in range(0, len(words) // 8, 5)]
    # What stands together on a page is asked together too, as people do.
    queries += [[word for word in dict.fromkeys(one.words) if word in words][1:7] for one in bodies[::6]]
    queries = [query for query in queries if query]
    # A stem that is asked twice counts twice to the phone, once to lunr.
    queries = [list({built.forms[word]: word for word in query}.values()) for query in queries]
    stems = [[built.forms[word] for word in query] for query in queries]
    assert len(queries) > 50
    for query, expected in zip(queries, lunr_answers(bodies, stems), strict=True):
        found = {
            bodies_ref(one["path"]): one["score"] for one in asker.ask(" ".join(query)).results if one["score"] > 0
        }
        slack = ROUNDED * len(query) + 1e-9
        # lunr divides by the length of the query's vector; the phone leaves out what is the same for all.
        expected = {ref: score * len(query) ** 0.5 for ref, score in expected.items()}
        found = {ref: score / unit for ref, score in found.items()}
        assert found
        assert found == pytest.approx(expected, abs=slack), query
        order = list(found)
        ranks = [expected[ref] for ref in order]
        assert all(before >= after - 2 * slack for before, after in itertools.pairwise(ranks)), query


def bodies_ref(path: str) -> str:
    """lunr's name of a page's only text."""
    return str(int(path[1:4]))


def test_a_word_that_only_begins_alike_adds_nothing_where_it_weighs_nothing(asker):
    built = index.build([record("a", "registration"), record("b", "registrar"), record("c", "clinic")], "en")
    asker.read(pack.pack(built, EXACT))
    found = asker.ask("registration").results
    assert [one["path"] for one in found if one["score"] > 0] == ["a/"]
