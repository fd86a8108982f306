"""Source texts → catalogs: extraction and merge. Nothing a translator wrote is ever lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from rapidfuzz import fuzz, process

from ..content import inline
from ..core import files
from ..core.locale import Language
from ..core.page import Block
from . import catalog

SIMILAR_PERCENT = 60  # gettext's own threshold for a fuzzy match is .6
HEADER = (
    "Project-Id-Version",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Provenance",
)


@dataclass(frozen=True)
class Merge:
    """What a merge did to one catalog, in entries."""

    new: int = 0
    stale: int = 0
    """Entries that became fuzzy, their source having changed."""
    obsolete: int = 0
    """Entries that left the source; kept as #~."""


def interface_blocks(overrides: Path) -> list[Block]:
    """The words of the templates, in the order of the files."""
    found = extract_from_dir(
        str(overrides),
        method_map=[("**.html", "jinja2.ext:babel_extract")],
        options_map={"**.html": {"trimmed": "true"}},
    )
    messages: dict[str, Block] = {}
    for _name, line, message, _, _ in sorted(found, key=lambda row: (row[0], row[1])):
        if isinstance(message, str):
            messages.setdefault(message, Block("interface", message, line=line))
    return list(messages.values())


def merged(
    old: polib.POFile | None, blocks: Sequence[Block], language: Language, project: str
) -> tuple[polib.POFile, Merge]:
    """A catalog of exactly these blocks, holding what the old one says of them.

    A text that changed keeps its translation, marked fuzzy with its previous msgid; so a reader of the portal sees what was
    translated while it still holds, and a translator sees what changed. What left the source becomes obsolete.
    """
    made = polib.POFile(wrapwidth=78)
    before = list(old) if old is not None else []
    made.metadata = _metadata(old, language, project)
    made.header = old.header if old is not None else ""
    current: dict[str, Block] = {}
    for block in blocks:
        current.setdefault(block.text, block)
    exact: dict[str, polib.POEntry] = {}
    spare: list[polib.POEntry] = []
    for entry in sorted(before, key=lambda entry: entry.obsolete):
        if entry.msgid in current and entry.msgid not in exact and (entry.msgstr or not entry.obsolete):
            exact[entry.msgid] = entry
        elif entry.msgstr:
            spare.append(entry)
    counts = {"new": 0, "stale": 0}
    for msgid, block in current.items():
        entry = exact.get(msgid)
        if entry is None or (entry.obsolete and entry.fuzzy):
            entry = _successor(msgid, spare) or entry
        if entry is None:
            counts["new"] += 1
            made.append(polib.POEntry(msgid=msgid, msgstr="", comment=_comment(block)))
            continue
        if entry in spare:
            spare.remove(entry)
        copy, became_stale = _carried(entry, msgid)
        counts["stale"] += became_stale
        copy.comment = _comment(block)
        made.append(copy)
    for entry in spare:
        entry.obsolete = True
        entry.comment = ""
        made.append(entry)
    newly_obsolete = sum(1 for entry in spare if not _was_obsolete(entry, old))
    return made, Merge(counts["new"], counts["stale"], newly_obsolete)


def _was_obsolete(entry: polib.POEntry, old: polib.POFile | None) -> bool:
    return getattr(entry, "porchlight_was_obsolete", False) if old is not None else False


def _successor(msgid: str, spare: list[polib.POEntry]) -> polib.POEntry | None:
    """The spare entry a changed text most likely came from."""
    for entry in spare:
        if entry.previous_msgid == msgid:
            return entry
    best = process.extractOne(msgid, [entry.msgid for entry in spare], scorer=fuzz.ratio, score_cutoff=SIMILAR_PERCENT)
    return spare[best[2]] if best else None


def _carried(entry: polib.POEntry, msgid: str) -> tuple[polib.POEntry, bool]:
    """The entry's translation under its present msgid, and whether that made it stale just now."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    previous = entry.previous_msgid or ""
    fuzzy = entry.fuzzy
    became_stale = False
    if entry.msgid != msgid:
        # A translation already stale stays so against the text it was made for.
        made_for = previous if fuzzy and previous else entry.msgid if not fuzzy else ""
        if made_for == msgid:
            fuzzy, previous = False, ""
        else:
            became_stale = not fuzzy
            fuzzy, previous = True, made_for
    elif not fuzzy:
        previous = ""
    copy = polib.POEntry(
        msgid=msgid,
        msgstr=entry.msgstr,
        tcomment=entry.tcomment,
        flags=(["fuzzy"] if fuzzy else []) + flags,
        previous_msgid=previous or None,
    )
    return copy, became_stale


def _comment(block: Block) -> str:
    """What a translator should know of a block: its kind, and what its numbered marks stand for."""
    if block.kind == "interface":
        return "a word of the templates"
    lines = [block.kind]
    for n, slot in enumerate(block.slots, 1):
        lines.append(f"({n}) {inline.slot_address(slot) or slot.strip()}")
    return "\n".join(lines)


def _metadata(old: polib.POFile | None, language: Language, project: str) -> dict[str, str]:
    kept = dict(old.metadata) if old is not None else {}
    said = {
        "Project-Id-Version": project,
        "Language": language.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": kept.get("Plural-Forms") or language.plural_forms,
        "X-Provenance": kept.get("X-Provenance") or "human",
    }
    return {**{key: said[key] for key in HEADER}, **{key: value for key, value in kept.items() if key not in said}}


def update(
    folder: Path, name: str, blocks: Sequence[Block], language: Language, project: str, prefill: dict[str, str]
) -> Merge | None:
    """Merge a source's blocks into its catalog in a language's folder; None where the catalog is broken (it is left alone).

    `prefill` gives translations to begin with, by msgid, for entries that have none.
    """
    file = folder / f"{name}.po"
    old = None
    if file.is_file():
        _, problems = catalog.read_catalog(file, file.name)
        if any(not problem.what.startswith("the ") for problem in problems):
            return None
        old = polib.pofile(str(file), encoding="utf-8", wrapwidth=78)
        for entry in old:
            entry.porchlight_was_obsolete = bool(entry.obsolete)
    made, merge = merged(old, blocks, language, project)
    for entry in made:
        if not entry.msgstr and not entry.obsolete and entry.msgid in prefill:
            entry.msgstr = prefill[entry.msgid]
    files.write(file, str(made).rstrip("\n") + "\n")
    return merge


def material_words(partials: Path, tag: str) -> dict[str, str]:
    """Material's own translations of its interface into a language, by their English text; {} where it has none."""

    def words(name: str) -> dict[str, str]:
        file = partials / f"{name}.html"
        if not file.is_file():
            return {}
        return dict(re.findall(r'"([\w.]+)": "((?:[^"\\]|\\.)*)"', file.read_text(encoding="utf-8")))

    english = words("en")
    names = [tag, {"fil": "tl", "zh-Hans": "zh", "zh-Hant": "zh-TW"}.get(tag, ""), tag.split("-")[0]]
    own = next((found for name in names if name and (found := words(name))), {})
    return {english[key]: value for key, value in own.items() if value and key in english and "#" not in value}


def empty_blocks(texts: Iterable[tuple[str, str]]) -> list[Block]:
    """Blocks of (kind, text) pairs that stand in settings rather than on a page."""
    return [Block(kind, text) for kind, text in texts if text]
