"""What a command gives back: lines for people, data for machines, a code for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What a command did or found."""

    lines: tuple[str, ...] = ()
    """For people, a line each."""
    data: dict[str, Any] = field(default_factory=dict)
    """The same for machines; printed as JSON with `--json`, where there is any."""
    code: int = 0
    """Exit code: 0 fine, 1 problems in the content."""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Rows below their head, in columns as wide as they must be; numbers to the right."""
    cells = [[*map(str, row)] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    numeric = [bool(rows) and all(isinstance(row[column], int | float) for row in rows) for column in range(len(head))]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
