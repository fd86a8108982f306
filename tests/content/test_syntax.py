"""A line is read as Python-Markdown reads it."""

import pytest
from porchlight.content import syntax


@pytest.mark.parametrize(
    ("line", "depth", "split"),
    [
        ("no quote", 0, ("", "no quote")),
        ("> one", 0, ("> ", "one")),
        ("   >one", 0, ("   >", "one")),
        ("    > code", 0, ("", "    > code")),
        ("    > in a list", 1, ("    > ", "in a list")),
        (">  > two", 0, (">  > ", "two")),
        ("a > b", 0, ("", "a > b")),
    ],
)
def test_quote_marks_stand_at_most_three_columns_in(line, depth, split):
    assert syntax.split_quote(line, depth) == split


def test_a_column_counts_the_containers_that_a_quote_stands_in():
    assert syntax.column("    > text", 1) == 4
    assert syntax.column("> text", 0) == 0
    assert syntax.column(">     text", 0) == 4


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (["<div>", "<div>x</div>", "", "</div>", "after"], 4),
        (["<div>x</div>", "after"], 1),
        (["<!-- a", "", "b -->", "after"], 3),
        (["<hr>", "after"], 1),
        (["<p>never closed", "", "after"], 3),
        (["<!DOCTYPE html>", "after"], 1),
    ],
)
def test_an_html_block_ends_with_its_element(lines, end):
    assert syntax.html_end(lines, 0) == end


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (["```", "x", "```", "after"], 3),
        (["~~~~", "~~~", "~~~~", "after"], 3),
        (["> ```", "> x", "> ```", "after"], 3),
        (["```", "never closed"], 1),
    ],
)
def test_a_fence_ends_with_one_of_its_kind(lines, end):
    opened = syntax.FENCE.match(lines[0].lstrip("> "))["fence"]
    assert syntax.fence_end(lines, 0, opened) == end


def test_code_that_stands_in_a_line_between_three_signs_is_no_fence():
    assert syntax.FENCE.match("```code``` in a line") is None


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["", " a ", " b ", ""]),
        ("a|b", ["a", "b"]),
        ("`x|y` | c \\| d", ["`x|y` ", " c \\| d"]),
        ("``x ` | y`` | z", ["``x ` | y`` ", " z"]),
        ("one ` sign | b", ["one ` sign ", " b"]),
    ],
)
def test_a_bar_in_code_or_behind_a_backslash_parts_no_cells(row, cells):
    assert syntax.cells(row) == cells


@pytest.mark.parametrize(
    ("here", "below", "is_one"),
    [
        ("| a | b |", "|---|:-:|", True),
        ("a | b", "- | -", True),
        ("|a|", "|---|", True),
        ("a | b", "text | more", False),
        ("a | b", "", False),
        ("a", "---", False),
    ],
)
def test_a_table_is_known_by_its_second_line(here, below, is_one):
    assert syntax.opens_table(here, below) is is_one


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Title {#id .x}", ("Title", "{#id .x}")),
        ("Title {: #id }", ("Title", "{: #id }")),
        ("Title{.x}", ("Title{.x}", "")),
        ("Title", ("Title", "")),
    ],
)
def test_an_attribute_list_at_the_end_is_taken_off(text, split):
    assert syntax.without_attributes(text) == split


@pytest.mark.parametrize(
    ("name", "anchor"),
    [
        ("What's new?", "whats-new"),
        ("Santé & école", "santé-école"),
        ("صحة", "صحة"),
        ("snake_case", "snake_case"),
        ("_private_ and __init__", "private-and-init"),
        ("→", ""),
    ],
)
def test_an_id_is_made_of_the_words_of_any_script(name, anchor):
    assert syntax.anchor_of(name) == anchor
