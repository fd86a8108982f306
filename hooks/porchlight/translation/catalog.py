"""PO catalogs as the build reads them: entries by msgid, and every fault of a file as a problem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ..core import fields, files, locale
from ..core.problem import Problem, Severity

PROVENANCE = ("human", "machine", "machine-reviewed")
LAST_GOOD = "Take the last good version from the history"
TEXT_LINE = re.compile(
    r"(?:(?P<mark>#~\||#~|#\|)\s*|\s*)(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?P<n>\[\d+\])?)(?:\s+|(?=\"))|(?=\"))(?P<text>.*)"
)
# A whole file of nothing but comments and whole entries, as nearly all are: the lines need no second look.
LINES = r'(?:"(?:[^"\\\r\n]|\\.)*"\n)+'
PLAIN = re.compile(rf"(?:(?:#(?![|~])[^\r\n]*)?\n|msgid {LINES}msgstr {LINES})*")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
FULL_LINE = 72
"""From so many signs on, a line of a text was most likely broken because it was full."""


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
    comment: str = ""
    """What its translator noted, a line a note."""

    @property
    def is_guess(self) -> bool:
        """Whether nobody said yet that it translates this text or an earlier one: a suggestion, or a draft."""
        return self.fuzzy and not self.previous_msgid and bool(self.msgstr)


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
        if error.end == len(data) and error.reason == "unexpected end of data":
            raise BrokenCatalog(line, "this file stops in the middle of a letter", LAST_GOOD) from None
        raise BrokenCatalog(line, "this file is not UTF-8", "Save it with the encoding UTF-8") from None
    if "\x00" in text:
        raise BrokenCatalog(0, "this file holds characters that are no text", LAST_GOOD)
    lines = text.splitlines()
    if not PLAIN.fullmatch(text):
        _look_at(lines)
    try:
        # polib passes over the previous msgid of obsolete entries, but reads it where it stands as one of a living entry;
        # and an empty comment at the end would cost it the last entry.
        lines = ["#|" + line[3:] if line.startswith("#~| ") else line for line in lines]
        known = "\n".join("" if line.strip() in ("#:", "#.", "#,", "#~|") else line for line in lines)
        read = polib.pofile(_Text(known + "\n"), encoding="utf-8", wrapwidth=78)
    except (OSError, ValueError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise _invalid(int(found[1]) if found else 0) from None
    return _mark_end(_whole_header(_one_header(read, lines), lines), lines)


def _invalid(line: int) -> BrokenCatalog:
    remedy = "Mend that line, or take the last good version from the history"
    return BrokenCatalog(line, "this is not a valid PO file", remedy)


def _look_at(lines: Sequence[str]) -> None:
    """Raise BrokenCatalog for faults that polib names badly, or takes for text, or for half an entry, without a word."""
    # What an entry has so far, apart for living and obsolete ones: '' between entries.
    word = {"": "", "#~": ""}
    # Some editors double every line end; elsewhere a text that goes on behind an empty line is what a merge left of another.
    doubled = not any(line.strip() for line in lines[1::2])
    for number, line in enumerate(lines, 1):
        if line.startswith(("<<<<<<<", ">>>>>>>", "|||||||")) or line == "=======":
            remedy = "Keep one of the two, delete the lines <<<<<<<, ======= and >>>>>>>"
            raise BrokenCatalog(number, "two people's edits stand here side by side", remedy)
        match = TEXT_LINE.fullmatch(line.strip())
        if match and not TEXT.fullmatch(match["text"]):
            what = "this text does not stand between two quotation marks"
            raise BrokenCatalog(number, what, 'Begin and end it with "')
        mark = match["mark"] or "" if match else ""
        if (
            match
            and mark in word
            and not match["word"]
            and not doubled
            and not (number > 1 and lines[number - 2].strip())
        ):
            what = "this line belongs to no text"
            raise BrokenCatalog(number, what, "Join it to the text above it, or delete it")
        if not match or mark not in word or not match["word"]:
            continue
        before, now = word[mark], match["word"].removesuffix(match["n"] or "")
        plural = before in ("msgid_plural", "msgstr[]")
        allowed = {
            "msgctxt": before in ("", "msgstr", "msgstr[]"),
            "msgid": before in ("", "msgctxt", "msgstr", "msgstr[]"),
            "msgid_plural": before == "msgid",
            "msgstr": plural if match["n"] else before == "msgid",
        }
        # An obsolete entry in the middle of a living one, or the other way round: neither would be read whole.
        split = word["#~" if mark == "" else ""] in ("msgctxt", "msgid", "msgid_plural")
        if not allowed[now] or split:
            raise _invalid(number)
        word[mark] = now + ("[]" if match["n"] else "")


def _mark_end(read: polib.POFile, lines: Sequence[str]) -> polib.POFile:
    """The catalog of a file that may be cut off: half a translation is marked as one to review, so that no reader is shown it.

    `cut_off` of the result is the line it stops in, 0 where it is whole. Raises BrokenCatalog for a text without a translation.
    """
    read.cut_off = 0
    # The lines of the last living entry's last text, and the one before them.
    texts: list[tuple[int, re.Match[str]]] = []
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].strip()
        if line[:1] in ("m", '"') and (found := TEXT_LINE.fullmatch(line)):
            texts.insert(0, (number, found))
            if len(texts) > 1 and texts[1][1]["word"]:
                break
    if not texts:
        return read
    start = next((i for i in reversed(range(len(texts))) if texts[i][1]["word"]), 0)
    if not (texts[start][1]["word"] or "msgstr").startswith("msgstr"):
        what = "this file stops in the middle, behind a text without a translation"
        raise BrokenCatalog(texts[start][0], what, LAST_GOOD)
    number, last = texts[-1]
    source = texts[start - 1][1]["text"][-2:-1]
    end = last["text"][-2:-1]
    full = len(last["text"]) >= FULL_LINE and _is_sign(source) and not _is_sign(end)
    # Tools break a text behind a space, and nearly none ends with one.
    if len(texts) - start > 1 and source != " " and (end == " " or full):
        entry = max((entry for entry in read if not entry.obsolete), key=lambda entry: entry.linenum, default=None)
        if entry is not None and entry.msgstr and not entry.fuzzy:
            read.cut_off = number
            entry.flags.append("fuzzy")
            entry.previous_msgid = None
    return read


def _is_sign(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter).startswith("P")


def _one_header(read: polib.POFile, lines: Sequence[str]) -> polib.POFile:
    """The catalog with one header, where a merge left several: what the more careful of them says of who translated holds.

    `second_header` of the result is the line of another, 0 where there is none.
    """
    read.second_header = 0
    for entry in [entry for entry in read if not entry.msgid and not entry.obsolete and not entry.msgctxt]:
        read.remove(entry)
        if not entry.msgstr:
            continue
        heads = [n for n, line in enumerate(lines[1:], 1) if line.startswith("msgstr") and lines[n - 1] == 'msgid ""']
        read.second_header = heads[1] if len(heads) > 1 else 1
        pairs = (line.partition(":") for line in entry.msgstr.split("\n") if ":" in line)
        other = {key.strip(): value.strip() for key, _, value in pairs}
        first = min(read.metadata, other, key=_trust)
        second = other if first is read.metadata else read.metadata
        kept = {key: value for key, value in second.items() if not key.startswith(("X-Provenance", "X-Reviewed-"))}
        read.metadata = {**kept, **first}
    return read


def _whole_header(read: polib.POFile, lines: Sequence[str]) -> polib.POFile:
    """The catalog with one value a key, the more careful one, and with a machine as its translator where nothing says who it was.

    `said_twice` of the result is (line, key) of a key with two values, (0, '') where there is none; `headless` says whether it
    has translations and no header.
    """
    read.said_twice = (0, "")
    read.headless = not read.metadata and any(entry.msgstr for entry in read if not entry.obsolete)
    if read.headless:
        read.metadata["X-Provenance"] = "machine"
    values: dict[str, list[tuple[int, str]]] = {}
    for number, key, value in _header_lines(lines):
        values.setdefault(key, []).append((number, value))
    for key, said in values.items():
        kept = {value for _, value in said}
        if len(kept) < 2:
            continue
        read.said_twice = read.said_twice if read.said_twice[0] else (said[1][0], key)
        if key == "X-Provenance":
            # That of a second header may be more careful still.
            read.metadata[key] = min(
                {*kept, read.metadata.get(key, "")}, key=lambda value: _trust({"X-Provenance": value})
            )
        elif key == "X-Reviewed-On":
            read.metadata[key] = min(kept)
    return read


def _header_lines(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(1-based line, key, value) of the first header."""
    start = next(
        (n for n, line in enumerate(lines) if n and line.startswith("msgstr") and lines[n - 1] == 'msgid ""'), None
    )
    if start is None:
        return
    # A value may go on in the next line of the file; what counts is where it begins.
    begun, number = "", start + 1
    for n in range(start, len(lines)):
        text = TEXT.search(lines[n])
        if not text or (n > start and not lines[n].startswith('"')):
            break
        number = number if begun else n + 1
        *whole, begun = (begun + polib.unescape(text[0][1:-1])).split("\n")
        for line in whole:
            key, colon, value = line.partition(":")
            if colon:
                yield number, key.strip(), value.strip()
            number = n + 1


def _trust(header: Mapping[str, str]) -> int:
    """How far a header lets a translation be trusted: a machine's least, a person's most."""
    kind = " ".join(header.get("X-Provenance", "").split()) or "human"
    return ("machine", "machine-reviewed", "human").index(kind) if kind in PROVENANCE else 0


def _astray(said: str, path: str) -> list[Problem]:
    """A problem where a file says that it is in another language than its folder's: all languages' files have the same names."""
    folder = path.split("/")[1] if path.startswith("translations/") else ""
    tag = said.strip().replace("_", "-")
    codes = {
        locale.cldr(one).language if locale.cldr(one) else one.split("-")[0].lower() for one in (tag, folder) if one
    }
    if not folder or not locale.is_tag(tag) or len(codes) < 2:
        return []
    what = f"this file says that it is in {locale.english_name(tag)} ({tag}), and lies in the folder of {folder}"
    return [Problem(path, 1, what, "Move it to its own folder, or correct its line Language", Severity.WARNING)]


def _from_polib(read: polib.POFile, path: str) -> tuple[Catalog, list[Problem]]:
    entries: dict[str, Entry] = {}
    problems = []
    if read.second_header:
        what = "the header stands here a second time"
        problems.append(Problem(path, read.second_header, what, "Keep one of the two", Severity.WARNING))
    if read.said_twice[0]:
        line, key = read.said_twice
        what = f"the header says {key} twice, and not the same"
        problems.append(Problem(path, line, what, "Keep one of the two", Severity.WARNING))
    if read.headless:
        what = "there is no header, so nobody knows who translated this: it counts as a machine's work"
        remedy = f"{LAST_GOOD}, or run `python3 scripts/translate.py update` and correct its line X-Provenance"
        problems.append(Problem(path, 1, what, remedy, Severity.WARNING))
    if read.cut_off:
        what = "the last translation seems to be cut off"
        problems.append(
            Problem(path, read.cut_off, what, "Complete it, or take the last good version", Severity.WARNING)
        )
    for entry in read:
        if entry.obsolete or entry.msgid_plural:
            continue
        made = Entry(entry.msgstr, entry.fuzzy, entry.previous_msgid or "", entry.linenum, entry.tcomment)
        if entry.msgid not in entries or (made.msgstr and not entries[entry.msgid].msgstr):
            entries[entry.msgid] = made
        elif made.msgstr and entries[entry.msgid].msgstr != made.msgstr:
            what = (
                f"the same msgid stands here twice, with two translations (first in line {entries[entry.msgid].line})"
            )
            remedy = "Keep one of the two entries"
            problems.append(Problem(path, entry.linenum, what, remedy, Severity.WARNING))
    problems += _astray(read.metadata.get("Language", ""), path)
    provenance = {"kind": " ".join(read.metadata.get("X-Provenance", "").split()) or "human"}
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
