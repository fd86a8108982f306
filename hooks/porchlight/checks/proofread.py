"""A language's catalogs proofread: each translation beside its source, by the rules of `translation.proof`."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from ..core.problem import Problem, Severity
from ..pages.edition import Portal
from ..translation import catalog, proof


@dataclass(frozen=True)
class Remark:
    """A finding in its place."""

    path: str
    """File below the portal's folder."""
    line: int
    """1-based."""
    finding: proof.Finding
    overruled: str = ""
    """Why its translator says that it is no fault; '' where nobody does."""

    @property
    def problem(self) -> Problem:
        """For the report. DESIGN: a fault of a catalog never stops a build, so an error here is a warning there, and advice a note."""
        grave = self.finding.severity is Severity.ERROR
        severity = Severity.WARNING if grave else Severity.NOTE
        return Problem(self.path, self.line, self.finding.what, self.finding.remedy, severity)


def rules(portal: Portal, tag: str) -> proof.Rules:
    """What a language's translations are held to."""
    keep = tuple(term.term for term in portal.glossary.values() if term.policy == "keep")
    agreed = {
        term.term: term.translations[tag]
        for term in portal.glossary.values()
        if term.policy != "keep" and tag in term.translations
    }
    return dataclasses.replace(portal.rules(tag), keep=keep, terms=agreed)


def proofread(portal: Portal, tag: str, names: Collection[str] | None = None) -> tuple[list[Remark], int]:
    """What is found in a language's catalogs, or in those of these names, by place; and how many translations were read.

    What is marked fuzzy is not read: nobody says that it is right. Files that are broken are passed over.
    """
    held = rules(portal, tag)
    files = catalog.catalog_files(portal.folders.translations / tag)
    remarks: list[Remark] = []
    entries = 0
    for name, blocks in portal.catalog_blocks().items():
        if name not in files or (names is not None and name not in names):
            continue
        path = f"translations/{tag}/{name}.po"
        known = catalog.read_catalog(files[name], path)[0].entries
        for block in {block.text: block for block in reversed(blocks)}.values():
            entry = known.get(block.text)
            if entry is None or entry.fuzzy or not entry.msgstr:
                continue
            entries += 1
            found = proof.findings(proof.Text(block.text, entry.msgstr, block.kind, block.slots), held)
            reasons = proof.overruled(entry.comment) if found else {}
            remarks += [Remark(path, entry.line, one, "" if one.final else reasons.get(one.rule, "")) for one in found]
    return sorted(remarks, key=lambda one: (one.path, one.line)), entries
