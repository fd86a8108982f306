"""`import`: translations come back from XLIFF and CSV into the catalogs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polib
from rapidfuzz import fuzz

from ..core import fields
from ..core.page import Block
from ..core.problem import Problem, Severity
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import catalog, exchange, extract
from ..translation.exchange import Segment
from ..translation.memory import NEAR_PERCENT
from ..translation.staleness import same_facts
from . import asked, export
from .outcome import Outcome, table

MANY = 3
"""Two translations may have changed places for good reason."""
LOST = re.compile(r"\?{3,}|\ufffd|[^\W\d_]\?[^\W\d_]")
"""Letters that an encoding lacked; two question marks may be somebody's surprise."""
WHOLE = "Ask for the file again, whole"
HEAD = ("file", "catalog", "filled", "changed", "to review", "as it was", "empty")


@dataclass
class Taken:
    """What came of a file's segments for one catalog."""

    counts: Counter[str] = field(default_factory=Counter)
    """Segments by what came of them, as in `HEAD`; 'obsolete' for those without a page."""
    problems: list[Problem] = field(default_factory=list)
    changed: bool = False
    """Whether the catalog is other than it was."""


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Fill catalogs from `options.files`. A file, or a part of one, that cannot be understood is told and left out.

    Raises ProblemsError where the portal's source cannot be read.
    """
    portal = asked.portal(folders, settings)
    sources = portal.catalog_blocks()
    rows: list[tuple[str | int, ...]] = []
    problems: list[Problem] = []
    for file in options.files:
        path = file.as_posix()
        try:
            segments = exchange.read(file.read_bytes(), file.name)
        except OSError as error:
            beside = [one.name for one in file.parent.glob("*") if one.is_file()]
            what = f"this file cannot be read: {error.strerror}{fields.nearest(file.name, beside)}"
            problems.append(Problem(path, 0, what, "Name the file that came back"))
            continue
        except exchange.BrokenFile as fault:
            problems.append(Problem(path, fault.line, str(fault), fault.remedy))
            continue
        for place, own in _by_catalog(segments, file).items():
            tag, name, found = _destination(portal, sources, place, own, path)
            problems += found
            if found:
                continue
            try:
                taken = _take(portal, tag, name, sources[name], own, path)
            except catalog.BrokenCatalog as fault:
                problems.append(Problem(f"translations/{tag}/{name}.po", fault.line, str(fault), fault.remedy))
                continue
            problems += taken.problems
            rows.append((path, f"{tag}/{name}", *(taken.counts[key] for key in HEAD[2:])))
    lines = [*(table(HEAD, rows) if rows else ()), *map(str, problems)]
    data = {"files": [dict(zip(HEAD, row, strict=True)) for row in rows], "problems": [*map(str, problems)]}
    return Outcome(tuple(lines), data, 1 if any(one.severity > Severity.NOTE for one in problems) else 0)


def _by_catalog(segments: Sequence[Segment], file: Path) -> dict[str, list[Segment]]:
    """The segments of each catalog they went out from, 'ar/housing'; where they do not say, a path tells: that which their tool
    gives them, else the file's.
    """
    own = file.absolute().with_suffix("").as_posix()
    found: dict[str, list[Segment]] = {}
    for one in segments:
        place = exchange.CATALOG.fullmatch(one.catalog)
        key = f"{place[1]}/{place[2]}" if place else one.catalog.removesuffix(".po") or own
        found.setdefault(key, []).append(one)
    return found or {own: []}


def _destination(
    portal: Portal, names: Mapping[str, Sequence[Block]], place: str, segments: Sequence[Segment], path: str
) -> tuple[str, str, list[Problem]]:
    """(Language, catalog's name) that a place means: 'ar/housing', or a path that ends so."""
    tags = [language.tag for language in portal.languages[1:]]
    parts = place.split("/")
    said = next((one.tag for one in segments if one.tag), "")
    whose = ""
    if place.startswith("/"):
        # The longest end that is the name of a catalog: 'alerts/smoke' before 'smoke'.
        ends = [i for i in range(1, len(parts)) if "/".join(parts[i:]) in names]
        at = ends[0] if ends else len(parts) - 1
        own = _own_tag(said, tags)
        whose = "" if own else ", by the name of its folder"
        parts = [own or parts[at - 1], *parts[at:]]
    tag, name = parts[0], "/".join(parts[1:])
    line = segments[0].line if segments else 0
    told = said or tag
    if tag not in tags:
        what = f'this is for the language "{tag}"{whose}, and there is none{fields.nearest(tag, tags)}'
        return (
            tag,
            name,
            [Problem(path, line, what, "Begin it with `python3 scripts/translate.py start`, or take another file")],
        )
    if told.lower().split("-")[0] != tag.lower().split("-")[0]:
        what = f'this went out for "{tag}", and says that it is in "{told}"{fields.nearest(told, [tag])}'
        return tag, name, [Problem(path, line, what, f"Ask for the file in {tag}")]
    if name not in names:
        what = f'this is for the page "{name}", and there is none{fields.nearest(name, list(names))}'
        return tag, name, [Problem(path, line, what, "Name the page that is meant in the file, and import it again")]
    return tag, name, []


def _own_tag(said: str, tags: Sequence[str]) -> str:
    """The portal's tag for a language as a tool names it: `fr-CA` may be `fr`. '' for none, or where it may be one of several."""
    found = [tag for tag in tags if tag.lower() == said.lower()]
    code = said.lower().split("-")[0]
    found = found or [tag for tag in tags if tag.lower().split("-")[0] == code]
    return found[0] if len(found) == 1 else ""


def _take(
    portal: Portal, tag: str, name: str, blocks: Sequence[Block], segments: Sequence[Segment], path: str
) -> Taken:
    """Fill one catalog; its file is written only where a translation changed. Raises BrokenCatalog."""
    made = export.catalog_now(portal, tag, name, blocks)
    taken = fill(made, segments, path)
    lost, total = exchange.missing_places(segments)
    if not segments:
        taken.problems.append(Problem(path, 0, "no text stands in this file", WHOLE, Severity.WARNING))
    elif lost:
        what = f"{lost} of the {total} texts that were sent are missing; they stay as they were"
        taken.problems.append(Problem(path, 0, what, WHOLE, Severity.WARNING))
    if taken.changed:
        extract.write(portal.folders.translations / tag, name, made)
    return taken


def fill(made: polib.POFile, segments: Sequence[Segment], path: str) -> Taken:
    """Put the translations of a file into a catalog, in place.

    What its translators changed replaces; what they left as it was sent never does. Nothing is emptied, and nothing
    dropped: what belongs to no text of today becomes an obsolete entry, and so does what two people changed apart.
    """
    taken = Taken()
    by_source = {entry.msgid: entry for entry in made if not entry.obsolete}
    by_digest = {exchange.digest(entry.msgid): entry for entry in by_source.values()}
    if astray := _astray(segments, by_source, by_digest):
        what = f"{len(astray)} translations stand beside other texts than they were sent with, so nothing was taken"
        remedy = "Ask for the file again; in a spreadsheet, sort whole rows or none"
        taken.problems.append(Problem(path, astray[0].line, what, remedy))
        return taken
    edited = []
    lost = _lost(segments)
    for one in segments:
        entry = by_source.get(one.source) or by_digest.get(one.source_digest)
        if not one.target.strip():
            taken.counts["empty"] += 1
        elif one in lost:
            taken.counts["as it was"] += 1
        elif entry is None:
            _keep_obsolete(made, one, taken, path)
        elif _is_edited(one.source, entry.msgid) and not one.is_as_sent:
            # It translates something else than what stands here.
            edited.append(one)
            _fill_entry(made, entry, replace(one, fuzzy=True), taken)
        else:
            _fill_entry(made, entry, one, taken)
    if lost:
        what = f"letters were lost in {len(lost)} of its translations when this file was saved; those were left as they are"
        taken.problems.append(Problem(path, lost[0].line, what, exchange.SAVE_AGAIN))
    if edited:
        what = f"{len(edited)} of its source texts are not those that were sent; their translations are marked as to review"
        remedy = "Compare them with the source, then take the mark away"
        taken.problems.append(Problem(path, edited[0].line, what, remedy, Severity.WARNING))
    if count := taken.counts["replaced"]:
        what = f"{count} of its translations replace others that it does not know; those are kept as obsolete entries"
        taken.problems.append(Problem(path, 0, what, "Look which of the two is better", Severity.NOTE))
    return taken


def _astray(
    segments: Sequence[Segment], by_source: Mapping[str, polib.POEntry], by_digest: Mapping[str, polib.POEntry]
) -> list[Segment]:
    """Segments with a translation in another's row, as when one column of a spreadsheet was sorted alone; [] where all is well."""
    filled = [one for one in segments if one.target.strip()]
    both = [(one, by_source.get(one.source), by_digest.get(one.source_digest)) for one in filled]
    torn = [one for one, by_text, by_mark in both if by_text and by_mark and by_text is not by_mark]
    nothing = ("", exchange.digest(""))
    sent = {one.target_digest for one in segments} - {*nothing}
    moved = [
        one
        for one in filled
        if one.target_digest not in nothing
        and one.target_digest not in (own := exchange.digests(one.target))
        and own & sent
    ]
    return torn or (moved if len(moved) >= MANY else [])


def _lost(segments: Sequence[Segment]) -> list[Segment]:
    """Segments with question marks where letters were, as in a spreadsheet saved in an encoding that lacks them; [] for none.

    One at the end of a word says nothing by itself, but where others are lost it is one of them.
    """
    new = [one for one in segments if not one.is_as_sent]
    found = [one for one in new if LOST.search(one.target) and not LOST.search(one.source)]
    return found and [one for one in new if one in found or one.target.count("?") > one.source.count("?")]


def _is_edited(source: str, sent: str) -> bool:
    """Whether a source text that came back says something else than the one that was sent. Tools and spreadsheets change signs,
    spaces and a spelling.
    """
    words, were = ("".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))) for text in (source, sent))
    return words != were and (fuzz.ratio(source, sent) < NEAR_PERCENT or not same_facts(sent, source))


def _obsolete(msgid: str, msgstr: str, fuzzy: bool) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, obsolete=True, flags=["fuzzy"] if fuzzy else [])


def _keep_obsolete(made: polib.POFile, one: Segment, taken: Taken, path: str) -> None:
    held = any(e.msgstr == one.target and one.source in (e.msgid, e.previous_msgid) for e in made)
    if not held:
        made.append(_obsolete(one.source, one.target, bool(one.fuzzy)))
        taken.changed = True
    taken.counts["obsolete"] += 1
    start = one.source if len(one.source) <= 40 else f"{one.source[:39].rstrip()}…"
    what = (
        f"the text “{' '.join(start.split())}” is no longer on the page; its translation is kept as an obsolete entry"
    )
    taken.problems.append(Problem(path, one.line, what, "Look whether a text of the page is near it", Severity.WARNING))


def _fill_entry(made: polib.POFile, entry: polib.POEntry, one: Segment, taken: Taken) -> None:
    if one.fuzzy is None:
        # A tool that knows no states has approved nothing by leaving a text alone.
        one = replace(one, fuzzy=entry.fuzzy and one.target == entry.msgstr)
    now = exchange.digest(entry.msgstr, entry.fuzzy)
    if (one.target, one.fuzzy) == (entry.msgstr, entry.fuzzy) or (entry.msgstr and one.is_as_sent):
        taken.counts["as it was"] += 1
        return
    approved = bool(entry.msgstr) and not entry.fuzzy
    unknown = bool(entry.msgstr) and one.target_digest not in (now, exchange.digest(entry.msgstr, faulty=True))
    if one.target != entry.msgstr and (unknown or (approved and one.fuzzy)):
        # Somebody translated here in the meantime, or may have: the file does not say what it was sent with. And what
        # was approved is more than what needs a review.
        made.append(_obsolete(entry.msgid, entry.msgstr, entry.fuzzy))
        taken.counts["replaced"] += 1
    taken.counts["to review" if one.fuzzy else "changed" if entry.msgstr else "filled"] += 1
    taken.changed = True
    if one.target != entry.msgstr:
        # Readers are shown what has a previous text near enough. A draft made for the text of today has none.
        entry.previous_msgid = one.previous or None if one.fuzzy and one.is_as_sent else None
    entry.msgstr = one.target
    entry.flags = [*(["fuzzy"] if one.fuzzy else []), *(flag for flag in entry.flags if flag != "fuzzy")]
    if not one.fuzzy:
        entry.previous_msgid = None
