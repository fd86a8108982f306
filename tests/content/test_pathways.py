"""What is happening to a reader, and the pages that help: read in the file's order, each fault told."""

import pytest
from porchlight.content.pathways import Pathway, read_pathways
from porchlight.core.page import Block

GOOD = """\
just-arrived:
  title: I just
    arrived
  summary: What to do first.
  icon: airplane-landing
  pages: [first-two-weeks, health/card]

# Not here yet.
not-here-yet:
  title: I am not here yet
  pages: prepare
"""


def read(docs, text):
    (docs / "pathways.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    pathways, problems = read_pathways(docs)
    return pathways, [str(problem) for problem in problems]


def test_pathways_are_read_in_the_order_of_the_file(tmp_path):
    assert read(tmp_path, GOOD) == (
        {
            "just-arrived": Pathway(
                "just-arrived",
                "I just arrived",
                "What to do first.",
                "airplane-landing",
                ("first-two-weeks", "health/card"),
                1,
            ),
            "not-here-yet": Pathway("not-here-yet", "I am not here yet", "", "", ("prepare",), 9),
        },
        [],
    )


def test_a_portal_without_pathways_has_none(tmp_path):
    assert read_pathways(tmp_path) == ({}, [])


def test_the_title_and_the_summary_are_translated_where_they_are(tmp_path):
    first, second = read(tmp_path, GOOD)[0].values()
    assert first.blocks == (
        Block("pathway", "I just arrived", line=1),
        Block("pathway summary", "What to do first.", line=1),
    )
    assert second.blocks == (Block("pathway", "I am not here yet", line=9),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: here belong pathways by their id. Begin each with a line such as `just-arrived:`."),
        ("- a\n", "1: here belong pathways by their id. Begin each with a line such as `just-arrived:`."),
        ("a:\n  title: A\na:\n  title: B\n", '3: "a" stands here twice. Mend that line.'),
        ("a: first\n", "1: here belong lines of the form `key: value`. Write them so."),
        ("a:\n  pages: [b]\n", '1: the pathway "a" has no title. Add `title:`.'),
        ("a:\n  title: A\n", '1: the pathway "a" has no pages. Add `pages:`.'),
        ("a:\n  title: A\n  pages: []\n", '1: the pathway "a" has no pages. Add `pages:`.'),
        ('a:\n  title: " "\n  pages: [b]\n', '1: the pathway "a" has no title. Add `title:`.'),
        ("a:\n  title: [A]\n  pages: [b]\n", '2: "title" is wrong: it must be one text. Correct the value.'),
        ("a:\n  title: A\n  pages: { b: c }\n", '3: "pages" is wrong: it must be one text. Correct the value.'),
        (
            "a:\n  title: A\n  page: [b]\n  pages: [b]\n",
            '3: "page" is not known here (did you mean "pages"?). Use one of: title, summary, icon, pages.',
        ),
        (
            "I lost my job:\n  title: A\n  pages: [b]\n",
            '1: "I lost my job" is no id for a pathway. Use the letters a to z, digits and hyphens.',
        ),
        (
            "-a:\n  title: A\n  pages: [b]\n",
            '1: "-a" is no id for a pathway. Use the letters a to z, digits and hyphens.',
        ),
    ],
)
def test_a_fault_in_a_pathway_is_one_clear_line(tmp_path, text, problem):
    assert read(tmp_path, text)[1] == [f"docs/pathways.yml:{problem}"]


def test_a_file_in_another_encoding_is_told(tmp_path):
    assert read(tmp_path, b"a:\n  title: Caf\xe9\n")[1] == [
        "docs/pathways.yml: this file is not UTF-8. Save it with the encoding UTF-8."
    ]
