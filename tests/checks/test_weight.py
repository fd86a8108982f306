"""Budgets name the page and the culprit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.checks import weight
from porchlight.core.page import Record
from porchlight.core.problem import Severity


def record(page, bytes_, html="<p>Words</p>"):
    return Record(
        page=page, locale="ar", shown="ar", url=f"ar/{page}/", title="", summary="", html=html, markdown="", headings=[],
        links=[], anchors=[], topic="", icon="", regions=[], contacts=[], sources=[], reviewed={}, provenance={}, coverage={},
        translations=[], source_hash="", weight_bytes=bytes_,
    )  # fmt: skip


def test_the_heaviest_blocks_come_first_with_their_first_words():
    table = "<div class=scroll><table><tr><td>Fees in</td><td>Ontario</td></tr></table></div>"
    html = f"<h2>Short</h2>\n{table}\n<p>A paragraph of middling length here.</p>\n<hr />\n<p>Hi</p>"
    found = weight.heaviest_blocks(html)
    assert [words for _, words in found] == ["Fees inOntario", "A paragraph of middling length here.", "Short"]
    assert found[0][0] == len(table) + 1  # and the line break before it
    assert found == sorted(found, reverse=True)


def test_a_blocks_bytes_are_those_of_utf8():
    assert weight.heaviest_blocks("<p>بيت</p>") == [(len("<p>بيت</p>".encode()), "بيت")]


def test_pictures_and_breaks_do_not_open_a_block():
    html = '<p>One<br>two <img src="a.jpg"> <input type="checkbox"></p><p>three</p>'
    assert [words for _, words in weight.heaviest_blocks(html)] == ["Onetwo", "three"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<hr/>", "</div>", "<div>", "words ", "&amp;", "<svg/>"])))
def test_no_html_stops_it(pieces):
    html = "".join(pieces)
    found = weight.heaviest_blocks(html)
    assert len(found) <= weight.NAMED_BLOCKS
    assert sum(size for size, _ in found) <= len(html.encode()) + 6 * len(pieces)


def test_a_page_over_budget_is_told_with_its_weight_and_what_weighs():
    html = "<p>Hi</p><table><tr><td>Fees of every office</td></tr></table>"
    problems = weight.heavy_pages([record("fees", 12_345, html)], {"fees": "docs/fees.md"}, 10_000)
    assert [str(problem) for problem in problems] == [
        "docs/fees.md: /ar/fees/ weighs 12,345 bytes after compression, over the 10,000 allowed. Shorten it or make two pages "
        "of it. Its heaviest parts, in bytes before compression: “Fees of every office…” (53); “Hi…” (9)."
    ]
    assert problems[0].severity is Severity.ERROR


def test_a_page_within_its_budget_is_fine():
    assert weight.heavy_pages([record("fees", 10_000)], {"fees": "docs/fees.md"}, 10_000) == []
