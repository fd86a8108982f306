"""Texts that others wrote, in Markdown and in lines that GitHub shows: they name nobody, link nowhere, and open no block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONG = 400
"""Characters; longer texts are cut."""
# Not those that mean something at the start of a line only, where none of these texts stands.
PUNCTUATION = re.compile(r"([\\`*_{}\[\]|~$>])")
# GitHub makes of these: a mention, an issue's number, an address. A space without width keeps them apart.
LIVELY = re.compile(r"(@|#(?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)|\bmailto:|\bxmpp:)", re.I)
APART = "\u200b"
# Marks that turn the direction of what follows, past the end of their own text.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def flat(text: str, most: int = LONG) -> str:
    """A text in one line: white space as single blanks, controls and marks of direction spelled (U+202E), cut where long."""
    line = " ".join(text.split())
    line = TURNS.sub(lambda mark: f"U+{ord(mark[0]):04X}", line)
    line = "".join(f"U+{ord(c):04X}" if unicodedata.category(c) in ("Cc", "Cs", "Cn") else c for c in line)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def code(text: str, most: int = LONG) -> str:
    """A text as it is, as a code span: GitHub looks for nothing in it."""
    line = flat(text, most)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    # A code span may begin and end with a blank, which is taken away again; only then may it begin with a backtick.
    return f"{fence} {line} {fence}" if line[:1] in ("`", "") or line.endswith("`") else f"{fence}{line}{fence}"


def cell(text: str, most: int = LONG) -> str:
    """The same in a table, whose cells a bar would end, in a code span too."""
    return code(text, most).replace("|", "\\|")


def prose(text: str, most: int = LONG) -> str:
    """A sentence among others; what it holds between backticks becomes code."""
    pieces = re.split(r"`([^`]+)`", flat(text, most))
    return "".join(code(piece) if at % 2 else _plain(piece) for at, piece in enumerate(pieces))


def _plain(text: str) -> str:
    kept = text.replace("&", "&amp;").replace("<", "&lt;")
    return PUNCTUATION.sub(r"\\\1", LIVELY.sub(rf"\1{APART}", kept))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A Markdown table; numbers to the right. The cells are Markdown already."""
    numeric = [bool(rows) and all(isinstance(row[at], int | float) for row in rows) for at in range(len(head))]
    lines = [head, ["--:" if right else "---" for right in numeric]]
    lines += [[f"{one:,}" if isinstance(one, int) else str(one) for one in row] for row in rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


def folded(summary: str, lines: Sequence[str]) -> list[str]:
    """Lines to fold out below a summary, both Markdown already; the empty lines let GitHub read them as such."""
    return [f"<details><summary>{summary}</summary>", "", *lines, "", "</details>"]


def annotation(level: str, path: str, line: int, title: str, message: str) -> str:
    """A line that GitHub's runner shows beside a file's line: `::error file=…,line=…,title=…::…`."""
    where = f"file={_property(path)}" + (f",line={line}" if line else "")
    return f"::{level} {where},title={_property(title)}::{data(message)}"


def data(text: str) -> str:
    """What follows the `::` of such a line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return data(text).replace(":", "%3A").replace(",", "%2C")
