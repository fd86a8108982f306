"""Pages as plain text: whoever has only these words must miss no fact."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.page import Record
from porchlight.outputs import text

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "text"
PHONE = {"number": "211", "shown": "2-1-1", "type": "voice", "description": "", "languages": []}


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.yml")), ids=lambda file: file.stem)
def test_html_becomes_text(file):
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert text.plain_text(case["input"]) == case["output"].removesuffix("\n")


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "li", "h2", "td", "dd", "summary"]), words), max_size=6))
def test_no_word_of_a_page_is_lost_or_changed(blocks):
    made = text.plain_text("".join(f"<{tag}>{html.escape(said)}</{tag}>" for tag, said in blocks))
    told = " ".join(said for _, said in blocks).split()
    assert [word for word in re.sub(r"^ *- |\|", " ", made, flags=re.M).split() if word != "-"] == [
        word for said in told for word in said.replace("|", " ").split() if word != "-"
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<li>",
                "</ul>",
                "<ol start='-3'>",
                "</ol>",
                "</script>",
                "</svg>",
                "<svg>",
                "</pre>",
                "<a href=x>",
                "</a>",
                "<td>",
                "<br>",
                "a",
                " ",
            ]
        )
    )
)
def test_no_html_however_odd_stops_it_or_hides_what_follows(pieces):
    made = text.plain_text("".join(pieces) + "</svg>" * pieces.count("<svg>") + "<p>last</p>")
    assert made.endswith("last")
    assert "\n\n\n" not in made


def test_a_contact_is_its_name_its_ways_and_what_to_know():
    contact = {
        "name": "211",
        "description": "Find help near you.",
        "phones": [PHONE, {**PHONE, "number": "+18006226232", "shown": "1-800-622-6232", "description": "At night"}],
        "email": "help@a.example",
        "url": "https://211.ca/",
        "hours": ["Monday – Friday, 8:00 – 16:00 (Toronto)", "Saturday, all day"],
        "schedules": [{"description": "Except holidays"}, {"description": ""}],
        "locations": [{"name": "Office", "address": "18 King Street, Toronto"}, {"name": "The bus", "address": ""}],
        "cost": "Free",
        "interpretation_services": "Interpreters in 150 languages.",
    }
    assert text.contact_text(contact).split("\n") == [
        "211",
        "Find help near you.",
        "2-1-1",
        "1-800-622-6232 At night",
        "Monday – Friday, 8:00 – 16:00 (Toronto) · Except holidays",
        "Saturday, all day",
        "Office",
        "18 King Street, Toronto",
        "The bus",
        "help@a.example",
        "https://211.ca/",
        "Free",
        "Interpreters in 150 languages.",
    ]


def record(**said):
    values = {
        "page": "housing", "locale": "en", "shown": "en", "url": "en/housing/", "title": "Find a home", "summary": "How to rent.",
        "html": "<p>Look.</p>", "markdown": "", "headings": [], "links": [], "anchors": [], "topic": "", "icon": "", "regions": [],
        "contacts": [{"name": "211", "phones": [PHONE], "hours": [], "schedules": [], "locations": []}], "sources": [{"name": "Canada", "url": "https://canada.ca/"}],
        "reviewed": {}, "provenance": {}, "coverage": {}, "translations": ["en"], "source_hash": "",
    }  # fmt: skip
    return Record(**{**values, **said})


def test_a_whole_page_says_who_to_call_what_backs_it_and_where_it_stands():
    made = text.page_text(record(), "Look.", "https://a.example/en/housing/")
    assert made == (
        "Find a home\n\nHow to rent.\n\nLook.\n\n211\n2-1-1\n\nCanada: https://canada.ca/\n\nhttps://a.example/en/housing/\n"
    )


def test_a_page_without_summary_contacts_or_sources_leaves_no_gap():
    made = text.page_text(record(summary="", contacts=[], sources=[]), "", "/en/housing/")
    assert made == "Find a home\n\n/en/housing/\n"
