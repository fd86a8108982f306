"""sitemap.xml, read as search engines read it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core.page import Record
from porchlight.outputs import sitemap

URL = "https://portal.example/a&b/"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def record(page, locale, offered=("en", "ar"), shown=None):
    folder = "" if page == "index" else f"{page}/"
    return Record(
        page=page, locale=locale, shown=shown or locale, url=f"{locale}/{folder}", title="", summary="", html="",
        markdown="", headings=[], links=[], anchors=[], topic="", icon="", regions=[], contacts=[], sources=[],
        reviewed={}, provenance={}, coverage={}, translations=list(offered), source_hash="",
    )  # fmt: skip


def addresses(xml):
    """{address: {hreflang: address}} of a sitemap."""
    root = ElementTree.fromstring(xml)
    assert root.tag == f"{{{NS['s']}}}urlset"
    found = {}
    for url in root.findall("s:url", NS):
        links = url.findall("x:link", NS)
        assert all(link.get("rel") == "alternate" for link in links)
        found[url.find("s:loc", NS).text] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def test_every_offered_page_is_listed_with_its_other_languages():
    made = sitemap.sitemaps([record("index", "en"), record("health/doctor", "en"), record("health/doctor", "ar")], URL)
    assert set(made) == {"sitemap.xml"}
    doctor = {"en": f"{URL}en/health/doctor/", "ar": f"{URL}ar/health/doctor/"}
    assert addresses(made["sitemap.xml"]) == {
        f"{URL}en/": {"en": f"{URL}en/", "ar": f"{URL}ar/"},
        doctor["en"]: doctor,
        doctor["ar"]: doctor,
    }


def test_a_page_that_fell_back_to_another_language_is_not_listed():
    made = sitemap.sitemaps([record("housing", "en", ["en"]), record("housing", "fr", ["en"], shown="en")], URL)
    assert addresses(made["sitemap.xml"]) == {f"{URL}en/housing/": {}}


def test_an_empty_portal_has_an_empty_sitemap():
    assert addresses(sitemap.sitemaps([], URL)["sitemap.xml"]) == {}


def listed(made):
    """The addresses of all parts that the index names, in order."""
    root = ElementTree.fromstring(made["sitemap.xml"])
    assert root.tag == f"{{{NS['s']}}}sitemapindex"
    parts = [loc.text.removeprefix(URL) for loc in root.findall("s:sitemap/s:loc", NS)]
    assert set(parts) | {"sitemap.xml"} == set(made)
    return [address for part in parts for address in addresses(made[part])]


@pytest.mark.parametrize(("count", "files"), [(4, 1), (5, 3), (8, 3), (9, 4)])
def test_too_many_addresses_are_parted_into_several_sitemaps(monkeypatch, count, files):
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    made = sitemap.sitemaps([record(f"page-{n}", "en") for n in range(count)], URL)
    assert len(made) == files
    if files > 1:
        assert listed(made) == [f"{URL}en/page-{n}/" for n in range(count)]


def test_too_many_bytes_are_parted_too(monkeypatch):
    """A search engine drops a sitemap of more than 50 MB; with 50 languages 9,000 addresses are as much."""
    monkeypatch.setattr(sitemap, "MOST_BYTES", 3_000)
    tags = [f"q{chr(97 + n)}" for n in range(10)]
    made = sitemap.sitemaps([record(f"page-{n}", "en", ["en", *tags]) for n in range(20)], URL)
    assert len(made) > 3
    assert all(len(xml.encode()) < 3_000 + 200 for xml in made.values())
    assert listed(made) == [f"{URL}en/page-{n}/" for n in range(20)]


def test_the_real_limits_are_those_of_the_protocol():
    assert sitemap.MOST_ADDRESSES == 50_000
    assert sitemap.MOST_BYTES < 50 * 1024 * 1024


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co"]), max_size=20)
)
def test_any_address_of_a_portal_survives(path):
    url = f"https://portal.example/{path}/"
    made = sitemap.sitemaps([record("housing", "en")], url)
    assert addresses(made["sitemap.xml"]) == {
        f"{url}en/housing/": {"en": f"{url}en/housing/", "ar": f"{url}ar/housing/"}
    }
