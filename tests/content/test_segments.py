"""A page taken apart and put together again is the page it was; with other words it is the same page in other words."""

import re
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode
from porchlight.content import inline, segments
from porchlight.core.page import Block

HERE = Path(__file__).parent
GOLDEN = sorted((HERE.parent / "golden/segments").glob("*.yml"))
PAGES = sorted((HERE.parents[1] / "docs").rglob("*.md"))
# As in mkdocs.yml; MkDocs adds toc.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.tasklist",
]
CONVERTER = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"slugify": slugify_unicode}})
NO_WORD = re.compile(
    rf"{inline.ESCAPE}|{inline.CODE}|\]\(\d+\)|\{{\d+\}}|\]\s?\[[^\]]*\](?!\()|&[#\w]+;|(?P<word>[^\W\d_]+)"
)


def html(text: str) -> str:
    """What Python-Markdown makes of a text; white space beside a block's tag, or twice, counts for nothing."""
    made = re.sub(r"\s+", " ", CONVERTER.reset().convert(text))
    return re.sub(
        r" ?(</?(?:p|li|[uod]l|d[td]|h\d|br|hr|div|blockquote|t\w+|pre|summary|details)\b[^>]*>) ?", r"\1", made
    )


def elements(made: str) -> list[str]:
    """The tags of HTML in order; alt and title, which are words, left out."""
    return re.findall(r"<[^>]+>", re.sub(r' (?:alt|title)="[^"]*"', "", made))


def same_text(text: str) -> str:
    parts, _ = segments.segments(text)
    return segments.rebuilt(parts, lambda block: segments.filled(block, block.text))


def other_words(block: Block) -> str:
    """A block with each word written backwards, as a translation would have other words."""
    return segments.filled(
        block, NO_WORD.sub(lambda match: match["word"][::-1] if match["word"] else match[0], block.text)
    )


def blocks(text: str) -> list[Block]:
    return [part for part in segments.segments(text)[0] if isinstance(part, Block)]


def texts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text)]


def test_the_extensions_here_are_those_of_the_portal():
    config = yaml.safe_load((HERE.parents[1] / "mkdocs.yml").read_text(encoding="utf-8"))
    assert set(config["markdown_extensions"]) | {"toc"} == set(EXTENSIONS)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_each_markdown_feature_is_taken_apart_as_written_down(path):
    golden = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts, kept = segments.segments(golden["input"])
    assert [[part.kind, part.text, list(part.slots)] for part in parts if isinstance(part, Block)] == golden["output"]
    assert [[found.line, found.why] for found in kept] == golden.get("kept", [])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_each_markdown_feature_renders_the_same_when_put_together_again(path):
    text = yaml.safe_load(path.read_text(encoding="utf-8"))["input"]
    assert html(same_text(text)) == html(text)


@pytest.mark.parametrize("path", [path for path in GOLDEN if path.stem != "abbreviations"], ids=lambda path: path.stem)
def test_each_markdown_feature_keeps_its_elements_in_other_words(path):
    text = yaml.safe_load(path.read_text(encoding="utf-8"))["input"]
    assert elements(html(segments.rebuilt(segments.segments(text)[0], other_words))) == elements(html(text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_of_the_portal_renders_the_same_when_put_together_again(path):
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
    parts, _ = segments.segments(text)
    assert html(same_text(text)) == html(text)
    assert elements(html(segments.rebuilt(parts, other_words))) == elements(html(text))


# Documents made by hypothesis

WORDS_IN_USE = "help card phone Office apply today $40 911 May naïve 健康 صحة don't e-mail x_y 3.5 A&B < > * _ # 1. - :"
WORD = st.sampled_from(re.split(" ", WORDS_IN_USE))
ADDRESS = st.sampled_from(["page.md", "page.md#part", "https://x.example/a_b?c=1&d", "tel:911", "my form.pdf", "a_(b)"])
WORDS = st.lists(WORD, min_size=1, max_size=4).map(lambda words: "Then " + " ".join(words) + " so")
INLINE = st.one_of(
    WORDS,
    WORDS,
    st.builds("**{}**".format, st.sampled_from(["bold", "very bold"])),
    st.builds("*{}*".format, st.sampled_from(["soft", "very soft"])),
    st.builds("[{}]({})".format, st.sampled_from(["a link", "**bold** link", "l [1] k"]), ADDRESS),
    st.builds('[t]({} "A title")'.format, st.sampled_from(["page.md", "tel:911"])),
    st.builds("![{}]({})".format, st.sampled_from(["a sign", ""]), st.sampled_from(["a.png", "b c.svg"])),
    st.sampled_from(
        ["`code`", "`` a ` {1} ``", "`](1)`", "<kbd>K</kbd>", "<br>", "<https://x.example/>", "<a@x.example>"]
    ),
    st.sampled_from(
        [
            "see[^note]",
            "in [the ref][ref], too",
            "in [ref], too",
            "in [ref][] too",
            "{1}",
            "{2}",
            "\\*",
            "\\[x]",
            "&amp;",
        ]
    ),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
TEXT_MADE = st.builds(
    lambda first, more: "Say " + first + "".join(between + line for between, line in more),
    LINE,
    st.lists(st.tuples(st.sampled_from(["\n", "  \n"]), LINE.map("and {}".format)), max_size=2),
)
# Deferred, since the whole strategy written out would be as long as this file many times over.
TEXT = st.deferred(lambda: TEXT_MADE)
HEADING = st.builds(
    "{} {}{}".format,
    st.sampled_from(["##", "###", "####"]),
    st.sampled_from(["Apply", "What to *bring*", "A [link](x.md) here", "`code` C\\#", "Who?", "وصول", "Apply & go"]),
    st.sampled_from(["", "", " ##", " {#given}", " {: .big }"]),
)
CELL = st.one_of(WORDS, st.sampled_from(["", "`a|b`", "a \\| b", "[l](x.md)", "**b**", "$4"]))
ROW = st.lists(CELL, min_size=3, max_size=3).map(lambda cells: "| " + " | ".join(cells) + " |")
TABLE = st.builds(
    lambda head, rows: "\n".join([head, "|---|:-:|--:|", *rows]), ROW, st.lists(ROW, min_size=1, max_size=3)
)
LEAF_MADE = st.one_of(
    TEXT,
    TEXT,
    HEADING,
    TABLE,
    st.sampled_from(
        [
            "---",
            "* * *",
            "Set\n===",
            "Two\nlines\n---",
            "![A picture](a.png){ width=9 }",
            "Lead.\n{: .lead }",
            "A **b**{.k} c",
        ]
    ),
)
LEAF = st.deferred(lambda: LEAF_MADE)
# Python-Markdown reads these only where they stand at the left margin.
OUTER_MADE = st.one_of(
    LEAF,
    st.sampled_from(["```\n# code\n\n- x\n```", "~~~ py\nx = 1\n~~~", "<div>\n<p>Raw *x*</p>\n\n<div>y</div>\n</div>"]),
    st.sampled_from(["<!-- not shown -->", "<hr>", "<details><summary>S</summary>\n\ntext\n\n</details>"]),
)


OUTER = st.deferred(lambda: OUTER_MADE)


def indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def items(marks: st.SearchStrategy, inner: st.SearchStrategy) -> st.SearchStrategy:
    """A list: each item a text, and maybe what stands below it."""
    item = st.tuples(TEXT.map(lambda text: text.replace("\n", "\n    ")), st.one_of(st.none(), st.none(), inner))

    def made(mark: str, parts: list) -> str:
        loose = any(below for _, below in parts)
        lines = [mark + text + (f"\n\n{indented(below)}" if below else "") for text, below in parts]
        return ("\n\n" if loose else "\n").join(lines)

    return st.builds(made, marks, st.lists(item, min_size=1, max_size=3))


def tight(mark: str, texts: list[str], below: list[str]) -> str:
    return "\n".join([*(mark + text for text in texts), *(f"    - {text}" for text in below)])


def containers(inner: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(inner, min_size=1, max_size=2).map("\n\n".join)
    boxes = st.sampled_from(
        ["!!! note", '!!! tip "Say *this*"', '!!! region ca-on "Ontario"', "??? help", '???+ "Only"']
    )
    return st.one_of(
        items(st.sampled_from(["- ", "* ", "1. ", "-   ", "- [ ] ", "- [x] "]), inner),
        st.builds(tight, st.just("- "), st.lists(LINE, min_size=1, max_size=3), st.lists(LINE, max_size=2)),
        st.builds(lambda opened, text: f"{opened}\n{indented(text)}", boxes, several),
        several.map(lambda text: re.sub(r"^", "> ", text, flags=re.M)),
    )


def definitions(terms: list[str], text: str, below: str) -> str:
    return "\n".join(terms) + f"\n:   {indented(text).lstrip()}\n\n{indented(below)}"


NESTED = st.deferred(lambda: st.recursive(LEAF, containers, max_leaves=6))
TERMS = st.lists(st.sampled_from(["A term", "Another *term*"]), min_size=1, max_size=2)
# Python-Markdown cannot hold more than a text in a definition that stands in a list.
PIECE = st.one_of(OUTER, OUTER, NESTED, NESTED, st.builds(definitions, TERMS, TEXT, NESTED))
NOTES = ("[^note]: A note\n    wrapped.\n\n    More of it.", "[ref]: ref.md 'R'\n")
DOCUMENT = st.lists(PIECE, min_size=1, max_size=5).map(lambda pieces: "\n\n".join([*pieces, *NOTES]))


@settings(max_examples=100, deadline=None)
@given(DOCUMENT)
def test_any_document_renders_the_same_when_put_together_again_and_keeps_its_elements_in_other_words(text):
    made = html(text)
    assert html(same_text(text)) == made
    assert elements(html(segments.rebuilt(segments.segments(text)[0], other_words))) == elements(made)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.\n\n-*#>|:![](){}<>/`_\"'\\=~?^+"), max_size=60))
def test_no_text_at_all_stops_the_segmenter(text):
    parts, kept = segments.segments(text)
    assert isinstance(segments.rebuilt(parts, lambda block: segments.filled(block, block.text)), str)
    assert all(1 <= found.line <= text.count("\n") + 1 for found in kept)


# What a block says of itself


def test_a_block_knows_its_line_in_the_file():
    found, _ = segments.segments("One\nwrapped.\n\n- two\n\n| a | b |\n|---|---|\n| c | d |\n", first_line=11)
    lines = [(part.text, part.line) for part in found if isinstance(part, Block)]
    assert lines == [("One wrapped.", 11), ("two", 14), ("a", 16), ("b", 16), ("c", 18), ("d", 18)]


def test_what_is_kept_whole_knows_its_line_in_the_file():
    _, kept = segments.segments("One.\n\n<div>words</div>\n\n*[HTML]: Hypertext\n", first_line=5)
    assert [(found.line, found.why) for found in kept] == [(7, "raw HTML"), (9, "an abbreviation's meaning")]


def test_headings_get_the_ids_that_python_markdown_gives_them():
    text = "# Apply\n\n## Apply\n\n## _Soft_ & `x_y`\n\n## ![icon](i.png) A &amp; B\n\n## Given {: #mine .big }\n"
    assert [block.anchor for block in blocks(text)] == ["apply", "apply_1", "soft-x_y", "a-b", "mine"]
    assert re.findall(r'<h\d[^>]* id="([^"]+)"', html(text)) == [block.anchor for block in blocks(text)]


def test_a_heading_keeps_its_id_in_other_words():
    parts, _ = segments.segments("## Apply *now* {: .big }\n")
    made = segments.rebuilt(parts, lambda block: segments.filled(block, "Postulez *vite*"))
    assert html(made).startswith('<h2 class="big" id="apply-now">Postulez <em>vite</em></h2>')


def test_an_id_that_python_markdown_would_read_as_emphasis_is_written_without_underscores():
    text = "## The `_x_` sign\n"
    assert blocks(text)[0].anchor == "the-x-sign"
    assert html(same_text(text)) == '<h2 id="the-x-sign">The <code>_x_</code> sign</h2>'


def test_an_id_that_stands_elsewhere_on_the_page_is_not_given_twice():
    assert [block.anchor for block in blocks("## Apply\n\nText.\n{: #apply }\n")] == ["apply_1", ""]


def test_braces_in_a_heading_are_text():
    text = "## Write {name} here\n"
    assert html(same_text(text)) == '<h2 id="write-name-here">Write {name} here</h2>'


def test_an_untitled_box_is_given_the_title_that_python_markdown_would_give_it():
    assert texts("!!! need\n    A form.\n")[0] == ("box title", "Need")


def test_a_box_without_any_title_stays_so():
    text = '!!! note ""\n    Only text.\n'
    assert texts(text) == [("paragraph", "Only text.")]
    assert html(same_text(text)) == html(text)


def test_a_title_with_quotation_marks_stays_within_its_box():
    block = blocks('!!! note "Title"\n    Text.\n')[0]
    made = '!!! note "' + segments.filled(block, 'Say "yes" or "no"') + '"\n    Text.\n'
    assert '<p class="admonition-title">Say "yes" or "no"</p>' in html(made)


def test_a_bar_in_a_translated_cell_does_not_make_a_cell_of_its_own():
    parts, _ = segments.segments("| a | b |\n|---|---|\n| c | d |\n")
    made = segments.rebuilt(parts, lambda block: segments.filled(block, "x | y `p|q` \\| z"))
    assert html(made).count("<td>") == 2
    assert "<td>x | y <code>p|q</code> | z</td>" in html(made)


def test_a_line_break_in_a_translation_stays_within_its_block():
    parts, _ = segments.segments("- > no\n\n> - one\n>\n>     two\n\n- three\n\n## Four\n")
    made = segments.rebuilt(parts, lambda block: segments.filled(block, "first\nsecond"))
    assert html(made).count("first<br />second") == 3
    assert '<h2 id="four">first second</h2>' in html(made)


def test_empty_lines_in_a_translation_do_not_split_its_block():
    assert segments.filled(Block("paragraph", "One"), "one\n\n\ntwo") == "one  \ntwo"


def test_marks_without_words_are_no_blocks():
    assert texts("***\n\n- \n\n| - | | \n|---|---|\n\n![](p.png)\n\n→\n\n<http://x.example>\n") == []


def test_the_attributes_of_items_cells_and_terms_are_not_shown_to_translators():
    text = "- item {: .a }\n\n| cell { .b } | x |\n|---|---|\n\nTerm {: .c }\n:   Meaning\n"
    assert texts(text) == [
        ("list item", "item"),
        ("table cell", "cell"),
        ("table cell", "x"),
        ("term", "Term"),
        ("definition", "Meaning"),
    ]


def test_a_text_that_only_looks_like_a_link_definition_is_translated():
    assert texts("[Note]: bring your passport with you.\n") == [("paragraph", "[Note]: bring your passport with you.")]


def test_text_below_a_box_is_no_part_of_it():
    text = "!!! note\n    In the box.\nBelow\nit.\n"
    assert texts(text)[1:] == [("paragraph", "In the box."), ("paragraph", "Below it.")]
    assert html(same_text(text)) == html(text)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n    # no heading, text of the item\n- b\n",
        "- a\n    !!! note\n        text of the item\n- b\n",
        "- a\n# a heading within it\n- b\n",
        "   # three spaces: no heading\n",
        "Text\n    # no heading\n",
        "Text\n> quote\n> more\n",
        "- a\n> quote\n- b\n",
        "```py title=x```\nmore\ntext\n",
        "Term\n:   Meaning\n    goes on\nText after.\n",
        "> | a | b |\n>|---|---|\n>| c | d |\n",
        "1. a\n## Heading ends the list\n\n    code\n",
        "#\n\n## \n",
        "Two\nlines\n---\n",
        "Two\nlines\n===\n",
        "- a\n- - b\n    - c\n- \n- d\n",
        "[r]: http://x.example\n'Title'\n- [a][r]\n",
    ],
)
def test_what_python_markdown_reads_in_its_own_way_still_renders_the_same(text):
    assert html(same_text(text)) == html(text)
    assert elements(html(segments.rebuilt(segments.segments(text)[0], other_words))) == elements(html(text))
