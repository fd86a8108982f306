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
    was_obsolete = {id(entry) for entry in before if entry.obsolete}
    for entry in sorted(before, key=lambda entry: entry.obsolete):
        known = exact.get(entry.msgid)
        if entry.msgid in current and not entry.msgid_plural and (known is None or (entry.msgstr and not known.msgstr)):
            exact[entry.msgid] = entry
            entry = known
        if entry is not None and (entry.msgstr or entry.tcomment or any(entry.msgstr_plural.values())):
            spare.append(entry)
    successors = _successors([msgid for msgid in current if msgid not in exact], spare)
    taken = {id(entry) for entry in successors.values()}
    spare = [entry for entry in spare if id(entry) not in taken]
    counts = {"new": 0, "stale": 0}
    for msgid, block in current.items():
        entry = exact.get(msgid) or successors.get(msgid)
        if entry is None:
            counts["new"] += 1
            made.append(_Entry(msgid=msgid, msgstr="", comment=_comment(block)))
            continue
        copy, became_stale = _carried(entry, msgid)
        counts["stale"] += became_stale
        copy.comment = _comment(block)
        made.append(copy)
    for entry in spare:
        entry.obsolete = True
        entry.comment = ""
        entry.__class__ = _Entry
        made.append(entry)
    return made, Merge(counts["new"], counts["stale"], sum(id(entry) not in was_obsolete for entry in spare))


class _Entry(polib.POEntry):
    """An entry whose comments stand as they are: polib would break the addresses in them at hyphens."""

    def __unicode__(self, wrapwidth: int = 78) -> str:
        kept = self.tcomment, self.comment
        lines = [f"# {line}".rstrip() for line in self.tcomment.split("\n") if self.tcomment]
        lines += [f"#. {line}".rstrip() for line in self.comment.split("\n") if self.comment]
        self.tcomment = self.comment = ""
        try:
            return "\n".join([*lines, super().__unicode__(wrapwidth)])
        finally:
            self.tcomment, self.comment = kept


def _successors(msgids: Sequence[str], spare: Sequence[polib.POEntry]) -> dict[str, polib.POEntry]:
    """The spare entry that each changed text most likely came from, each entry once; the most alike first."""
    found: dict[str, polib.POEntry] = {}
    left = [entry for entry in spare if not entry.msgid_plural]
    for msgid in msgids:
        at = next((i for i, entry in enumerate(left) if entry.previous_msgid == msgid), None)
        if at is not None:
            found[msgid] = left.pop(at)
    pairs = []
    for order, msgid in enumerate(msgids):
        if msgid not in found:
            alike = process.extract(
                msgid, [entry.msgid for entry in left], scorer=fuzz.ratio, score_cutoff=SIMILAR_PERCENT, limit=None
            )
            pairs += [(not left[i].msgstr, -score, order, i) for _, score, i in alike]
    taken = set()
    for _, _, order, i in sorted(pairs):
        if msgids[order] not in found and i not in taken:
            found[msgids[order]] = left[i]
            taken.add(i)
    return found


def _carried(entry: polib.POEntry, msgid: str) -> tuple[polib.POEntry, bool]:
    """The entry's translation under its present msgid, and whether that made it stale just now."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    previous = entry.previous_msgid or ""
    fuzzy = entry.fuzzy
    became_stale = False
    if not entry.msgstr:
        # Only a comment to carry on.
        fuzzy, previous = False, ""
    elif entry.msgid != msgid:
        # A translation already stale stays so against the text it was made for.
        made_for = previous if fuzzy and previous else entry.msgid if not fuzzy else ""
        if made_for == msgid:
            fuzzy, previous = False, ""
        else:
            became_stale = not fuzzy
            fuzzy, previous = True, made_for
    elif not fuzzy:
        previous = ""
    copy = _Entry(
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
        try:
            old = catalog.parsed(file.read_bytes())
        except catalog.BrokenCatalog:
            return None
    made, merge = merged(old, blocks, language, project)
    for entry in made:
        if not entry.msgstr and not entry.obsolete and entry.msgid in prefill:
            entry.msgstr = prefill[entry.msgid]
    text = str(made).rstrip("\n") + "\n"
    # polib writes a lone # for a header without a comment.
    files.write(file, text if made.header else text.removeprefix("#\n"))
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
