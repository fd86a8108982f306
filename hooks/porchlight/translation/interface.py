"""The words of the templates in a language."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.problem import Problem, Severity
from . import proof
from .catalog import Catalog


@dataclass(frozen=True)
class Interface:
    """Template words by their English text; English where a word has no translation."""

    words: dict[str, str]

    def gettext(self, message: str) -> str:
        """The message in the language."""
        return self.words.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """English plural only: templates are worded so that none is needed."""
        return self.gettext(one if n == 1 else many)


def read_interface(catalog: Catalog | None, rules: proof.Rules = proof.NO_RULES) -> tuple[Interface, list[Problem]]:
    """The words of interface.po that can be used. One whose placeholders or facts differ, or that holds HTML, stays English."""
    words: dict[str, str] = {}
    problems = []
    for msgid, entry in (catalog.entries if catalog else {}).items():
        if not entry.msgstr or entry.fuzzy or catalog is None:
            continue
        what, remedy = proof.unusable(proof.Text(msgid, entry.msgstr, "interface"), rules, entry.comment)
        if what:
            problems.append(Problem(catalog.path, entry.line, what, remedy, Severity.WARNING))
        else:
            words[msgid] = entry.msgstr
    return Interface(words), problems
