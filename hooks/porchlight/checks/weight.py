"""Budgets: no page may grow past what a small data plan carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from ..core.page import Record
from ..core.problem import Problem

NAMED_BLOCKS = 3
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class _Blocks(HTMLParser):
    """Top-level elements of a page's content, with their bytes and first words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.bytes = 0
        self.words = ""
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.bytes += len((self.get_starttag_text() or "").encode())
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.bytes += len(tag) + 3
        self.depth -= tag not in VOID
        if self.depth <= 0:
            self.found.append((self.bytes, self.words.strip()))
            self.depth, self.bytes, self.words = 0, 0, ""

    def handle_data(self, data: str) -> None:
        self.bytes += len(data.encode())
        if len(self.words) < 60:
            self.words += re.sub(r"\s+", " ", data)


def heaviest_blocks(html: str) -> list[tuple[int, str]]:
    """(bytes before compression, first words) of the heaviest top-level blocks of a page, heaviest first."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return [(size, words[:48]) for size, words in sorted(parser.found, reverse=True)[:NAMED_BLOCKS]]


def heavy_pages(records: list[Record], paths: Mapping[str, str], budget_bytes: int) -> list[Problem]:
    """A problem for each page over budget, naming its heaviest blocks. `paths` gives the source file by page name."""
    problems = []
    for record in records:
        if record.weight_bytes > budget_bytes:
            blocks = "; ".join(f"“{words}…” ({size:,})" for size, words in heaviest_blocks(record.html))
            what = f"/{record.url} weighs {record.weight_bytes:,} bytes after compression, over the {budget_bytes:,} allowed"
            remedy = f"Shorten it or make two pages of it. Its heaviest parts, in bytes before compression: {blocks}"
            problems.append(Problem(paths[record.page], 0, what, remedy))
    return problems
