"""A fault, said so that whoever reads it can mend it: where, what, and the remedy."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Severity(enum.IntEnum):
    """What a problem does. DESIGN: a fault in a source page stops a build, one in a catalog never does."""

    NOTE = 1
    """Said in the report only: something a page could have and has not."""
    WARNING = 2
    """The build goes on without the faulty part; `check.py` exits 1."""
    ERROR = 3
    """Nothing is published until it is mended."""


@dataclass(frozen=True)
class Problem:
    """One fault in the content or the settings."""

    path: str
    """File below the portal's folder, with forward slashes."""
    line: int
    """1-based line, 0 where the whole file is meant."""
    what: str
    """What is wrong, one sentence without its full stop."""
    remedy: str
    """What to do, one sentence without its full stop."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.what}. {self.remedy}."

    @property
    def order(self) -> tuple:
        """Sort key: gravest first, then by place."""
        return (-self.severity, self.path, self.line, self.what)


class ProblemsError(Exception):
    """The build cannot go on; `problems` says why, all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: problem.order)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple:
        """So that it crosses from a worker process whole."""
        return type(self), (self.problems,)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop a build, in order."""
    return sorted({p for p in problems if p.severity is Severity.ERROR}, key=lambda problem: problem.order)
