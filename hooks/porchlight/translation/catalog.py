"""PO catalogs as the build reads them: entries by msgid, and every fault of a file as a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ..core import files
from ..core.problem import Problem, Severity

PROVENANCE = ("human", "machine", "machine-reviewed")


@dataclass(frozen=True)
class Entry:
    """What a translator wrote for one block."""

    msgstr: str
    fuzzy: bool = False
    previous_msgid: str = ""
    """Source text it was made for, where the source has changed since; '' where unknown."""
    line: int = 0
    """1-based line in the catalog."""


@dataclass(frozen=True)
class Catalog:
    """The translations of one page, or of contacts, site or interface, into one language."""

    path: str
    """File below the portal's folder."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By msgid."""
    provenance: dict[str, str] = field(default_factory=dict)
    """{'kind': 'human' | 'machine' | 'machine-reviewed', 'by', 'on'}, from the headers X-Provenance and X-Reviewed-…"""


def catalog_files(folder: Path) -> dict[str, Path]:
    """The catalogs of a language's folder by the name of what they translate: 'health/doctor', 'site' …"""
    return {name.removesuffix(".po"): path for name, path in files.files_below(folder).items() if name.endswith(".po")}


def read_catalog(file: Path, path: str) -> tuple[Catalog, list[Problem]]:
    """The catalog of a file. Where the file is broken: an empty one, and a problem with the line."""
    data = file.read_bytes()
    if fault := _fault_of_bytes(data):
        line, what, remedy = fault
        return Catalog(path), [Problem(path, line, what, remedy, Severity.WARNING)]
    try:
        # From the file, not from its text: polib would split text at U+2028 and the like.
        read = polib.pofile(str(file), encoding="utf-8", wrapwidth=0)
    except (OSError, UnicodeError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        remedy = "Mend that line, or take the last good version from the history"
        line = int(found[1]) if found else 0
        return Catalog(path), [Problem(path, line, "this is not a valid PO file", remedy, Severity.WARNING)]
    return _from_polib(read, path)


def _fault_of_bytes(data: bytes) -> tuple[int, str, str] | None:
    """(line, what, remedy) for faults that no PO parser names well."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1, "this file is not UTF-8", "Save it with the encoding UTF-8"
    if match := re.search(r"^(<{7}|={7}$|>{7})", text, re.M):
        line = text.count("\n", 0, match.start()) + 1
        return (
            line,
            "two people's edits stand here side by side",
            "Keep one of the two, delete the lines <<<<<<<, ======= and >>>>>>>",
        )
    return None


def _from_polib(read: polib.POFile, path: str) -> tuple[Catalog, list[Problem]]:
    entries: dict[str, Entry] = {}
    problems = []
    for entry in read:
        if entry.obsolete or entry.msgid_plural:
            continue
        made = Entry(entry.msgstr, entry.fuzzy, entry.previous_msgid or "", entry.linenum)
        if entry.msgid not in entries:
            entries[entry.msgid] = made
        elif entries[entry.msgid].msgstr != made.msgstr:
            what = (
                f"the same msgid stands here twice, with two translations (first in line {entries[entry.msgid].line})"
            )
            remedy = "Keep one of the two entries"
            problems.append(Problem(path, entry.linenum, what, remedy, Severity.WARNING))
    provenance = {"kind": read.metadata.get("X-Provenance", "").strip() or "human"}
    if provenance["kind"] not in PROVENANCE:
        what = f'the header X-Provenance says "{provenance["kind"]}"'
        problems.append(Problem(path, 1, what, f"Use one of: {', '.join(PROVENANCE)}", Severity.WARNING))
        # The careful reading: what nobody vouches for in a known word is not called human.
        provenance["kind"] = "machine"
    for key, header in (("by", "X-Reviewed-By"), ("on", "X-Reviewed-On")):
        if said := read.metadata.get(header, "").strip():
            provenance[key] = said
    if "on" in provenance and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", provenance["on"]):
        what = "the header X-Reviewed-On is no date"
        problems.append(Problem(path, 1, what, "Write it as 2026-05-01", Severity.WARNING))
        del provenance["on"]
    return Catalog(path, entries, provenance), problems
