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
from porchlight.pages.markup import Explained, Given, PorchlightExtension, placed
from porchlight.translation import assemble
from porchlight.translation.assemble import BOTH, MARK_END, MARK_NOW, SOURCE, STALE, TERM
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
MARKS = {"⟦source⟧": SOURCE, "⟦stale⟧": STALE, "⟦both⟧": BOTH, "⟦now⟧": MARK_NOW, "⟦end⟧": MARK_END, "⟦term⟧": TERM}
ADDRESSES = {"index": "ar/", "housing": "ar/housing/", "health/doctor": "ar/health/doctor/"}
PHOTO = Picture(320, 213, "photo-1.jpg", "photo-1.webp", "photo-1-large.jpg", 40 * 1024, 5_000)
PICTURES = {
    "assets/photo.jpg": PHOTO,
    "assets/map.svg": Picture(300, 200, "map-1.svg", small_bytes=900),
    "assets/poster.jpg": Picture(320, 320, "poster-1.jpg", "poster-1.webp"),
    "assets/poster.ar.jpg": Picture(320, 320, "poster-ar-1.jpg", "poster-ar-1.webp"),
}
WORDS = {"changed": "CHANGED", "larger": "LARGER (%(size)s)", "experience": "TOLD WITH CONSENT (%(month)s)"}
DOWNLOADS = {"assets/my form.pdf": 40_000, "assets/film.mp4": 2_345_000}
TERMS = {
    "sin": Explained(
        "رقم التأمين",
        (("en", "Social Insurance Number"), ("fr", "numéro d'assurance sociale")),
        "رقم من 9 أرقام.",
        "ar",
    ),
    "lease": Explained("", (("en", "lease"),), "A contract for a home.", "en"),
}
DRAWINGS = {"phone": "M1 1", "walk": "M2 2"}


def drawing(name):
    """The path data of an icon that is there. Raises LookupError."""
    return DRAWINGS[name]


def given_of(tag="ar", **said):
    """What the pages of a small portal in a language share."""
    values = {"downloads": DOWNLOADS, "terms": TERMS, "icon": drawing, "month": "in {}".format}
    return Given(language("en"), language(tag), ADDRESSES, PICTURES, WORDS, **{**values, **said})


def converted(markdown, page="health/doctor", tag="ar", ticks=(), **said):
    """What is found in a page's Markdown in which marks stand as ⟦words⟧, its HTML where the page stands."""
    for written, mark in MARKS.items():
        markdown = markdown.replace(written, mark)
    extension = PorchlightExtension(given_of(tag, **said))
    md = Markdown(extensions=[*EXTENSIONS, extension])
    extension.begin(page, tuple(ticks))
    found = extension.found(md.convert(markdown), md)
    to_language = "../" * (ADDRESSES[page].count("/") - 1)
    return found._replace(
        html=placed(found.html, to_language), links=[placed(link, to_language) for link in found.links]
    )


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.yml")), ids=lambda file: file.stem)
def test_markdown_becomes_html(file):
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert converted(case["input"], ticks=case.get("ticks", ())).html == case["output"].removesuffix("\n")


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
            assert not (tag in ("p", "div", "details", "table") and {"p", "label", "summary"} & {*around}), file.name
            assert tag != "input" or around[-1] == "label", f"{file.name}: a box without its words"
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
    assert found.pictures_bytes == PHOTO.small_bytes


def test_each_page_begins_anew():
    extension = PorchlightExtension(given_of())
    md = Markdown(extensions=[*EXTENSIONS, extension])
    one = '# One {: #one }\n\n[a](housing.md) ![b](assets/photo.jpg)\n\n!!! region ca-on "أ"\n\n    نص\n'
    results = []
    for _ in range(2):
        extension.begin("index")
        results.append(extension.found(md.reset().convert(one), md))
    assert results[0] == results[1]
    extension.begin("housing")
    other = extension.found(md.reset().convert("نص"), md)
    assert (other.links, other.anchors, other.headings, other.pictures_bytes) == ([], [], [], 0)


@pytest.mark.parametrize("page", ADDRESSES)
@pytest.mark.parametrize("target", ADDRESSES)
def test_a_link_leads_to_its_page_from_wherever_it_stands(page, target):
    written = posixpath.relpath(f"{target}.md", posixpath.dirname(page) or ".")
    for fragment in ("", "#part"):
        (link,) = converted(f"[x]({written}{fragment})", page).links
        path, _, anchor = link.partition("#")
        assert posixpath.normpath(posixpath.join(ADDRESSES[page], path)) + "/" == ADDRESSES[target]
        assert f"#{anchor}" == (fragment or "#")


def test_one_html_stands_at_any_depth_and_beside_other_pages():
    extension = PorchlightExtension(given_of())
    md = Markdown(extensions=[*EXTENSIONS, extension])
    extension.begin("health/doctor")
    text = "## جزء {: #part }\n\n[x](#part) [y](doctor.md#part) [z](../housing.md#part) ![w](../assets/map.svg)[^1]\n\n[^1]: نص\n"
    html = extension.found(md.convert(text), md).html
    assert re.search("[\ufdd0-\ufdef]", html), "where it stands is not known yet"
    shown = {
        (to, prefix): placed(html, to, prefix) for to in ("", "../", "../../") for prefix in ("", "health-doctor-")
    }
    for (to, prefix), made in shown.items():
        assert not re.search("[\ufdd0-\ufdef]", made)
        elements = Elements(made).all
        ids = {attributes["id"] for _, attributes, _ in elements if "id" in attributes}
        assert ids == {f"{prefix}part", f"{prefix}fn:1", f"{prefix}fnref:1"}
        links = [attributes["href"] for tag, attributes, _ in elements if tag == "a"]
        own = [link for link in links if link.startswith("#")]
        assert {link[1:] for link in own} == ids, "each link leads to an id of the same page"
        assert [link for link in links if link not in own] == [f"{to}housing/#part"]
        assert f'src="{to}../assets/img/map-1.svg"' in made


def test_two_pages_on_one_sheet_share_no_id():
    both = ""
    for prefix in ("one-", "two-"):
        extension = PorchlightExtension(given_of())
        md = Markdown(extensions=[*EXTENSIONS, extension])
        extension.begin("housing")
        html = extension.found(md.convert('## A {: #a }\n\n!!! region ca-on "أ"\n\n    نص[^1]\n\n[^1]: نص\n'), md).html
        both += placed(html, "", prefix)
    ids = [attributes["id"] for _, attributes, _ in Elements(both).all if "id" in attributes]
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize("ticks", [(), ("aaaa",), ("aaaa", "bbbb", "cccc")])
def test_a_box_has_a_number_for_its_id_where_the_ids_do_not_fit_the_items(ticks):
    """Raw HTML in a translation cannot, but an odd list may make other items of a page than its source has."""
    html = converted("- [ ] واحد\n- [ ] اثنان\n", ticks=ticks).html
    assert re.findall(r'data-tick="(\w+)"', html) == ["0", "1"]


def test_a_box_has_the_same_id_in_every_language():
    source, _ = read_page("index", b"# Papers\n\n- [ ] Passport\n- [ ] Letter\n    - [ ] from a bank\n- [ ] Passport\n")
    entries = {"Letter": Entry("رسالة"), "Passport": Entry("جواز", fuzzy=True, previous_msgid="Pasport")}
    found = []
    for catalog, both in ((None, False), (Catalog("p", entries), False), (Catalog("p", entries), True)):
        markdown = assemble.localized(source, catalog, both=both)[0].markdown
        html = converted(markdown, "index", ticks=source.ticks).html
        found.append(re.findall(r'data-tick="(\w+)"', html))
    assert found == [list(source.ticks)] * 3
    assert len(set(source.ticks)) == 4


def test_a_size_is_written_as_the_language_writes_it():
    html = converted("[form](../assets/my%20form.pdf) ![bus](../assets/photo.jpg)", tag="fr").html
    assert re.search(r'<span class="cost-of"> \(PDF, 40\sko\)</span>', html)
    assert re.search(r'data-size="5\sko"', html)


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

- An item {: icon="phone" }
- [ ] A task {: icon="walk" }
    - Below it

1. One {: icon="phone" }

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


WITH_TERMS = [i for i, block in enumerate(PAGE.blocks) if block.kind in ("paragraph", "list item", "definition")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(STATES, min_size=len(PAGE.blocks), max_size=len(PAGE.blocks)),
    st.dictionaries(st.sampled_from(WITH_TERMS), st.lists(st.sampled_from(sorted(TERMS)), min_size=1, max_size=2)),
)
def test_no_mark_reaches_a_reader_and_source_text_says_its_language(states, terms):
    entries = {b.text: e for b, s in zip(PAGE.blocks, states, strict=True) if (e := entry(b, s))}
    localized, _ = assemble.localized(PAGE, Catalog("translations/ar/index.po", entries), terms)
    html = converted(localized.markdown, "index").html.replace(f"<p>{assemble.LEAD_END}</p>", "")
    assert not re.search("[\ufdd0-\ufdef]|\\{:", html)
    elements = Elements(html).all
    stale = states.count("stale words")
    alts = [b for b, s in zip(PAGE.blocks, states, strict=True) if b.kind == "image" and s == "stale words"]
    boxes = [one for one in elements if one[0] == "details" and one[1].get("class") == "stale"]
    assert len(boxes) == stale - len(alts)
    assert html.count("CHANGED") == len(boxes)
    explained = [id_ for ids in terms.values() for id_ in ids]
    assert sum(one[1].get("class") == "term" for one in elements) == len(explained)
    # Nobody agreed how a lease is called here, nor translated what it is.
    foreign = sum({"sin": 1, "lease": 2}[id_] for id_ in explained)
    in_source = sum(one[1].get("lang") == "en" for one in elements)
    assert in_source == len(states) - states.count("translated") - len(alts) + foreign
    assert html.count("Ω") == states.count("translated") + stale
    assert html.count("<svg") == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(STATES, min_size=len(PAGE.blocks), max_size=len(PAGE.blocks)))
def test_a_bilingual_page_has_every_translation_beside_its_source(states):
    entries = {b.text: e for b, s in zip(PAGE.blocks, states, strict=True) if (e := entry(b, s))}
    localized, _ = assemble.localized(PAGE, Catalog("translations/ar/index.po", entries), both=True)
    html = converted(localized.markdown, "index").html.replace(f"<p>{assemble.LEAD_END}</p>", "")
    assert not re.search("[\ufdd0-\ufdef]|\\{:", html)
    elements = Elements(html).all
    alts = [b.kind == "image" for b in PAGE.blocks]
    words = [s for s, alt in zip(states, alts, strict=True) if not alt]
    pairs = [one for one in elements if one[1].get("class") == "pair"]
    assert len(pairs) == words.count("translated")
    # What changed since it was translated is no translation of what stands there now.
    assert html.count("CHANGED") == words.count("stale words")
    told = [s in ("translated", "stale words") for s in states]
    assert html.count("Ω") == sum(told)
    in_source = sum(one[1].get("lang") == "en" for one in elements)
    assert in_source == len(states) - sum(yes and alt for yes, alt in zip(told, alts, strict=True))
    assert html.count("<svg") == 3
    assert html.count("<input") == 1
