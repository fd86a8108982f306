"""Smaller HTML that means the same to a browser, a screen reader and a simple parser."""

from __future__ import annotations

import html as html_
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.pages.minify import minified

VOID = ("img", "br", "hr", "input", "source", "meta", "link")
INLINE = ("a", "b", "em", "strong", "span", "bdi", "code", "sup")


class Meaning(HTMLParser):
    """Elements with their attributes, and words; spaces count where a browser shows one."""

    def __init__(self, html):
        super().__init__()
        self.told = []
        self.pre = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.pre += tag == "pre"
        self.told.append((tag, {key: value or "" for key, value in attrs}))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self.pre -= tag == "pre"
        if tag not in VOID:
            self.told.append(f"/{tag}")

    def handle_data(self, data):
        if self.pre:
            self.told.append(data)
            return
        if self.told and self.told[-1].__class__ is str and not self.told[-1].startswith("/"):
            self.told[-1] += data
        elif data:
            self.told.append(data)


def meaning(html):
    """What a page says, without the spaces at the borders of blocks."""
    told = Meaning(html).told
    words = "".join(
        one if isinstance(one, str) and not one.startswith("/") else "" if _is_inline(one) else "\n" for one in told
    )
    elements = [one for one in told if isinstance(one, tuple) or one.startswith("/")]
    lines = [
        re.sub(r"[ \n\t]+", " ", line).strip() for line in re.split(r"\n+", re.sub(r"(?<!\n)\n(?!\n)", "\n", words))
    ]
    return elements, [line for line in lines if line]


def _is_inline(one):
    name = one[0] if isinstance(one, tuple) else one[1:]
    return name in INLINE or name in ("img", "input", "source", "picture", "svg", "path")


PAGE = """<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'sha256-abc='">
<title>عنوان – الموقع</title>
<link rel="icon" href="data:,">
<style>p{color:#111}</style>
</head>
<body>
<!-- a note -->
<p class="untranslated" dir="ltr" lang="en">Call <a href="tel:211">2-1-1</a> <b>now</b>, <em>day</em> <i>or</i> night.</p>
<p><img alt="" height="20" loading="lazy" src="a.svg" width="30"> <img alt="A bus" src="b.svg"></p>
<ul class="task-list"><li><input type="checkbox" disabled checked> One</li><li>Two <bdi>3</bdi></li></ul>
<div class="scroll" tabindex="0"><table><thead><tr><th class="align-right">A</th></tr></thead><tbody><tr><td></td></tr></tbody></table></div>
<details class="stale"><summary>Changed</summary><p dir="ltr" lang="en">New &amp; true, 3 &lt; 4 &gt; 2</p></details>
<pre><code>one
   two
</code></pre>
<p>10&nbsp;km a\u200fb</p>
</body>
</html>
"""


def test_a_page_is_smaller_and_means_the_same():
    small = minified(PAGE)
    assert len(small.encode()) < len(PAGE.encode())
    assert "a note" not in small
    elements, _ = meaning(small)
    before, _ = meaning(PAGE)
    assert elements == before
    assert "Call <a href=tel:211>2-1-1</a> <b>now</b>, <em>day</em> <i>or</i> night." in small


@pytest.mark.parametrize(
    "part",
    [
        "<!doctype html>",
        "one\n   two\n",
        "\u200f",
        "<style>p{color:#111}</style>",
        "</p>",
        "</li>",
        "</td>",
        "</html>",
        "<title>عنوان – الموقع</title>",
    ],
)
def test_what_must_stay_stays_byte_for_byte(part):
    assert part in minified(PAGE)


def test_a_decorative_picture_keeps_its_empty_text():
    """Without it a screen reader reads the file's name."""
    attributes = [one[1] for one in Meaning(minified(PAGE)).told if isinstance(one, tuple) and one[0] == "img"]
    assert attributes[0]["alt"] == ""


def test_minifying_twice_changes_nothing():
    assert minified(minified(PAGE)) == minified(PAGE)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=15)
# Python's parser, unlike a browser, ends an unquoted value at a no-break space too.
VALUE_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp"], include_characters=" ")
VALUES = st.text(VALUE_LETTERS, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["b", "em", "a", "bdi", "span", ""]), TEXT, VALUES), min_size=1, max_size=6))
def test_no_word_space_or_attribute_of_a_paragraph_is_lost(pieces):
    body = ""
    for tag, said, value in pieces:
        words = html_.escape(said)
        body += f'<{tag} title="{html_.escape(value)}">{words}</{tag}>' if tag else words
    before = f"<!doctype html><html><head><title>a</title></head><body><p>{body}</p></body></html>"
    after = minified(before)
    elements, words = meaning(before)
    assert meaning(after) == (elements, words)
