"""Links of pages that no server serves."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from porchlight.outputs.relink import DROP, KEEP, read, relinked, target
from portals import Page

HELD = {"index.html", "ar/index.html", "ar/health/doctor/index.html", "ar/housing/index.html", "assets/a.pdf"}
LIVE = "https://portal.example/"
PAGE = "ar/health/doctor/index.html"
POLICY = "default-src 'none';img-src 'self' data:;script-src 'self' 'sha256-x='"


def moved(body, held=HELD, live=LIVE, policy=KEEP, name=PAGE):
    return relinked(read(name, body), body, held, live, policy, "zip")


def link(address, **options):
    return Page(moved(f'<a class=x href="{address}">y</a>', **options)).links


@pytest.mark.parametrize(
    ("address", "leads"),
    {
        "../../housing/": "../../housing/index.html",
        "../../housing/#rent": "../../housing/index.html#rent",
        "../../housing/?q=a&amp;b=1#rent": "../../housing/index.html?q=a&b=1#rent",
        "../../housing": "../../housing/index.html",
        "./": "./index.html",
        "../..": "../../index.html",
        "../../../#languages": "../../../index.html#languages",
        "../../../assets/a.pdf": "../../../assets/a.pdf",
        "../../housing/index.html": "../../housing/index.html",
        "#top": "#top",
        "?q=x": "?q=x",
        "https://other.example/a/": "https://other.example/a/",
        "//other.example/a/": "//other.example/a/",
        "tel:911": "tel:911",
        "sms:?body=a/": "sms:?body=a/",
    }.items(),
)
def test_a_link_names_its_file(address, leads):
    assert link(address) == [(leads, "y")]


def test_a_link_to_what_is_not_in_the_bundle_leads_to_the_live_site():
    assert link("../../../fr/santé/?a=b#c") == [("https://portal.example/fr/sant%C3%A9/?a=b#c", "y")]
    assert link("../../../embed/x.html") == [("https://portal.example/embed/x.html", "y")]
    assert link("../../../../../fr/") == [("https://portal.example/fr/", "y")], "no way leads out of the site"


def test_without_a_live_site_such_a_link_leads_nowhere():
    assert moved('<a class=x href="../../../fr/" hreflang=fr>y</a>', live="") == '<a class="x" hreflang="fr">y</a>'


def test_addresses_written_as_references_are_the_same_addresses():
    held = {*HELD, "ar/a b/index.html"}
    assert link("../../a%20b/", held=held) == [("../../a%20b/index.html", "y")]
    assert Page(moved('<a href="&#46;&#46;/../housing&#x2F;">y</a>')).links == [("../../housing/index.html", "y")]


def test_forms_and_areas_lead_to_files_too():
    page = Page(moved("<form action=../../housing/><input name=q></form><map><area href=../../housing/></map>"))
    assert page.all("form") == [({"action": "../../housing/index.html"}, "")]
    assert page.all("area") == [({"href": "../../housing/index.html"}, "")]


def test_all_other_bytes_stay_as_they_are():
    html = (
        "<!doctype html>\n<html lang=ar><head><style>a{content:'<a href=\"./\">'}</style>"
        "<script>var a='<a href=../../housing/>';if(1<2&&a)b()</script></head>\n"
        "<p>1 &lt; 2 &amp; ü 🏠 <a  href=../../housing/ >x</a><br/><img src=a.svg alt='a>b'>\n</p>"
    )
    assert moved(html) == html.replace("<a  href=../../housing/ >", '<a href="../../housing/index.html">')


def test_files_beside_the_page_count_as_its_own_and_hashes_still_fit():
    script = "var a = '</a>' + 1"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html = moved(
        f"<meta content=\"script-src 'self' 'sha256-{digest}'\" http-equiv=Content-Security-Policy><script>{script}</script>"
    )
    policy = Page(html).all("meta")[0][0]["content"]
    assert policy == f"script-src 'self' file: 'sha256-{digest}'"
    assert re.search("<script>(.*)</script>", html)[1] == script


def test_a_page_can_go_without_its_policy():
    html = f'<meta charset=utf-8><meta http-equiv=content-security-policy content="{POLICY}"><p>x'
    assert moved(html, policy=DROP) == "<meta charset=utf-8><p>x"


def test_a_page_tells_its_scripts_which_bundle_it_is_in():
    assert moved("<body data-root=../../>") == '<body data-root="../../" data-bundle="zip">'


def test_a_page_says_its_title_its_middle_and_the_files_it_names():
    html = (
        "<title>Doctor – First Steps</title><body data-font=../../../assets/f.woff2><h1 id=a><svg><path/></svg> How to\n"
        " see</h1><main id=_main><h1>Second</h1><picture><source srcset=../../../assets/p.webp></picture></main>"
    )
    page = read(PAGE, html)
    assert page.title == "How to see"
    assert html[slice(*page.main)].startswith("<h1>Second")
    assert html[slice(*page.main)].endswith("</picture>")
    assert {"assets/f.woff2", "assets/p.webp"} <= page.files
    assert read(PAGE, "<title>A &amp; B</title>").title == "A & B"
    assert read(PAGE, "<p>x").main == (0, 0)


@pytest.mark.parametrize("address", ["", "#x", "/root/", "https://[", "mailto:a@b.example", "//host/x"])
def test_what_leads_elsewhere_is_no_place_of_the_site(address):
    assert target(PAGE, address) is None
