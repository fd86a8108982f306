"""What changed in the source since a Git revision, as a message to translators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polib

from ..content import inline
from ..core.page import Block
from ..core.problem import errors
from ..pages.edition import Portal
from ..translation import catalog, extract
from ..translation.staleness import same_facts
from . import revision
from .outcome import Outcome


@dataclass(frozen=True)
class Change:
    """What changed in the texts of one catalog."""

    name: str
    """'housing', 'site' …"""
    source: str
    """The file to read: 'docs/housing.md'; '' for what stands in several."""
    languages: tuple[str, ...]
    """Tags of the languages in which something of it was translated."""
    changed: tuple[tuple[str, str], ...] = ()
    """(text of then, text of now)."""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_new: bool = False
    """Whether the page itself was not there."""
    is_gone: bool = False

    @property
    def facts(self) -> tuple[bool, ...]:
        """For each change, whether numbers, dates, duties or links changed with it."""
        return tuple(not same_facts(*pair) for pair in self.changed)


def told(portal: Portal, ref: str, tags: Sequence[str]) -> Outcome:
    """The changes since a revision as a message, for these languages; one line, and code 2, where it cannot be read."""
    try:
        with revision.at_revision(portal.folders.project, ref) as folder:
            before, problems = revision.portal_at(folder, portal.folders, portal.settings)
    except ValueError as error:
        return Outcome((str(error),), {"problems": [str(error)]}, 2)
    found = changes(before, portal, tags)
    # A page that cannot be read as it was then would look new.
    unread = {problem.path for problem in errors(problems)}
    lines = _message(found, ref)
    lines += [
        f"{path}: as it was at {ref} it holds faults, so what is said of it may be wrong." for path in sorted(unread)
    ]
    return Outcome(tuple(lines), {"since": ref, "changes": [_data(change) for change in found]})


def changes(before: Portal, after: Portal, tags: Sequence[str]) -> list[Change]:
    """What is different in the source of one portal and of the other, by catalog, in the order of `catalog_blocks`.

    A text counts as changed where `update` would carry its translation over, and as new or gone where it would not.
    """
    then, now = before.catalog_blocks(), after.catalog_blocks()
    # The words of the templates are not kept by revision: they belong to the engine.
    names = [name for name in [*now, *(name for name in then if name not in now)] if name != "interface"]
    found = []
    for name in names:
        old = list(dict.fromkeys(block.text for block in then.get(name, ())))
        made = _merged(old, now.get(name, ()), after)
        change = Change(
            name,
            _source(name, before, after),
            tuple(tag for tag in tags if _has_translations(after, tag, name)),
            tuple((entry.previous_msgid, entry.msgid) for entry in made if entry.fuzzy and not entry.obsolete),
            tuple(entry.msgid for entry in made if not entry.msgstr and not entry.obsolete),
            tuple(entry.msgid for entry in made if entry.obsolete),
            name not in then,
            name not in now,
        )
        if change.changed or change.new or change.gone:
            found.append(change)
    return found


def _merged(old: Sequence[str], blocks: Sequence[Block], portal: Portal) -> polib.POFile:
    """A catalog in which all of the old texts were translated, as `update` would leave it."""
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=text, msgstr="x") for text in old)
    return extract.merged(file, blocks, portal.source_language, "")[0]


def _source(name: str, before: Portal, after: Portal) -> str:
    texts: Mapping[str, Any] = {**before.texts, **after.texts}
    return texts[name].path if name in texts else ""


def _has_translations(portal: Portal, tag: str, name: str) -> bool:
    path = f"translations/{tag}/{name}.po"
    file = portal.folders.translations / tag / f"{name}.po"
    return file.is_file() and any(entry.msgstr for entry in catalog.read_catalog(file, path)[0].entries.values())


def _message(found: Sequence[Change], ref: str) -> list[str]:
    if not found:
        return [f"No text has changed since {ref}."]
    lines = [f"What changed in the source since {ref}, in {len(found)} {'place' if len(found) == 1 else 'places'}:", ""]
    for change in found:
        title = change.source or {"site": "settings, topics and pathways"}.get(change.name, change.name)
        languages = ", ".join(change.languages)
        lines.append(f"{title}{f' (translated into: {languages})' if languages else ''}")
        if change.is_gone:
            lines += ["- The page is gone. Its translations are kept.", ""]
            continue
        if change.is_new:
            words = sum(map(inline.word_count, change.new))
            lines += [f"- The page is new: {len(change.new)} texts, {words} words.", ""]
            continue
        for (old, new), facts in zip(change.changed, change.facts, strict=True):
            kind = "Changed, with a fact in it" if facts else "Changed in words only"
            lines += [f"- {kind}:", f"    before: {_line(old)}", f"    now:    {_line(new)}"]
        lines += [f"- New: {_line(text)}" for text in change.new]
        lines += [f"- Gone: {_line(text)}" for text in change.gone]
        lines.append("")
    return [
        *lines,
        "Where a fact changed, readers see the source text until the translation is corrected.",
        "To bring the catalogs up to date: python3 scripts/translate.py update",
        "Where an edit changed no meaning, one command keeps all translations: python3 scripts/translate.py keep PAGE",
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _data(change: Change) -> dict[str, Any]:
    pairs = zip(change.changed, change.facts, strict=True)
    return {
        "catalog": change.name,
        "source": change.source,
        "languages": list(change.languages),
        "page_is_new": change.is_new,
        "page_is_gone": change.is_gone,
        "changed": [{"before": old, "now": new, "facts_changed": facts} for (old, new), facts in pairs],
        "new": list(change.new),
        "gone": list(change.gone),
    }
