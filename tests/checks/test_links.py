"""Links: a reader never meets a dead end that the build could have seen."""

from __future__ import annotations

import pytest
from porchlight.checks import links
from porchlight.content.source import read_page
from porchlight.core.page import Record

PAGES = {
    "index": "# Home\n\n[a](housing.md)\n",
    "housing": '# Housing\n\n## Before you pay\n\n!!! region ca-on "Ontario"\n\n    Words.\n',
    "health/doctor": "# Doctor\n\n## كيف\n",
}


def source_pages(**more):
    pages = {}
    for name, text in {**PAGES, **more}.items():
        page, _ = read_page(name, text.encode())
        pages[name] = page
    return pages


def faults(tmp_path, markdown, name="work"):
    """The lines about the links of a page that stands beside a few others and two files."""
    docs = tmp_path / "docs"
    for file in ("assets/form.pdf", "assets/map.svg", "assets/photo.JPG", "contacts/all.yml"):
        (docs / file).parent.mkdir(parents=True, exist_ok=True)
        (docs / file).write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    return [str(problem) for problem in links.source_links(source_pages(**{name: markdown}), docs)]


@pytest.mark.parametrize(
    "address",
    [
        "housing.md",
        "housing.md#before-you-pay",
        "housing.md#ca-on",
        "./housing.md",
        "health/doctor.md#كيف",
        "health/doctor.md#%D9%83%D9%8A%D9%81",
        "#here",
        "work.md#here",
        "assets/form.pdf",
        "https://canada.ca/x#y",
        "HTTP://canada.ca",
        "mailto:a@b.example",
        "tel:211",
        "sms:686868",
        "geo:45,-75",
    ],
)
def test_a_good_link_is_no_problem(tmp_path, address):
    assert faults(tmp_path, f"# Work\n\n## Here\n\n[x]({address})\n") == []


@pytest.mark.parametrize(
    "address", ["../housing.md", "../housing.md#before-you-pay", "doctor.md", "../assets/form.pdf"]
)
def test_links_of_a_page_in_a_folder_start_there(tmp_path, address):
    assert faults(tmp_path, f"# Nurse\n\n[x]({address})\n", "health/nurse") == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("housin.md", 'the link leads to housin.md, and there is no such page (did you mean "housing"?). Correct it.'),
        (
            "housing.md#before-you-play",
            "the link leads to #before-you-play, and docs/housing.md has no such heading "
            '(did you mean "before-you-pay"?). Correct what stands after #.',
        ),
        ("#nothing-like-it", "the link leads to #nothing-like-it, and docs/work.md has no such heading. Correct what stands after #."),
        (
            "assets/from.pdf",
            "the link leads to assets/from.pdf, and there is no such file. Name a page by its file, such as housing.md.",
        ),
        (
            "housing/",
            "the link leads to housing/, and there is no such file. Name a page by its file, such as housing.md.",
        ),
        ("/housing/", "the link /housing/ begins with /. Name the page's file from here, such as ../housing.md."),
        (
            "javascript:alert(1)",
            "the link javascript:alert(1) is of a kind that readers cannot follow. "
            "Use one of: geo, http, https, mailto, sms, tel.",
        ),
        ("http://[bad", "the link http://[bad is no address. Correct it."),
    ],
)  # fmt: skip
def test_a_bad_link_is_told_with_its_line_and_what_was_meant(tmp_path, address, told):
    assert faults(tmp_path, f"# Work\n\nWords.\n\n[x]({address})\n") == [f"docs/work.md:5: {told}"]


@pytest.mark.parametrize("address", ["//evil.example/x", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/"])
def test_what_no_reader_can_follow_is_told(tmp_path, address):
    (line,) = faults(tmp_path, f"# Work\n\n[x]({address})\n")
    assert "is of a kind that readers cannot follow" in line


@pytest.mark.parametrize("address", ["../secret.txt", "assets/../../secret.txt"])
def test_a_file_outside_docs_is_not_there(tmp_path, address):
    (line,) = faults(tmp_path, f"# Work\n\n[x]({address})\n")
    assert "there is no such file" in line


@pytest.mark.parametrize("address", ["a" * 5_000, "a%00b", "a/" * 900])
def test_an_absurd_address_is_told_and_stops_nothing(tmp_path, address):
    (line,) = faults(tmp_path, f"# Work\n\n[x]({address})\n")
    assert "there is no such file" in line


@pytest.mark.parametrize("address", ["assets/map.svg", "assets/photo.JPG"])
def test_a_link_to_a_picture_is_told_since_only_shown_pictures_are_published(tmp_path, address):
    (line,) = faults(tmp_path, f"# Work\n\n[x]({address})\n")
    assert line == (
        f"docs/work.md:3: the link leads to the picture {address}, and only pictures that a page shows are published. "
        f"Show it with ![what it shows]({address})."
    )


def test_a_link_to_a_file_of_contacts_is_told_since_it_is_not_published(tmp_path):
    (line,) = faults(tmp_path, "# Work\n\n[x](contacts/all.yml)\n")
    assert line.startswith("docs/work.md:3: the link leads to contacts/all.yml, and ")


def test_every_bad_link_of_every_page_is_told_at_once(tmp_path):
    assert len(faults(tmp_path, "# Work\n\n[x](a.md) and [y](b.md)\n\n- [z](#c)\n")) == 3


def record(page, locale="en", links=(), anchors=()):
    folder = "" if page == "index" else f"{page}/"
    return Record(
        page=page, locale=locale, shown=locale, url=f"{locale}/{folder}", title="", summary="", html="", markdown="",
        headings=[], links=list(links), anchors=list(anchors), topic="", icon="", regions=[], contacts=[], sources=[],
        reviewed={}, provenance={}, coverage={}, translations=[], source_hash="",
    )  # fmt: skip


@pytest.mark.parametrize(
    "link",
    [
        "../housing/",
        "../housing/#rent",
        "../housing/#%D9%83",
        "../",
        "#top",
        "./",
        "../../assets/form.pdf",
        "https://canada.ca/",
        "tel:211",
        "../../assets/my%20form.pdf",
    ],
)
def test_a_link_of_a_built_page_that_leads_somewhere_is_fine(link):
    pages = [record("index"), record("housing", anchors=["rent", "ك"]), record("work", links=[link], anchors=["top"])]
    assert links.built_links(pages, {"assets/form.pdf", "assets/my form.pdf"}) == []


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("../hosing/", "/en/work/ links to ../hosing/, which is not there"),
        ("../housing/#rant", "/en/work/ links to #rant, which is not on /en/housing/"),
        ("#top", "/en/work/ links to #top, which is not on /en/work/"),
        ("../../fr/housing/", "/en/work/ links to ../../fr/housing/, which is not there"),
        ("../../assets/gone.pdf", "/en/work/ links to ../../assets/gone.pdf, which is not there"),
    ],
)
def test_a_link_of_a_built_page_that_leads_nowhere_is_told(link, what):
    pages = [record("index"), record("housing", anchors=["rent"]), record("work", links=[link])]
    (problem,) = links.built_links(pages, {"assets/form.pdf"})
    assert str(problem) == f"docs/work.md: {what}. Correct the link in the source page."
