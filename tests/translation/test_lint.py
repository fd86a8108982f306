import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from porchlight.content.source import read_page
from porchlight.core.page import Block
from porchlight.translation import lint
from porchlight.translation.assemble import localized
from porchlight.translation.catalog import Catalog, Entry

PROJECT = Path(__file__).parent.parent.parent


def safe(msgstr, kind="paragraph", text="words", slots=()):
    return lint.safe_markdown(Block(kind, text, slots), msgstr)


def refused(msgstr, **block):
    with pytest.raises(lint.UnsafeText) as caught:
        safe(msgstr, **block)
    return str(caught.value)


# What passes


@pytest.mark.parametrize(
    "msgstr",
    [
        "Des mots.",
        "**gras** et *italique* et `code`",
        "كلمات",
        "5 < 6 et 7 > 3",
        "A & B",
        "prix: 5 $ | 6 $",
        "a ` b`",
        "javascript: est un mot",
        "12.5 kg",
    ],
)
def test_words_and_inline_marks_pass_unchanged(msgstr):
    assert safe(msgstr).replace("\\", "") == msgstr


def test_a_link_keeps_its_address_from_the_source():
    slots = ("(rights.md)",)
    assert (
        safe("Lisez [vos droits](1).", text="Read [your rights](1).", slots=slots) == "Lisez [vos droits](rights.md)."
    )


def test_the_number_of_a_mark_may_be_written_in_the_digits_of_the_language():
    assert safe("[حقوقك](١)", text="[your rights](1)", slots=("(r.md)",)) == "[حقوقك](r.md)"


def test_brackets_that_are_no_link_stay_brackets():
    assert html(safe("[facultatif], ] et [")) == "<p>[facultatif], ] et [</p>"


def test_an_exclamation_before_a_link_is_said_since_it_would_make_it_a_picture():
    what = refused("Attention![vos droits](1)", text="[your rights](1)", slots=("(r.md)",))
    assert what == "the link with number 1 has a sign ! before it, and not in the source"


# What never passes


@pytest.mark.parametrize(
    "msgstr",
    [
        "<b>gras</b>",
        "a <img src=x onerror=alert(1)> b",
        "</p>",
        "<!-- hidden",
        "<?php",
        "<script>alert(1)</script>",
        "<https://evil.example>",
        r"\<b onclick=alert(1)>",
        r"\\<b>",
        "\\\n<div>",
        "a\r<div>",
    ],
)
def test_raw_html_never_passes(msgstr):
    assert refused(msgstr) == "the translation holds raw HTML"


@pytest.mark.parametrize(
    "msgstr",
    [
        "[ici](https://evil.example)",
        "[ici](javascript:alert(1))",
        "[ici]( javascript:alert(1))",
        "![image](https://evil.example/a.png)",
        "[ici][1]",
        "[ici] [1]",
        "[ici]: https://evil.example",
        "lisez [ici]\n[ici]: javascript:alert(1)",
        "lisez [ici]\\\n[ici]: javascript:alert(1)",
        "lisez [ici]\r[ici]: javascript:alert(1)",
        "<1@evil.example>",
        "<1\u00a0@evil.example>",
    ],
)
def test_a_link_that_is_not_in_the_source_never_passes(msgstr):
    assert refused(msgstr) == "the translation holds a link that is not in the source"


@pytest.mark.parametrize("sign", [*lint.MARKERS, "\x00", "\x02", "\x03", "\x1f", "\x7f", "\ufdd7", "\ufdef", "\uffff"])
def test_a_character_that_is_no_text_never_passes(sign):
    assert refused(f"a{sign}b") == "the translation holds a character that is no text"


@pytest.mark.parametrize(
    ("msgstr", "what"),
    [
        ("vos droits", "the mark ](1) of the source is missing"),
        ("[vos droits](2) {3}", "the mark ](1) of the source is missing"),
        ("[vos](1) [droits](1) {2}", "the mark with number 1 stands there twice"),
        ("[vos droits](1)", "the mark {2} of the source is missing"),
        ("[vos droits](1) {2} {3}", "the mark {3} does not stand in the source"),
        ("[vos droits](1) {2} {0}", "the mark {0} does not stand in the source"),
        ("vos droits](1) {2}", "the bracket [ before the mark ](1) is missing"),
        (r"\[vos droits](1) {2}", "the bracket [ before the mark ](1) is missing"),
        (r"[vos droits\](1) {2}", "the mark ](1) of the source is missing"),
        ("`[vos droits](1)` {2}", "the mark ](1) of the source is missing"),
        ("[](1) vos droits {2}", "the link with number 1 has no words"),
    ],
)
def test_a_mark_that_does_not_do_what_it_does_in_the_source_is_said(msgstr, what):
    assert refused(msgstr, text="Read [your rights](1){2}", slots=("(r.md)", "[^1]")) == what


def test_one_link_does_not_stand_within_another_unless_the_source_says_so():
    slots = ("(a.md)", "(b.md)")
    assert "stands within another" in refused("[a [b](2) c](1)", text="[a](1) and [b](2)", slots=slots)
    assert safe("[![x](1)](2)", text="[![y](1)](2)", slots=slots) == "[![x](a.md)](b.md)"
    assert "stands within another" in refused("![x](1) [y](2)", text="[![y](1) z](2)", slots=slots)
    assert "no sign ! before it" in refused("[[x](1) z](2)", text="[![y](1) z](2)", slots=slots)


def test_tags_of_the_source_keep_their_order():
    slots = ("<kbd>", "</kbd>")
    assert safe("{1}Ctrl{2} !", text="Press {1}Ctrl{2}", slots=slots) == "<kbd>Ctrl</kbd> !"
    assert refused("{2}Ctrl{1}", text="Press {1}Ctrl{2}", slots=slots) == (
        "the marks {1}, {2} do not stand in the order of the source"
    )


def test_an_attribute_list_stays_with_its_words():
    slots = ("{: .big }",)
    assert safe("**gros**{1} mot", text="**big**{1} word", slots=slots) == "**gros**{: .big } mot"
    assert "does not follow directly" in refused("gros mot\n{1}", text="**big**{1} word", slots=slots)


# What opens a block in Markdown is spelled so that it does not

OPENERS = [
    "# x",
    "## x",
    "#x",
    "1. x",
    "1) x",
    "١. x",
    "- x",
    "+ x",
    "* x",
    "-\tx",
    "> x",
    ": x",
    ":   x",
    "| a | b |",
    "!!! note",
    '!!! note "T"',
    '??? note "T"',
    "???+ note",
    "```",
    "```py",
    "~~~",
    "---",
    "***",
    "___",
    "- - -",
    "* * *",
    "_ _ _",
    "** ** **",
    "===",
    "=",
    "-",
    "*[HTML]: x",
    "[^1]: x",
    "[x] x",
    "[ ] x",
    "[TOC]",
    "{: #x }",
    "{: .a onclick=x }",
    "    x",
    "\tx",
    "///Footnotes Go Here///",
    "x\n-",
    "x\n=",
    "a|b\n-|-",
    "a|b\n:-:|-",
    "x\n: y",
    "x\n- y",
    "x\n\n\n# y",
    "x\n\n- y",
    "x\r# y",
    "x\r\n\r\n> y",
    "x\x0b# y",
    "x \n{: .a }",
    "![a](b",
    "\\",
    "# x\n# y",
    "`\n# x\n`",
    "`\n- x\n`",
    "`a\n<div onclick=x>\n`",
    "`a\n```\nb`",
    "x\n!!! note",
    "x\n1. y\n2. z",
]


_made: list[Markdown] = []


def html(text):
    if not _made:
        found = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
        named = [next(iter(one)) if isinstance(one, dict) else one for one in found]
        _made.append(Markdown(extensions=list(dict.fromkeys(["toc", "tables", "fenced_code", *named]))))
    return _made[0].reset().convert(text)


SOURCE_PAGE = """---
title: The *title*
summary: What it is about
---

Intro with `code`, **bold**, [a link](a.md) and a note[^1]. See <https://example.org>.

A line··
and another, press <kbd>Ctrl</kbd>, [big](b.md){: .button } and **wide**{: .wide }.

## A heading with [link](c.md)

- one [thing](d.md)
- two

    more of two

1. first
    - inner
2. second

- [ ] a task

> quoted words

|A|B|
|-|-|
|`x` cell|[cell](e.md)|
|last|cell|

!!! note "Box title"
    Inside the box.

    - boxed item

??? tip "Folded"
    Inside the fold.

Term
:   What it means

![A picture](a.png)

[![Poster](p.png)](poster.md)

[^1]: The note itself.

The end.
""".replace("··", "  ")
INLINE_OF_ANY_TEXT = {"em", "strong", "code", "br"}
INLINE = INLINE_OF_ANY_TEXT | {"a", "img", "kbd", "sup"}


class Shape(HTMLParser):
    """What a page is built of: its blocks in order, and every inline element with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.blocks = []
        self.inline = Counter()
        self.styled = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        told = (tag, *sorted((key, value) for key, value in attrs if key != "alt"))
        if tag not in INLINE:
            self.blocks.append(told)
        elif tag not in INLINE_OF_ANY_TEXT:
            self.inline[told] += 1
        elif len(told) > 1:
            self.styled[told] += 1

    def handle_endtag(self, tag):
        if tag not in INLINE:
            self.blocks.append(f"/{tag}")

    def handle_comment(self, data):
        self.blocks.append("comment")

    def handle_decl(self, decl):
        self.blocks.append("declaration")

    def handle_pi(self, data):
        self.blocks.append("instruction")


PAGE, _ = read_page("page", SOURCE_PAGE.encode())
WANTED = Shape(html(localized(PAGE, None)[0].markdown))
MARK = re.compile(r"!?\[[^\[\]]*\]\(\d+\)|\{\d+\}|\[!\[[^\[\]]*\]\(\d+\)\]\(\d+\)")


def shape_with(entries):
    made, problems = localized(PAGE, Catalog("x.po", entries))
    return Shape(html(made.markdown)), problems, made.markdown


def same_shape(entries):
    """Assert that the page is built as it is where each text that passes is translated by itself."""
    numbered = {text: replace(entry, line=n) for n, (text, entry) in enumerate(entries.items(), 1)}
    shape, problems, markdown = shape_with(numbered)
    refused = {problem.line for problem in problems}
    passed = {text: entry for text, entry in numbered.items() if entry.line not in refused and entry.msgstr.strip()}
    wanted, none, _ = shape_with({text: replace(entry, msgstr=text) for text, entry in passed.items()})
    assert none == []
    assert shape.blocks == wanted.blocks, markdown
    assert shape.inline == wanted.inline, markdown
    assert set(shape.styled) <= set(wanted.styled), markdown
    return problems


def test_the_source_page_of_these_tests_holds_every_kind_of_block():
    kinds = {block.kind for block in PAGE.blocks}
    assert kinds >= {
        "title",
        "summary",
        "heading",
        "paragraph",
        "list item",
        "table cell",
        "box title",
        "term",
        "image",
    }
    assert kinds >= {"definition", "footnote"}
    assert {"h1", "table", "details", "blockquote", "dl", "ol"} <= {told[0] for told in WANTED.blocks}


@pytest.mark.parametrize("msgstr", OPENERS)
@pytest.mark.parametrize("fuzzy", [False, True])
def test_no_translation_opens_a_block_whatever_block_it_stands_in(msgstr, fuzzy):
    texts = {block.text: msgstr + " ".join(["", *MARK.findall(block.text)]) for block in PAGE.blocks}
    same_shape({source: Entry(text, fuzzy, source if fuzzy else "") for source, text in texts.items()})


snippets = st.one_of(
    st.sampled_from(
        [
            "#",
            "# ",
            "- ",
            "* ",
            "1. ",
            "> ",
            ": ",
            "|",
            "||",
            "---",
            "===",
            "***",
            "_ _ _",
            "!!! x",
            "??? x",
            '"',
            "'",
            "```",
            "~~~",
            "`",
            "``",
            "\\",
            "\\\\",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "{: .x }",
            "{: #y onclick=z }",
            "*",
            "**",
            "_",
            "__",
            "<",
            ">",
            "<b>",
            "</p>",
            "<!--",
            "-->",
            "<div>",
            "<?",
            "<![CDATA[",
            "&",
            "&#60;b&#62;",
            "&lt;",
            "]]>",
            "[x](javascript:alert(1))",
            "[x]: y",
            "[x][y]",
            "[a link]",
            "[^1]",
            "[^1]: y",
            "[TOC]",
            "*[A]: b",
            "[ ] ",
            "[x] ",
            "\n",
            "\n\n",
            "\r",
            "\t",
            "    ",
            "  \n",
            "\x0b",
            "\u2028",
            "\u00a0",
            "\ufeff",
            "a",
            "b ",
            "word ",
            "١.",
            "![",
            "!",
            "@",
            "<a@b>",
            "{9}",
            "{0}",
            "{1}",
            "](1)",
            "](9)",
            "https://x.example",
            "///Footnotes Go Here///",
            "\\`",
            "\\|",
            "\\<",
            "\\[",
            "=",
            "-",
            "+ ",
            ";",
        ]
    ),
    st.text(max_size=3),
)


@st.composite
def entries(draw):
    made = {}
    for block in draw(st.lists(st.sampled_from(PAGE.blocks), min_size=1, max_size=3)):
        marks = [st.just(mark) for mark in MARK.findall(block.text)]
        pieces = [draw(mark) for mark in marks] + draw(st.lists(snippets, min_size=1, max_size=6))
        text = "".join(draw(st.permutations(pieces)))
        fuzzy = draw(st.booleans())
        made[block.text] = Entry(text, fuzzy, block.text if fuzzy else "")
    return made


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(entries())
@example({"What it is about": Entry("+ \n0")})
def test_any_translation_leaves_the_page_its_blocks_links_and_attributes(found):
    same_shape(found)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PAGE.blocks), st.text(max_size=40))
@example(PAGE.blocks[1], "[")
def test_any_text_at_all_leaves_the_page_its_blocks(block, text):
    same_shape({block.text: Entry(text)})


def test_what_is_refused_is_told_with_its_line_and_the_page_shows_its_source():
    text = PAGE.blocks[1].text
    problems = same_shape({text: Entry("<b>x</b>", line=12)})
    assert [str(problem) for problem in problems] == [
        "x.po:1: the translation holds raw HTML. "
        "Correct the translation; until then this text stays in the source language."
    ]
