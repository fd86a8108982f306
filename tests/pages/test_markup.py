"""Marks, pictures, regions, tables, addresses: what a page's element tree becomes."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from porchlight.assets.images import Picture
from porchlight.content.source import read_page
from porchlight.core.locale import language
from porchlight.pages.markup import PorchlightExtension
from porchlight.translation import assemble
from porchlight.translation.assemble import MARK_END, MARK_NOW, SOURCE, STALE
from porchlight.translation.catalog import Catalog, Entry

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "markup"
EXTENSIONS = [
    "toc",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "sane_lists",
    "tables",
    "pymdownx.details",
    "pymdownx.tasklist",
]
MARKS = {"⟦source⟧": SOURCE, "⟦stale⟧": STALE, "⟦now⟧": MARK_NOW, "⟦end⟧": MARK_END}
ADDRESSES = {"index": "ar/", "housing": "ar/housing/", "health/doctor": "ar/health/doctor/"}
PHOTO = Picture(320, 213, "photo-1.jpg", "photo-1.webp", "photo-1-large.jpg", 40 * 1024, 5_000)
PICTURES = {
    "assets/photo.jpg": PHOTO,
    "assets/map.svg": Picture(300, 200, "map-1.svg", small_bytes=900),
    "assets/poster.jpg": Picture(320, 320, "poster-1.jpg", "poster-1.webp"),
    "assets/poster.ar.jpg": Picture(320, 320, "poster-ar-1.jpg", "poster-ar-1.webp"),
}
WORDS = {"changed": "CHANGED", "larger": "LARGER (%(size)s KB)"}


def converted(markdown, page="health/doctor", tag="ar"):
    """What is found in a page's Markdown in which marks stand as ⟦words⟧."""
    for written, mark in MARKS.items():
        markdown = markdown.replace(written, mark)
    extension = PorchlightExtension(language("en"), tag, language(tag).direction == "rtl", ADDRESSES, PICTURES, WORDS)
    md = Markdown(extensions=[*EXTENSIONS, extension])
    extension.begin(page)
    return extension.found(md.convert(markdown), md)


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.yml")), ids=lambda file: file.stem)
def test_markdown_becomes_html(file):
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert converted(case["input"]).html == case["output"].removesuffix("\n")


class Elements(HTMLParser):
    """Every element with its attributes and the elements around it."""

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.all = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs), [*self.open]))
        if tag not in ("img", "br", "hr", "input", "source"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.all.append((tag, dict(attrs), [*self.open]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, "elements are nested wrongly"


def test_every_golden_page_is_html_that_a_strict_reader_takes():
    for file in GOLDEN.glob("*.yml"):
        elements = Elements(yaml.safe_load(file.read_text(encoding="utf-8"))["output"]).all
        ids = [attributes["id"] for _, attributes, _ in elements if "id" in attributes]
        assert len(ids) == len(set(ids)), f"{file.name}: an id stands there twice"
        for tag, attributes, around in elements:
            assert not {name for name in attributes if name.lower() == "style" or name.lower().startswith("on")}
            assert not (tag == "a" and "a" in around), f"{file.name}: a link in a link"
            assert not (tag in ("p", "div", "details", "table") and "p" in around), file.name
            assert tag != "table" or around[-1] == "div"
            assert tag != "img" or "alt" in attributes


def test_what_is_found_on_a_page_is_told():
    found = converted(
        "# عنوان {: #title }\n\n## A *b* & `c` {: #part }\n\n[x](../housing.md#a) ![y](../assets/photo.jpg)\n\n"
        '!!! region ca-on "أونتاريو"\n\n    نص\n\n<div id="raw">نص</div>\n\nكلمة\n{: #word }\n'
    )
    assert found.headings == [(1, "title", "عنوان"), (2, "part", "A b & c")]
    assert found.links == ["../../housing/#a"]
    assert found.anchors == ["ca-on", "part", "raw", "title", "word"]


def test_each_page_begins_anew():
    extension = PorchlightExtension(language("en"), "ar", True, ADDRESSES, PICTURES, WORDS)
    md = Markdown(extensions=[*EXTENSIONS, extension])
    one = '# One {: #one }\n\n[a](housing.md)\n\n!!! region ca-on "أ"\n\n    نص\n'
    results = []
    for _ in range(2):
        extension.begin("index")
        results.append(extension.found(md.reset().convert(one), md))
    assert results[0] == results[1]
    extension.begin("housing")
    other = extension.found(md.reset().convert("نص"), md)
    assert (other.links, other.anchors, other.headings) == ([], [], [])


@pytest.mark.parametrize("page", ADDRESSES)
@pytest.mark.parametrize("target", ADDRESSES)
def test_a_link_leads_to_its_page_from_wherever_it_stands(page, target):
    written = posixpath.relpath(f"{target}.md", posixpath.dirname(page) or ".")
    for fragment in ("", "#part"):
        (link,) = converted(f"[x]({written}{fragment})", page).links
        path, _, anchor = link.partition("#")
        assert posixpath.normpath(posixpath.join(ADDRESSES[page], path)) + "/" == ADDRESSES[target]
        assert f"#{anchor}" == (fragment or "#")


def test_an_e_mail_address_is_a_link_that_checks_can_read():
    assert converted("<help@a.example>").links == ["mailto:help@a.example"]


@pytest.mark.parametrize("tag", ["ar", "fr"])
def test_a_phone_number_keeps_its_order_in_right_to_left_text(tag):
    link = next(one for one in Elements(converted("[2-1-1](tel:211)", tag=tag).html).all if one[0] == "a")
    assert link[1].get("dir") == ("auto" if tag == "ar" else None)


EVERY_KIND = """---
title: Title of 3 words
summary: The summary, in *short*.
---

A paragraph with a [link](housing.md), `code` and **bold**.

## A heading with 2 words

- An item
- [ ] A task
    - Below it

1. One

    More of one.

| Head | Cost |
|------|-----:|
| Cell | $20  |

Term
:   What it means.

!!! warning "Careful"

    In a box.

??? region ca-on "Ontario"

    In a region.

> A quote[^1].

![A bus](assets/photo.jpg)

[^1]: A footnote.
"""
PAGE, _ = read_page("index", EVERY_KIND.encode())
STATES = st.sampled_from(["none", "translated", "stale words", "stale facts", "faulty"])


def entry(block, state):
    """A catalog's entry for a block, in one of the states there are."""
    text = f"Ω {block.text}"
    return {
        "none": None,
        "translated": Entry(text),
        "stale words": Entry(text, fuzzy=True, previous_msgid=f"{block.text} indeed"),
        "stale facts": Entry(text, fuzzy=True),
        "faulty": Entry(f"{text} <script>"),
    }[state]


@settings(max_examples=60, deadline=None)
@given(st.lists(STATES, min_size=len(PAGE.blocks), max_size=len(PAGE.blocks)))
def test_no_mark_reaches_a_reader_and_source_text_says_its_language(states):
    entries = {b.text: e for b, s in zip(PAGE.blocks, states, strict=True) if (e := entry(b, s))}
    localized, _ = assemble.localized(PAGE, Catalog("translations/ar/index.po", entries))
    html = converted(localized.markdown, "index").html.replace(f"<p>{assemble.LEAD_END}</p>", "")
    assert not re.search("[\ufdd0-\ufdef]", html)
    elements = Elements(html).all
    stale = states.count("stale words")
    alts = [b for b, s in zip(PAGE.blocks, states, strict=True) if b.kind == "image" and s == "stale words"]
    boxes = [one for one in elements if one[0] == "details" and one[1].get("class") == "stale"]
    assert len(boxes) == stale - len(alts)
    assert html.count("CHANGED") == len(boxes)
    in_source = sum(one[1].get("lang") == "en" for one in elements)
    assert in_source == len(states) - states.count("translated") - len(alts)
    assert html.count("Ω") == states.count("translated") + stale
