"""`keep`: an editor says that the last edit of a page changed no meaning, and every translation of it is current again."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polib

from ..content import inline
from ..core.locale import Language
from ..core.page import Block
from ..core.problem import Problem, Severity
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import assemble, catalog, extract, proof
from ..translation.assemble import State
from ..translation.catalog import Entry
from ..translation.staleness import facts, same_facts
from . import asked
from .day import today
from .outcome import Outcome, table


@dataclass(frozen=True)
class Kept:
    """What became of one language's translations of the pages."""

    kept: int = 0
    """Texts whose translation is current again."""
    edits: tuple[tuple[str, str], ...] = ()
    """(text the translation was made for, text of today) of each: edits of long ago may be among them."""
    guesses: int = 0
    """Fuzzy texts of which nobody knows what they were made for: left alone."""
    refused: tuple[Problem, ...] = field(default=())
    """Texts in which a fact changed, so that the old translation cannot still be right; and catalogs that are broken."""


def proved(previous: str, block: Block, msgstr: str, tag: str, country: str) -> bool:
    """Whether a translation was corrected already: it states the numbers of its block, and no longer those of `previous`.

    Duties and links cannot be read off a translation, so they must not have changed.
    """
    if _unread(previous) != _unread(block.text):
        return False
    then = proof.Text(previous, msgstr, block.kind, block.slots)
    now = proof.Text(block.text, msgstr, block.kind, block.slots)
    # Of some facts no translation needs to say anything: where it fits both sources, it proves nothing.
    rules = proof.Rules(tag, country)
    return bool(proof.wrong_facts(then, rules)) and not proof.wrong_facts(now, rules)


def _unread(text: str) -> tuple[list[str], list[str]]:
    """The facts of a source text that hold no digit, and the numbered marks in their order."""
    marks = [f"{kind} {number}" for kind, number in inline.numbers(text)]
    return [fact for fact in facts(text) if not any(map(str.isdecimal, fact))], marks


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Make the stale translations of `options.pages` current, in every language, with a note of who said so and when.

    The catalogs are brought up to date with the pages first, so it works right after an edit. Code 1 where a fact changed that the
    translation does not say yet: that text stays as it is. Code 2 where nobody is named. Raises ProblemsError where the source cannot be read, or a page is not
    there.
    """
    by = " ".join((options.by or _git_user(folders)).split())
    if not by:
        line = "Nobody is named. Say who keeps the translations: --by NAME (or set git's user.name)."
        return Outcome((line,), {"problems": [line]}, 2)
    portal = asked.portal(folders, settings)
    names = asked.catalogs(portal, options.pages)
    note = f"kept {today(settings.timezone)} by {by}: the edit of the source changed no meaning"
    done = {one.tag: _keep_in(portal, one, names, note) for one in portal.languages[1:]}
    refused = [problem for kept in done.values() for problem in kept.refused]
    rows = [(tag, kept.kept, len(kept.refused), kept.guesses) for tag, kept in done.items()]
    edits = list(dict.fromkeys(edit for kept in done.values() for edit in kept.edits))
    data = {
        "pages": names,
        "by": by,
        "languages": {tag: {"kept": kept.kept, "guesses": kept.guesses} for tag, kept in done.items()},
        "edits": [{"before": before, "now": now} for before, now in edits],
        "problems": [str(problem) for problem in refused],
    }
    if not any(count for row in rows for count in row[1:]):
        return Outcome((f"Nothing to keep: no translation of {', '.join(names)} is out of date.",), data)
    lines = table(("language", "kept", "refused", "guesses left alone"), rows)
    if edits:
        lines += ["", "Said to mean the same; where one does not, mark its translations `fuzzy` again:"]
    for before, now in edits:
        lines += [f"- before: {' '.join(before.split())}", f"  now:    {' '.join(now.split())}"]
    lines += ["", *map(str, refused)] if refused else []
    return Outcome(tuple(lines), data, 1 if refused else 0)


def _keep_in(portal: Portal, language: Language, names: list[str], note: str) -> Kept:
    folder = portal.folders.translations / language.tag
    sources = portal.catalog_blocks()
    done = Kept()
    for name in names:
        path = f"translations/{language.tag}/{name}.po"
        if not (folder / f"{name}.po").is_file():
            continue
        try:
            old = extract.read(folder, name)
        except catalog.BrokenCatalog:
            broken = catalog.read_catalog(folder / f"{name}.po", path)[1]
            done = replace(done, refused=(*done.refused, *broken))
            continue
        blocks = {block.text: block for block in sources[name]}
        made, _ = extract.merged(old, sources[name], language, portal.settings.site_name)
        left: dict[str, str] = {}
        for entry in made:
            if entry.obsolete or not entry.fuzzy or not entry.msgstr:
                continue
            if not entry.previous_msgid:
                done = replace(done, guesses=done.guesses + 1)
            elif why := _why_not(blocks[entry.msgid], entry, language.tag, portal.settings.country):
                left[entry.msgid] = why
            else:
                edit = (entry.previous_msgid, entry.msgid)
                _make_current(entry, note)
                done = replace(done, kept=done.kept + 1, edits=(*done.edits, edit))
        extract.write(folder, name, made)
        done = replace(done, refused=(*done.refused, *_refusals(folder / f"{name}.po", path, left)))
    return done


def _why_not(block: Block, entry: polib.POEntry, tag: str, country: str) -> str:
    """Why a translation cannot be kept as it is; '' where it can."""
    current = Entry(entry.msgstr)
    if assemble.block_markdown(block, catalog.Catalog("", {block.text: current}), proof.NO_RULES)[1] is State.FAULTY:
        return "its numbered marks are not those of the source, so it could not be shown"
    previous = entry.previous_msgid
    if not same_facts(previous, block.text) and not proved(previous, block, entry.msgstr, tag, country):
        return f"{_changed(entry.previous_msgid, entry.msgid)}, so the old translation is not kept"
    return ""


def _changed(previous: str, current: str) -> str:
    """Which facts changed between two source texts, in words."""
    then, now = facts(previous), facts(current)
    gone = ", ".join(f'"{fact}"' for fact in dict.fromkeys(then) if fact not in now)
    new = ", ".join(f'"{fact}"' for fact in dict.fromkeys(now) if fact not in then)
    if gone and new:
        return f"the source said {gone} here and now says {new}"
    if gone or new:
        return f"the source no longer says {gone} here" if gone else f"the source now says {new} here"
    return "a link of the source, or the order of its facts, changed here"


def _make_current(entry: polib.POEntry, note: str) -> None:
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = None
    lines = entry.tcomment.split("\n") if entry.tcomment else []
    entry.tcomment = "\n".join([*(line for line in lines if line != note), note])


def _refusals(file: Any, path: str, left: Mapping[str, str]) -> list[Problem]:
    """A problem for each text that was not kept, by its line in the catalog as it is written now."""
    if not left:
        return []
    remedy = "Correct the translation, then take away `fuzzy` and the lines that begin with #|"
    entries = catalog.read_catalog(file, path)[0].entries
    return [Problem(path, entries[msgid].line, why, remedy, Severity.WARNING) for msgid, why in left.items()]


def _git_user(folders: Folders) -> str:
    """Name of the person whose Git this is; '' where there is none."""
    try:
        command = ["git", "-C", str(folders.project), "config", "user.name"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
