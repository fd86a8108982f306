"""The example portal as a reader has it: Chromium at phone sizes, JavaScript off, served by nginx."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "ar", "fr", "uk", "ti", "ckb", "zh-Hans"]
PAGES = [
    "",
    "health-card/",
    "emergencies/",
    "work/",
    "housing/",
    "contacts/",
    "glossary/",
    "phone/",
    "topics/health/",
    "topics/health/print/",
    "pathways/just-arrived/",
]
"""Pages that every language has, of every template."""


def test_from_the_chooser_to_the_same_page_in_another_language_without_script(phone, address):
    phone.goto(address)
    phone.get_by_role("link", name="العربية").click()
    assert phone.locator("html").get_attribute("dir") == "rtl"
    phone.locator("main .links a[href*='health-card']").first.click()
    assert phone.url == f"{address}ar/health-card/"
    phone.locator(".languages summary").click()
    phone.locator(".languages a[lang=fr]").click()
    assert phone.url == f"{address}fr/health-card/"
    assert phone.locator("html").get_attribute("lang") == "fr"
    assert "carte" in phone.locator("h1").inner_text().lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_at_240_px(device, address, language):
    page = device()
    wide = {}
    for name in [*PAGES, "../", "../404.html", f"../embed/{language}/health-card/"]:
        page.goto(f"{address}{language}/{name}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 240:
            wide[name] = width
    assert not wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_no_other_host_and_the_policy_finds_no_fault(phone, address, language):
    for name in PAGES:
        phone.goto(f"{address}{language}/{name}")
    phone.goto(f"{address}embed/{language}/housing/")
    assert phone.asked
    assert [url for url in phone.asked if not url.startswith((address, "data:"))] == []
    assert phone.complaints == []


def test_a_text_page_is_one_request(phone, address):
    phone.goto(f"{address}en/scams/")
    assert [url for url in phone.asked if not url.startswith("data:")] == [f"{address}en/scams/"]


def test_the_emergency_number_is_one_tap_from_every_page(phone, address):
    for language in LANGUAGES:
        for name in PAGES:
            phone.goto(f"{address}{language}/{name}")
            assert phone.locator("header a[href='tel:911']").count() == 1


def test_a_page_below_the_threshold_comes_in_the_fallback_language_and_says_so(phone, address):
    phone.goto(f"{address}ti/money/")
    assert phone.locator("html").get_attribute("lang") == "ti"
    assert phone.locator("article").get_attribute("lang") == "en"
    assert phone.locator("article").get_attribute("dir") == "ltr"
    assert phone.locator(".notice").first.is_visible()
    assert "This page is not translated" not in phone.locator(".notice").first.inner_text(), "the notice is in Tigrinya"
    phone.goto(f"{address}ckb/money/")
    assert phone.locator("article").get_attribute("lang") == "ar", "ckb falls back to Arabic"


def test_a_wrong_address_gets_a_page_that_helps_in_every_language(phone, address):
    response = phone.goto(f"{address}ar/no/such/page/")
    assert response.status == 404
    for language in LANGUAGES:
        assert phone.locator(f"a[lang={language}]").count() == 1
    phone.locator("a[lang=uk]").click()
    # The example's address lies at the root of its host.
    assert phone.url == f"{address}uk/"


def test_every_link_of_the_site_leads_somewhere(site):
    from html.parser import HTMLParser
    from urllib.parse import unquote, urljoin, urlsplit

    class Links(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.ids, self.base = [], set(), ""

        def handle_starttag(self, tag, attributes):
            said = dict(attributes)
            if tag == "base":
                self.base = said["href"]
                return
            self.ids.add(said.get("id"))
            self.found += [said[key] for key in ("href", "src", "srcset") if said.get(key)]

    pages = {}
    for file in site.rglob("*.html"):
        parser = Links()
        parser.feed(file.read_text(encoding="utf-8"))
        pages["/" + file.relative_to(site).as_posix().removesuffix("index.html")] = parser
    dead = set()
    for url, parser in pages.items():
        for link in parser.found:
            target = urlsplit(urljoin(urljoin(url, parser.base), link))
            if target.scheme or target.netloc or target.path.startswith("data:"):
                continue
            path = unquote(target.path)
            if path in pages:
                if target.fragment and unquote(target.fragment) not in pages[path].ids:
                    dead.add((url, link))
            elif not (site / path.lstrip("/")).is_file():
                dead.add((url, link))
    assert len(pages) > 150
    assert not dead
