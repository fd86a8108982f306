"""What translators overruled by a comment of an entry, and the comments that were meant to and do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ..checks import proofread
from ..core import fields
from ..core.problem import Problem, Severity
from ..pages.edition import Portal
from ..translation import catalog, proof
from ..translation.catalog import Catalog

MEANT = re.compile(r"^[ \t]*(?:lint\W*ok\b|ok ?\()[^\n]*", re.M)
"""A line of a comment that is to overrule something, well-formed or not."""
FORM = "# lint: ok({rule}) your reason"


@dataclass(frozen=True)
class Overruled:
    """A finding of which a translator says that it is wrong."""

    path: str
    """File below the portal's folder."""
    line: int
    """1-based."""
    rule: str
    what: str
    """'the source says 3, the translation says 2'; '' where the comment overrules nothing that is found today."""
    reason: str


def told(remarks: Iterable[proofread.Remark]) -> list[Overruled]:
    """What is overruled among the findings of proofreading."""
    return [
        Overruled(one.path, one.line, one.finding.rule, one.finding.what, one.overruled)
        for one in remarks
        if one.overruled
    ]


def needless(portal: Portal, tag: str, names: Collection[str], found: Collection[Overruled]) -> list[Overruled]:
    """Reasons in a language's catalogs of these names that overrule nothing which is `found`: of findings yet to come."""
    held = {(one.path, one.line, one.rule) for one in found}
    return [
        Overruled(read.path, entry.line, rule, "", reason)
        for read in _read(portal, tag, names)
        for entry in read.entries.values()
        for rule, reason in proof.overruled(entry.comment).items()
        if rule in proof.RULES and (read.path, entry.line, rule) not in held
    ]


def ignored(portal: Portal, tag: str, names: Collection[str] | None = None) -> list[Problem]:
    """Comments in a language's catalogs (those of these names) that overrule nothing: no reason, or no rule of that name."""
    return [problem for read in _read(portal, tag, names) for problem in of_catalog(read)]


def of_catalog(read: Catalog) -> list[Problem]:
    """The same of one catalog."""
    return [
        Problem(read.path, entry.line, what, remedy, Severity.WARNING)
        for entry in read.entries.values()
        for line in MEANT.findall(entry.comment)
        for what, remedy in _slips(line)
    ]


def _slips(line: str) -> Iterator[tuple[str, str]]:
    """(what is wrong, what to do) of one line that is to overrule something."""
    short = " ".join(line.split())[:60]
    match = proof.OVERRULED.fullmatch(line)
    if not match:
        yield f'the comment "{short}" overrules nothing', f"Write it so: {FORM.format(rule='number')}"
        return
    for rule in map(str.strip, match["rules"].split(",")):
        if rule not in proof.RULES:
            near = fields.nearest(rule, list(proof.RULES))
            yield (
                f'the comment "{short}" names no rule: "{rule}"{near}',
                "Write the name that stands in brackets behind the finding",
            )
        elif not match["reason"].strip():
            yield (
                f'the comment "{short}" gives no reason, so it overrules nothing',
                f"Say why: {FORM.format(rule=rule)}",
            )


def _read(portal: Portal, tag: str, names: Collection[str] | None) -> Iterator[Catalog]:
    files = catalog.catalog_files(portal.folders.translations / tag)
    for name, file in files.items():
        if names is None or name in names:
            yield catalog.read_catalog(file, f"translations/{tag}/{name}.po")[0]
