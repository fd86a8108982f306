"""Texts of others cannot speak in the portal's name: no mention, no link, no heading, no command to GitHub's runner."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from porchlight.commands import markdown

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("`@#|<>[]()!\\\n\r:*_~%,/ ")), max_size=60)
MENTION = re.compile(r"@[A-Za-z0-9]")


def content(span: str) -> str:
    """What GitHub shows of a code span (CommonMark 6.1); fails where the text is not exactly one."""
    fence = re.match("`+", span)[0]
    assert span.endswith(fence)
    inside = span[len(fence) : -len(fence)]
    assert fence not in re.findall("`+", inside), "the span ends sooner"
    assert inside
    return inside[1:-1] if inside[0] == inside[-1] == " " and inside.strip(" ") else inside


@given(TEXT)
def test_a_text_as_code_is_one_span_in_one_line(text):
    shown = markdown.code(text)
    assert "\n" not in shown
    assert content(shown).strip() == markdown.flat(text)


@given(TEXT)
def test_in_a_table_no_bar_of_a_text_ends_its_cell(text):
    assert not re.search(r"(?<!\\)\|", markdown.cell(text))


def living(markdown_text: str) -> str:
    """What of a line is neither escaped nor in a code span, read from left to right as CommonMark does."""
    left, at = "", 0
    while at < len(markdown_text):
        rest = markdown_text[at:]
        if span := re.match(r"(`+)(?!`)(?:.*?[^`])??\1(?!`)", rest):
            at += span.end()
        elif re.match(r"\\[!-/:-@\[-`{-~]", rest):
            at += 2
        else:
            left, at = left + rest[0], at + 1
    return left


@given(TEXT)
def test_a_sentence_holds_no_mark_that_is_not_escaped_and_mentions_nobody(text):
    left = living(markdown.prose(text))
    assert not set(left) & set("`*_[]<>|~$\n\\")
    assert not MENTION.search(left)
    assert "://" not in left


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello @someone", "hello @\u200bsomeone"),
        ("fixes #12 and GH-7", "fixes #\u200b12 and GH-\u200b7"),
        ("see https://evil.example", "see https:\u200b//evil.example"),
        ("www.evil.example", "www\u200b.evil.example"),
        ("[a](https://x.example)", "\\[a\\](https:\u200b//x.example)"),
        ("![a](x)", "!\\[a\\](x)"),
        ("<img src=x> &lt;", "&lt;img src=x\\> &amp;lt;"),
        ("**a** ~~b~~ a|b", "\\*\\*a\\*\\* \\~\\~b\\~\\~ a\\|b"),
        ("Run `python3 x.py @y`", "Run `python3 x.py @y`"),
        ("a lone ` stays", "a lone \\` stays"),
        ("one\n\n# two\r\n- three", "one # two - three"),
        ("\u202eabc\u2066", "U+202EabcU+2066"),
        ("\x07\u200d", "U+0007\u200d"),
    ],
)
def test_what_github_would_bring_to_life_stays_a_text(text, told):
    assert markdown.prose(text) == told


def test_long_texts_are_cut():
    assert len(markdown.flat("word " * 1000)) <= markdown.LONG
    assert markdown.flat("word " * 1000).endswith("…")


def test_an_annotation_keeps_to_its_line_whatever_it_says():
    made = markdown.annotation("error", "a,b:c%\n.po", 3, "A: b, c", "100 %\n::warning::x")
    assert made == "::error file=a%2Cb%3Ac%25%0A.po,line=3,title=A%3A b%2C c::100 %25%0A::warning::x"
    assert markdown.annotation("warning", "a.po", 0, "T", "w") == "::warning file=a.po,title=T::w"
