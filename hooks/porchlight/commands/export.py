"""`export`: texts of a language for people who translate in other tools, a file a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polib

from ..content import inline
from ..core import files
from ..core.page import Block
from ..core.problem import Problem
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import catalog, exchange, extract
from ..translation.exchange import Segment
from . import asked
from .outcome import Outcome, table

ENDING = {"xliff": "xlf", "csv": "csv"}


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Write what is missing or stale in a language, or everything, to `options.out`/<tag>/<page>.xlf or .csv.

    Raises ProblemsError where the source cannot be read, or the language or a page is not there.
    """
    portal = asked.portal(folders, settings)
    sources = portal.catalog_blocks()
    (tag,) = asked.languages(portal, [options.language])
    source = portal.source_language.tag
    done: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in asked.catalogs(portal, options.pages):
        try:
            segments = segments_of(portal, tag, name, sources[name])
        except catalog.BrokenCatalog as fault:
            problems.append(Problem(f"translations/{tag}/{name}.po", fault.line, str(fault), fault.remedy))
            continue
        segments = [one for one in segments if options.all or not one.target or one.fuzzy]
        file = Path(options.out) / tag / f"{name}.{ENDING[options.to]}"
        if not segments:
            continue
        if _holds_work(file):
            what = "somebody has translated in this file since it was written"
            remedy = "Import it if that is not done yet, then delete it, or name another folder with --out"
            problems.append(Problem(file.as_posix(), 0, what, remedy))
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        csv = options.to == "csv"
        files.write(file, exchange.to_csv(segments) if csv else exchange.to_xliff(segments, source, tag))
        words = sum(inline.word_count(one.source) for one in segments)
        done.append({"page": name, "texts": len(segments), "words": words, "file": file.as_posix()})
    lines = [*(_told(done, tag) if done or not problems else []), *map(str, problems)]
    return Outcome(tuple(lines), {"files": done, "problems": [*map(str, problems)]}, 1 if problems else 0)


def catalog_now(portal: Portal, tag: str, name: str, blocks: Sequence[Block]) -> polib.POFile:
    """A language's catalog of these blocks as `update` would leave it. Raises BrokenCatalog."""
    old = extract.read(portal.folders.translations / tag, name)
    return extract.merged(old, blocks, portal.language(tag), portal.settings.site_name)[0]


def segments_of(portal: Portal, tag: str, name: str, blocks: Sequence[Block]) -> list[Segment]:
    """Every text of a catalog, in the order of its page, with what a translator should know. Raises BrokenCatalog."""
    found = []
    for entry in catalog_now(portal, tag, name, blocks):
        if entry.obsolete:
            continue
        terms = exchange.glossary_notes(entry.msgid, portal.glossary, tag, portal.source_language.tag)
        notes = tuple(note for note in (entry.comment, entry.tcomment, *terms) if note)
        previous = entry.previous_msgid or ""
        place = f"translations/{tag}/{name}.po"
        found.append(Segment(entry.msgid, entry.msgstr, entry.fuzzy, previous, notes, place))
    return found


def _holds_work(file: Path) -> bool:
    """Whether somebody translated in a file since it was written."""
    if not file.is_file():
        return False
    try:
        found = exchange.read(file.read_bytes(), file.name)
    except exchange.BrokenFile:
        # What cannot be read may hold anything.
        return file.stat().st_size > 0
    return any(not one.is_as_sent for one in found if one.target)


def _told(done: list[dict[str, Any]], tag: str) -> list[str]:
    if not done:
        return [f"{tag}: nothing is missing or out of date here. With --all, everything is written."]
    texts, words = (sum(one[key] for one in done) for key in ("texts", "words"))
    return [
        *table(("page", "texts", "words", "file"), [tuple(one.values()) for one in done]),
        "",
        f"{texts} texts with {words} words. `python3 scripts/translate.py import FILE …` takes them back, translated.",
    ]
