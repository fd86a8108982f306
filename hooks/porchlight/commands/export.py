"""`export`: texts of a language for people who translate in other tools, a file a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polib

from ..checks import proofread
from ..content import inline
from ..core import files
from ..core.page import Block
from ..core.problem import Problem, Severity
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import catalog, exchange, extract, proof
from ..translation.exchange import Segment
from . import asked
from .outcome import Outcome, table

ENDING = {"xliff": "xlf", "csv": "csv"}


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Write what is missing, stale or faulty in a language, or everything, to `options.out`/<tag>/<page>.xlf or .csv.

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
        segments = [one for one in segments if options.all or not one.target or one.fuzzy or one.fault]
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
        faulty = sum(bool(one.fault) for one in segments)
        done.append({"page": name, "texts": len(segments), "words": words, "faulty": faulty, "file": file.as_posix()})
    lines = [*(_told(done, tag) if done or not problems else []), *map(str, problems)]
    return Outcome(tuple(lines), {"files": done, "problems": [*map(str, problems)]}, 1 if problems else 0)


def catalog_now(portal: Portal, tag: str, name: str, blocks: Sequence[Block]) -> polib.POFile:
    """A language's catalog of these blocks as `update` would leave it. Raises BrokenCatalog."""
    old = extract.read(portal.folders.translations / tag, name)
    return extract.merged(old, blocks, portal.language(tag), portal.settings.site_name)[0]


def segments_of(portal: Portal, tag: str, name: str, blocks: Sequence[Block]) -> list[Segment]:
    """Every text of a catalog, in the order of its page, with what a translator should know. Raises BrokenCatalog."""
    found = []
    rules = proofread.rules(portal, tag)
    of_text = {block.text: block for block in reversed(blocks)}
    for entry in catalog_now(portal, tag, name, blocks):
        if entry.obsolete:
            continue
        terms = exchange.glossary_notes(entry.msgid, portal.glossary, tag, portal.source_language.tag)
        notes = tuple(note for note in (entry.comment, entry.tcomment, *terms) if note)
        previous = entry.previous_msgid or ""
        place = f"translations/{tag}/{name}.po"
        fault = "" if entry.fuzzy else _fault(entry, of_text[entry.msgid], rules)
        found.append(Segment(entry.msgid, entry.msgstr, entry.fuzzy, previous, notes, place, fault=fault))
    return found


def _fault(entry: polib.POEntry, block: Block, rules: proof.Rules) -> str:
    """What must be mended in a translation, '' where nothing, or where its translator said why it is right."""
    found = proof.findings(proof.Text(block.text, entry.msgstr, block.kind, block.slots), rules)
    reasons = proof.overruled(entry.tcomment) if found else {}
    grave = [one for one in found if one.severity is Severity.ERROR and (one.final or one.rule not in reasons)]
    return "; ".join(f"{one.what}. {one.remedy}" for one in grave)


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
    faulty = sum(one["faulty"] for one in done)
    wrong = "is wrong" if faulty == 1 else "are wrong"
    return [
        *table(("page", "texts", "words", "faulty", "file"), [tuple(one.values()) for one in done]),
        "",
        *(
            [f"{faulty} of them {wrong} as translated now; the file says beside each what to correct."]
            if faulty
            else ()
        ),
        f"{texts} texts with {words} words. `python3 scripts/translate.py import FILE …` takes them back, translated.",
    ]
