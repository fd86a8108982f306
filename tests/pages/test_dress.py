"""What a page wears: its style, a policy for just that, no needless byte."""

from __future__ import annotations

import base64
import hashlib
import re

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.pages.dress import POLICY, STYLE, Wardrobe, quick_weight
from portals import ROOT

OVERRIDES = ROOT / "overrides"
PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<style>{style}</style><script>{script}</script></head>
<body>
{body}
</body></html>"""


def dressed(wardrobe, body):
    return wardrobe.dressed(PAGE.format(policy=POLICY, style=STYLE, script=wardrobe.script, body=body))


@pytest.fixture(scope="module")
def wardrobe():
    return Wardrobe(OVERRIDES, "#0b4f6c", "page", "-1a2b3c4d.js")


def hashed(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parts(html):
    """Style, script and policy of a page."""
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    script = re.search(r"<script>(.*?)</script>", html, re.S)[1]
    policy = dict(
        one.split(" ", 1) for one in re.search(r'(default-src[^"]*)"', html)[1].replace("&#39;", "'").split(";")
    )
    return style, script, policy


def test_a_page_wears_the_rules_it_uses_and_no_others(wardrobe):
    plain = parts(dressed(wardrobe, "<p>Words</p>"))[0]
    table = parts(dressed(wardrobe, '<div class="scroll"><table><tr><td>x</td></tr></table></div>'))[0]
    assert len(plain) < len(table) < len(wardrobe.css)
    assert "table" in table
    assert "table" not in plain


@pytest.mark.parametrize("body", ["<p>Words</p>", "<table></table>", '<audio controls><source src="a.opus"></audio>'])
def test_the_policy_allows_the_style_and_script_that_a_page_carries(wardrobe, body):
    style, script, policy = parts(dressed(wardrobe, body))
    assert policy["style-src"] == hashed(style)
    assert hashed(script) in policy["script-src"].split()
    assert policy["default-src"] == "'none'"
    assert ("media-src" in policy) == ("audio" in body)


def test_no_mark_is_left_on_a_dressed_page(wardrobe):
    assert not re.search("[\ufdd0-\ufdef]", dressed(wardrobe, "<p>Words</p>"))


def test_the_script_knows_the_names_of_those_it_fetches(wardrobe):
    assert "-1a2b3c4d.js" in wardrobe.script


def test_an_embed_has_no_script_in_its_policy():
    plain = Wardrobe(OVERRIDES, "#0b4f6c", sheets=("base.css",), base="'self'")
    html = plain.dressed(f'<!doctype html><html><head><meta content="{POLICY}"><style>{STYLE}</style><p>x')
    assert "script-src" not in html
    assert "base-uri" in html


def test_a_brand_colour_is_in_the_style():
    assert "#123456" in parts(dressed(Wardrobe(OVERRIDES, "#123456", "page", "-1.js"), "<a href=x>y</a><p>"))[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>words</p>", "<li>", "بيت ", "0123456789", "x" * 50, "\n"]), max_size=300))
def test_the_quick_weight_of_a_page_is_never_less_than_the_exact_one(pieces):
    """Of a few bytes it may be; a page has thousands."""
    css = Wardrobe(OVERRIDES, "#0b4f6c").css
    data = (css[: len(css) // 3] + "".join(pieces)).encode()
    assert quick_weight(data) >= len(brotli.compress(data, quality=11))
