"""Source texts → catalogs: extraction and merge. Nothing a translator wrote is ever lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from rapidfuzz import fuzz, process

from ..content import inline
from ..core import files
from ..core.locale import Language
from ..core.page import Block
from . import catalog, memory
from .catalog import Catalog
from .memory import Memory
from .staleness import same_facts

SIMILAR_PERCENT = 60  # gettext's own threshold for a fuzzy match is .6
OVERRULING = re.compile(r"^[^\S\n]*(?=lint:)", re.M)
"""Where a line of a translator's comment begins that overrules a finding of proofreading, see `proof.OVERRULED`."""
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
    suggested: int = 0
    """Entries that the memory filled in, for somebody to look at."""

    def __add__(self, other: Merge) -> Merge:
        return Merge(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


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
    comment = entry.tcomment
    if entry.msgid != msgid and not same_facts(entry.msgid, msgid):
        # Who said that a number is right as it is meant the number of then.
        comment = OVERRULING.sub("before an edit: ", comment)
    if not entry.msgstr:
        # Only a comment to carry on. Who emptied a suggestion turned it down, for this text.
        fuzzy, previous = False, ""
        comment = comment if entry.msgid == msgid else memory.without_note(comment)
    elif entry.msgid != msgid:
        # A translation already stale stays so against the text it was made for.
        made_for = previous if fuzzy and previous else entry.msgid if not fuzzy else ""
        if made_for == msgid:
            fuzzy, previous = False, ""
        else:
            became_stale = not fuzzy
            fuzzy, previous = True, made_for
            comment = memory.moved(comment, entry.msgid)
    elif not fuzzy:
        previous = ""
    if entry.msgstr and not fuzzy:
        # Approved: where it came from matters no more.
        comment = memory.without_note(comment)
    copy = _Entry(
        msgid=msgid,
        msgstr=entry.msgstr,
        tcomment=comment,
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


def read(folder: Path, name: str) -> polib.POFile | None:
    """A catalog in a language's folder, None where there is none. Raises catalog.BrokenCatalog."""
    file = folder / f"{name}.po"
    return catalog.parsed(file.read_bytes()) if file.is_file() else None


def write(folder: Path, name: str, made: polib.POFile) -> None:
    """Write a catalog that `merged` made into a language's folder."""
    text = str(made).rstrip("\n") + "\n"
    # polib writes a lone # for a header without a comment.
    files.write(folder / f"{name}.po", text if made.header else text.removeprefix("#\n"))


def update(
    folder: Path, name: str, blocks: Sequence[Block], language: Language, project: str, prefill: Mapping[str, str]
) -> Merge | None:
    """Merge a source's blocks into its catalog in a language's folder; None where the catalog is broken (it is left alone).

    `prefill` gives translations to begin with, by msgid, for entries that have none.
    """
    try:
        made, merge = merged(read(folder, name), blocks, language, project)
    except catalog.BrokenCatalog:
        return None
    _prefill(made, prefill)
    write(folder, name, made)
    return merge


def update_language(
    folder: Path,
    sources: Mapping[str, Sequence[Block]],
    language: Language,
    project: str,
    prefill: Mapping[str, str],
    only: Collection[str] | None = None,
) -> dict[str, Merge | None]:
    """Merge every source's blocks into its catalog (those in `only`), and fill in what is translated elsewhere in the language.

    By catalog name; None for a broken one, which is left alone. `prefill` is for the catalog 'interface'.
    """
    made: dict[str, polib.POFile] = {}
    merges: dict[str, Merge | None] = {}
    known: dict[str, Catalog] = {}
    for name in [*sources, *sorted(catalog.catalog_files(folder).keys() - sources.keys())]:
        try:
            old = read(folder, name)
        except catalog.BrokenCatalog:
            merges[name] = None
            continue
        if name not in sources:
            # A page that is gone still knows its words.
            made[name] = old or polib.POFile()
        else:
            made[name], merges[name] = merged(old, sources[name], language, project)
            _prefill(made[name], prefill if name == "interface" else {})
        known[name] = memory.catalog_of(made[name], f"{name}.po")
    # From what is merged, not from what was there: so a second run knows no more than the first.
    recalled = Memory(known)
    for name in sources:
        if (merge := merges[name]) is not None and (only is None or name in only):
            merges[name] = replace(merge, suggested=_suggest(made[name], recalled, near=name != "interface"))
            write(folder, name, made[name])
    return {name: merge for name, merge in merges.items() if name in sources and (only is None or name in only)}


def _prefill(made: polib.POFile, words: Mapping[str, str]) -> None:
    for entry in made:
        if not entry.msgstr and not entry.obsolete and entry.msgid in words:
            entry.msgstr = words[entry.msgid]


def _suggest(made: polib.POFile, recalled: Memory, near: bool) -> int:
    """Fill in what the memory knows, as guesses that nobody is shown before a person approved them; how many.

    An entry that is empty but still has the memory's note was emptied by a person: it stays so.
    """
    count = 0
    for entry in made:
        if entry.msgstr or entry.obsolete or memory.has_note(entry.tcomment):
            continue
        found = recalled.suggestions(entry.msgid, 1) if near else filter(None, [recalled.exact(entry.msgid)])
        for suggestion in found:
            entry.msgstr = suggestion.translation
            entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
            entry.tcomment = memory.noted(entry.tcomment, suggestion)
            count += 1
    return count


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
