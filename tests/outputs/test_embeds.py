"""Embeds: a page inside an agency's own site."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from porchlight.core.locale import language
from porchlight.core.page import Record
from porchlight.outputs.embeds import SHEETS, embed
from porchlight.pages.context import environment
from porchlight.pages.dress import Wardrobe
from porchlight.pages.unit import ICONS
from porchlight.translation.interface import Interface

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
WORDS = Interface({"Who can help": "من يساعد", "Call": "اتصل"})
CONTACT = {
    "id": "help-211", "name": "211 <b>", "description": "", "organization": "", "email": "", "url": "", "cost": "",
    "interpretation_services": "", "verified": "", "source": "", "language_names": [], "languages": [], "regions": [],
    "hours": ["Monday, 8:00"], "open": "1 0800 1600", "always": False, "ways": ["phone"], "schedules": [{"description": "Not on <holidays>"}],
    "verified_told": "", "locations": [
        {"name": "", "address": "18 King Street", "map": "https://map.example/?q=18", "transportation": "", "wheelchair": "yes",
         "accessibility": "", "latitude": "", "longitude": ""},
    ],
    "phones": [{"number": "211", "shown": "2-1-1", "type": "voice", "description": "", "languages": [],
                "language_names": [], "free": True}],
}  # fmt: skip


def record(**said):
    values = {
        "page": "health/doctor", "locale": "ar", "shown": "ar", "url": "ar/health/doctor/", "title": "طبيب & دواء",
        "summary": "ملخص", "html": '<p>نص <a href="../../housing/">بيت</a> <a href="#a">أ</a></p>', "markdown": "", "headings": [],
        "links": [], "anchors": [], "topic": "", "icon": "", "regions": [], "contacts": [CONTACT], "sources": [], "reviewed": {},
        "provenance": {"kind": "machine"}, "coverage": {}, "translations": ["en", "ar"], "source_hash": "",
    }  # fmt: skip
    return Record(**{**values, **said})


def made(one=None, url="https://portal.example/"):
    one = one or record()
    env = environment(OVERRIDES, WORDS, ICONS)
    site = {"name": "First Steps", "url": url}
    wardrobe = Wardrobe(OVERRIDES, "#0b4f6c", sheets=SHEETS, base="'self'")
    return embed(one, language(one.locale), language(one.shown), env, wardrobe, site)


class Page(HTMLParser):
    """The elements of a page, with their attributes, and its words."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def test_an_embed_is_the_page_and_who_can_help_without_the_portals_furniture():
    page = Page(made())
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert {"header", "footer", "nav", "script", "form"}.isdisjoint({tag for tag, _ in page.elements})
    assert "طبيب & دواء" in page.words
    assert "من يساعد" in page.words
    assert "211 <b>" in page.words
    assert "tel:211" in [link["href"] for link in page.all("a")]
    assert "Monday, 8:00" in page.words
    assert "18 King Street" in page.words
    assert "Machine translation. Nobody has checked it yet." in page.words


@pytest.mark.parametrize("site", ["https://portal.example/", "https://portal.example/help/portal/"])
def test_every_link_leads_where_it_leads_on_the_page_itself(site):
    """Also where the portal stands in a folder of its host."""
    page = Page(made())
    base = page.all("base")[0]
    assert base["target"] == "_blank"
    start = urljoin(f"{site}embed/ar/health/doctor/", base["href"])
    assert start == f"{site}ar/health/doctor/"
    links = [urljoin(start, link["href"]) for link in page.all("a")]
    assert links == [f"{site}ar/housing/", f"{start}#a", "tel:211", "https://map.example/?q=18", start]


def test_an_embed_is_no_page_of_its_own_to_a_search_engine():
    page = Page(made())
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    canonical = [link for link in page.all("link") if link["rel"] == "canonical"]
    assert canonical == [{"rel": "canonical", "href": "https://portal.example/ar/health/doctor/"}]
    # The other link is an empty icon: without it a browser asks the host for one.
    assert Page(made(url="")).all("link") == [{"rel": "icon", "href": "data:,"}]


def test_its_policy_allows_its_own_style_and_base_and_nothing_else():
    html = made()
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    policy = next(meta["content"] for meta in Page(html).all("meta") if "http-equiv" in meta)
    hash_ = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{hash_}'" in policy
    assert "base-uri 'self'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_text_of_another_language_says_so():
    page = Page(made(record(locale="ar", shown="en", html="<p>Text</p>", title="Doctor")))
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert page.all("article") == [{"lang": "en", "dir": "ltr"}]


def test_an_embed_explains_its_terms_without_a_script():
    term = '<details class="term"><summary>عقد</summary><p>اتفاق.</p></details>'
    page = Page(made(record(html=f"<p>نص</p>{term}")))
    assert len(page.all("details")) == 1
    assert "اتفاق." in page.words


def test_a_page_without_contacts_has_no_empty_list():
    page = Page(made(record(contacts=[], summary="")))
    assert page.all("ul") == []
    assert "من يساعد" not in page.words
