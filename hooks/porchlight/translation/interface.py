"""The words of the templates in a language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..core.problem import Problem, Severity
from .catalog import Catalog

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


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


def read_interface(catalog: Catalog | None) -> tuple[Interface, list[Problem]]:
    """The words of interface.po that can be used. One whose placeholders differ, or that holds HTML, stays English."""
    words: dict[str, str] = {}
    problems = []
    for msgid, entry in (catalog.entries if catalog else {}).items():
        if not entry.msgstr or entry.fuzzy or catalog is None:
            continue
        if sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)) or "%" in PLACEHOLDER.sub(
            "", entry.msgstr
        ):
            what = "the placeholders such as %(name)s are not those of the source"
            problems.append(Problem(catalog.path, entry.line, what, "Copy them unchanged", Severity.WARNING))
        elif re.search(r"<[A-Za-z/!]", entry.msgstr):
            what = "the translation holds raw HTML"
            problems.append(Problem(catalog.path, entry.line, what, "Write words only", Severity.WARNING))
        else:
            words[msgid] = entry.msgstr
    return Interface(words), problems
