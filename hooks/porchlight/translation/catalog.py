"""PO catalogs as the build reads them: entries by msgid, and every fault of a file as a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ..core import fields, files
from ..core.problem import Problem, Severity

PROVENANCE = ("human", "machine", "machine-reviewed")
TEXT_LINE = re.compile(
    r"(?:#~\||#~|#\|)?\s*(?:(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)(?:\s+|(?=\"))|(?=\"))(?P<text>.*)"
)
# A whole file of nothing but comments and well-ended texts, as nearly all are: the lines need no second look.
PLAIN = re.compile(r'(?:(?:#(?![|~])[^\r\n]*|(?:msg(?:id|str) )?"(?:[^"\\\r\n]|\\.)*")?\n)*')
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


class BrokenCatalog(ValueError):
    """A file that is no PO catalog; its text says what is wrong."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line = line
        """1-based, 0 where no line is known."""
        self.remedy = remedy


class _Text(str):
    """Text in lines as PO has them: polib would split it at U+2028 and the like too."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return re.split(r"\r\n|\r|\n", self)


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
    try:
        return _from_polib(parsed(file.read_bytes()), path)
    except BrokenCatalog as fault:
        return Catalog(path), [Problem(path, fault.line, str(fault), fault.remedy, Severity.WARNING)]


def parsed(data: bytes) -> polib.POFile:
    """The catalog in a file's bytes, all of it. Raises BrokenCatalog."""
    try:
        text = _Text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenCatalog(line, "this file is not UTF-8", "Save it with the encoding UTF-8") from None
    if "\x00" in text:
        raise BrokenCatalog(
            0, "this file holds characters that are no text", "Take the last good version from the history"
        )
    lines = text.splitlines()
    for number, line in enumerate([] if PLAIN.fullmatch(text) else lines, 1):
        # Faults that polib names badly, or takes for text without a word.
        if line.startswith(("<<<<<<<", ">>>>>>>")) or line == "=======":
            remedy = "Keep one of the two, delete the lines <<<<<<<, ======= and >>>>>>>"
            raise BrokenCatalog(number, "two people's edits stand here side by side", remedy)
        match = TEXT_LINE.fullmatch(line.strip())
        if match and not TEXT.fullmatch(match["text"]):
            what = "this text does not stand between two quotation marks"
            raise BrokenCatalog(number, what, 'Begin and end it with "')
    try:
        # polib passes over the previous msgid of obsolete entries, but reads it where it stands as one of a living entry;
        # and an empty comment at the end would cost it the last entry.
        lines = ["#|" + line[3:] if line.startswith("#~| ") else line for line in lines]
        known = "\n".join("" if line.strip() in ("#:", "#.", "#,", "#~|") else line for line in lines)
        return polib.pofile(_Text(known + "\n"), encoding="utf-8", wrapwidth=78)
    except (OSError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        remedy = "Mend that line, or take the last good version from the history"
        raise BrokenCatalog(int(found[1]) if found else 0, "this is not a valid PO file", remedy) from None


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
    if "on" in provenance:
        try:
            provenance["on"] = fields.date(provenance["on"])
        except ValueError:
            what = "the header X-Reviewed-On is no date"
            problems.append(Problem(path, 1, what, "Write it as 2026-05-01", Severity.WARNING))
            del provenance["on"]
    return Catalog(path, entries, provenance), problems
