"""Texts for people who translate in other tools, and back: XLIFF 1.2 and CSV, made and read with translate-toolkit.

Each text carries a mark that says which of how many it is, and what it and its translation were. So a file that comes back
tells what is missing from it, what its translators changed, and which text is meant where a spreadsheet spoiled the source.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from translate.convert.po2csv import po2csv
from translate.convert.po2xliff import po2xliff
from translate.misc import xml_helpers
from translate.storage import csvl10n, po, poxliff, xliff

from ..content.glossary import Term, mentioned
from ..core import files

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
MISSING, REVIEW, DONE = "needs-translation", "needs-review-translation", "translated"  # XLIFF 1.2, 2.3, state
COLUMNS = ("location", "source", "target", "state", "id", "developer_comments")
MARK = re.compile(r"(\d+)-of-(\d+)-([0-9a-f]{8})-([0-9a-f]{8})")
CATALOG = re.compile(r"translations/([^/]+)/(.+)\.po")
FORMULA = re.compile(r"'*[+\-=@]")


class BrokenFile(ValueError):
    """A file that nothing can be taken from; its text says what is wrong."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line = line
        """1-based, 0 where no line is known."""
        self.remedy = remedy


@dataclass(frozen=True)
class Segment:
    """One text with its translation, on its way out or back."""

    source: str
    target: str = ""
    fuzzy: bool | None = False
    """Whether somebody should look at the translation; None where the file does not say."""
    previous: str = ""
    """Source text that the translation was made for, where it has changed since."""
    notes: tuple[str, ...] = ()
    """What a translator should know; only on the way out."""
    catalog: str = ""
    """'translations/ar/housing.po', or what a tool made of it, '/jobs/77/housing.po'; '' where the file does not say."""
    tag: str = ""
    """Language that the file says it is in; '' where it does not."""
    line: int = 0
    """1-based line in the file it came from."""
    mark: str = ""
    """See `marked`; '' where a tool threw it away."""
    fault: str = ""
    """Why readers are not shown the translation though it is finished; only on the way out."""

    @property
    def place(self) -> tuple[int, int] | None:
        """(Which, of how many) it was on its way out, 1-based; None where unknown."""
        found = MARK.fullmatch(self.mark)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def source_digest(self) -> str:
        """Of the text it went out with: eight hexadecimal digits, '' where unknown."""
        found = MARK.fullmatch(self.mark)
        return found[3] if found else ""

    @property
    def target_digest(self) -> str:
        """The same of the translation it went out with."""
        found = MARK.fullmatch(self.mark)
        return found[4] if found else ""

    @property
    def is_as_sent(self) -> bool:
        """Whether translation and state are those it went out with; False where unknown."""
        states = (digest(self.target, True), digest(self.target, faulty=True)) if self.fuzzy else (digest(self.target),)
        return self.target_digest in states


def digest(text: str, fuzzy: bool = False, faulty: bool = False) -> str:
    """Eight hexadecimal digits that change with a text and its state."""
    return files.digest(text, "faulty" if faulty else "fuzzy" if fuzzy else "")[:8]


def digests(text: str) -> set[str]:
    """The same of a text in all its states."""
    return {digest(text), digest(text, True), digest(text, faulty=True)}


def marked(segments: Sequence[Segment]) -> list[str]:
    """A mark for each of a file's segments: '3-of-57-', the digests of its text and of its translation."""
    return [
        f"{n}-of-{len(segments)}-{digest(one.source)}-{digest(one.target, bool(one.fuzzy), bool(one.fault))}"
        for n, one in enumerate(segments, 1)
    ]


def glossary_notes(text: str, glossary: Mapping[str, Term], tag: str, source: str) -> list[str]:
    """What is agreed of the official terms in a text, a line each."""
    told = []
    for term in mentioned(text, glossary):
        agreed = term.name(tag, source)
        if term.policy == "keep":
            told.append(f"glossary: leave “{term.term}” as it is")
        elif agreed and term.policy == "both":
            told.append(f"glossary: {term.term} = {agreed}, with the official term in parentheses")
        elif agreed:
            told.append(f"glossary: {term.term} = {agreed}")
    return told


class _Unit(poxliff.PoXliffUnit):
    namespace = NAMESPACE


class _Xliff(poxliff.PoXliffFile):
    UnitClass = _Unit
    namespace = NAMESPACE
    XMLskeleton = f"""<?xml version="1.0" ?>
<xliff version='1.2' xmlns='{NAMESPACE}'>
<file original='NoName' source-language='en' datatype='po'>
<body>
</body>
</file>
</xliff>"""


class _Row(csvl10n.csvunit):
    def add_spreadsheet_escape(self, value: str) -> str:
        # Also what begins like an escape already, so that taking one ' away gives back every text.
        return f"'{value}" if FORMULA.match(value) else value

    def todict(self, **said: object) -> dict[str, str]:
        return {**super().todict(**said), "state": self.fuzzy}


class _Cells(csv.excel):
    """As spreadsheets write it; a quotation mark that is never closed is an error and does not swallow the rest."""

    quoting = csv.QUOTE_ALL
    strict = True


def _po_unit(segment: Segment) -> po.pounit:
    unit = po.pounit(segment.source)
    unit.target = segment.target
    if segment.fuzzy or segment.fault:
        unit.markfuzzy()
    if segment.previous:
        unit.prev_source = segment.previous
    unit.addlocation(segment.catalog)
    return unit


def _state(segment: Segment) -> str:
    return MISSING if not segment.target else REVIEW if segment.fuzzy or segment.fault else DONE


def _notes(segment: Segment) -> list[str]:
    previous = [f"previous source: {segment.previous}"] if segment.previous else []
    return [*segment.notes, *previous, *([f"to correct: {segment.fault}"] if segment.fault else [])]


def to_xliff(segments: Sequence[Segment], source: str, tag: str) -> bytes:
    """A file of segments of one catalog, in XLIFF 1.2, for a language's tag."""
    store = _Xliff(sourcelanguage=source, targetlanguage=tag)
    for segment, mark in zip(segments, marked(segments), strict=True):
        unit = po2xliff().convertunit(store, _po_unit(segment), segment.catalog)
        unit.setid(mark)
        if not segment.target:
            unit.xmlelement.find(f"{{{NAMESPACE}}}target").text = ""
        unit.get_target_dom().set("state", _state(segment))
        for note in _notes(segment):
            unit.addnote(note, origin="developer")
    return bytes(store)


def to_csv(segments: Sequence[Segment]) -> bytes:
    """The same as CSV, with the mark at its start by which Excel knows UTF-8."""
    store = csvl10n.csvfile(fieldnames=list(COLUMNS), encoding="utf-8-sig", escape_formulas=True)
    store.dialect = _Cells
    for segment, mark in zip(segments, marked(segments), strict=True):
        made = po2csv().convertunit(_po_unit(segment))
        row = _Row(made.source)
        row.location, row.target, row.fuzzy, row.id = made.location, made.target, _state(segment), mark
        row.addnote("\n".join(_notes(segment)), origin="developer")
        store.addunit(row)
    out = io.BytesIO()
    store.serialize(out)
    return out.getvalue()


def read(data: bytes, name: str) -> list[Segment]:
    """The segments of a file that was sent back, by the ending of its name. Raises BrokenFile."""
    ending = name.lower().rpartition(".")[2]
    if ending in ("xlf", "xliff", "sdlxliff", "mxliff"):
        return from_xliff(data)
    if ending in ("csv", "tsv", "txt"):
        return from_csv(data)
    if ending in ("xlsx", "xls", "ods"):
        raise BrokenFile(0, "this is a spreadsheet", 'Save it as "CSV UTF-8"')
    if ending == "po":
        what = "this is a catalog already"
        raise BrokenFile(0, what, "Put it into its folder below translations/, and run `scripts/translate.py update`")
    raise BrokenFile(0, "this name says neither XLIFF nor CSV", "Let it end with .xlf or .csv")


def from_xliff(data: bytes) -> list[Segment]:
    """The segments of an XLIFF 1 file. Raises BrokenFile."""
    try:
        root = xml_helpers.parse_xml(data)
    except etree.XMLSyntaxError as error:
        what = f"this is not valid XML ({error.msg.split(', line')[0]})" if data.strip() else "this file is empty"
        raise BrokenFile(error.lineno or 0, what, "Ask for the file again, whole") from None
    version = root.get("version", "")
    if etree.QName(root).localname != "xliff" or root.getroottree().docinfo.doctype:
        raise BrokenFile(
            root.sourceline or 0, "this is no XLIFF file", "Ask for the XLIFF file that was sent, filled in"
        )
    if not version.startswith("1.") or root.find("{*}file") is None:
        what = f'this is XLIFF of the version "{version}"' if version else "this is no whole XLIFF file"
        raise BrokenFile(root.sourceline or 0, what, "Ask for XLIFF 1.2")
    return [_segment(unit) for unit in xliff.xlifffile.parsestring(data).units if not unit.isheader()]


def _segment(unit: xliff.xliffunit) -> Segment:
    element = unit.xmlelement
    within = next(element.iterancestors("{*}file"))
    # Tools write their own paths, and keep what they do not know.
    original = within.get("original", "").replace("\\", "/")
    files_said = (one.text or "" for one in element.iterfind(".//{*}context[@context-type='sourcefile']"))
    place = next(filter(None, map(CATALOG.search, (original, *files_said))), None)
    tag = (within.get("target-language") or "").replace("_", "-")
    target = unit.get_target_dom()
    state = target.get("state", "") if target is not None else ""
    # `new` and all `needs-…`: translate-toolkit's tools write needs-translation for what is fuzzy.
    fuzzy: bool | None = bool(unit.target) and (state == "new" or state.startswith("needs-"))
    if not state and unit.target:
        fuzzy = {"yes": False, "no": True}.get(element.get("approved", ""))
    before = next((other.source for other in unit.getalttrans("previous")), "")
    return Segment(
        source=unit.source or "",
        target=unit.target or "",
        fuzzy=fuzzy,
        previous=before,
        catalog=place[0] if place else f"/{original.lstrip('/')}" if original.endswith(".po") else "",
        tag=tag,
        line=element.sourceline or 0,
        mark=element.get("id", ""),
    )


SAVE_AGAIN = 'Save it as "CSV UTF-8" from the spreadsheet again'


def from_csv(data: bytes) -> list[Segment]:
    """The segments of a CSV file, with commas, semicolons or tabs, in UTF-8 or with Excel's UTF-16. Raises BrokenFile."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenFile(line, "this file is not UTF-8", 'Save it as "CSV UTF-8"') from None
    head, _, rest = text.partition("\n")
    skipped = 1
    if head.startswith("sep="):
        head, _, rest = rest.partition("\n")
        skipped = 2
    dialect, columns = _form(head, skipped)
    lines = _rows(rest, dialect, len(columns), skipped)
    store = csvl10n.csvfile(encoding="utf-8")
    names = io.StringIO()
    csv.writer(names, dialect).writerow(columns)
    try:
        store.parse((names.getvalue() + rest).encode("utf-8"), dialect=dialect)
    except csv.Error as error:
        raise BrokenFile(skipped, f"its rows are no CSV ({error})", SAVE_AGAIN) from None
    # The store reads the head without its line in the file, which is one of its own.
    return [
        _from_row(unit, lines[number])
        for unit in store.units
        if (number := (unit.line_number or 0) - 1) in lines and (unit.source or unit.target)
    ]


def _form(head: str, line: int) -> tuple[type[csv.Dialect], list[str]]:
    """How the cells of a CSV file are parted, and its columns as translate-toolkit calls them."""
    columns: list[str] = []
    for delimiter in ",;\t":
        dialect = type("_Parted", (_Cells,), {"delimiter": delimiter})
        try:
            cells = next(csv.reader([head.strip("\r")], dialect), [])
        except csv.Error:
            continue
        names = [cell.strip().lower() for cell in cells]
        known = [csvl10n.fieldname_map.get(name, name) for name in names]
        if {"source", "target"} <= set(known):
            return dialect, known
        columns = names if len(names) > len(columns) else columns
    what = f"its columns are {', '.join(columns)[:80]}" if any(columns) else "it has no line with the columns' names"
    raise BrokenFile(line, what, f"Begin it with the columns it was sent with: {', '.join(COLUMNS)}")


def _rows(text: str, dialect: type[csv.Dialect], columns: int, skipped: int) -> dict[int, int]:
    """The line that each row begins in, by the line it ends in; the first counts from the row behind the head."""
    reader = csv.reader(io.StringIO(text, newline=""), dialect)
    found = {}
    begin = 1
    try:
        for row in reader:
            if any(row[columns:]):
                what = f"this row has {len(row)} cells, and there are {columns} columns"
                raise BrokenFile(begin + skipped, what, 'Put its texts between " and ", and write each " inside twice')
            found[reader.line_num] = begin + skipped
            begin = reader.line_num + 1
    except csv.Error as error:
        what = f"this row is no CSV ({error})"
        raise BrokenFile(begin + skipped, what, SAVE_AGAIN) from None
    return found


def _from_row(unit: csvl10n.csvunit, line: int) -> Segment:
    source, target = (
        text[1:] if FORMULA.match(text) and text[0] == "'" else text for text in (unit.source, unit.target)
    )
    if "\r" not in source:
        target = target.replace("\r\n", "\n")
    state = unit.fuzzy.strip().lower() if target else MISSING
    # A file without that column says "False" here, as the class does.
    fuzzy = None if state in ("", "false") else unit.isfuzzy() or state.startswith("needs-review")
    place = CATALOG.search(unit.location.replace("\\", "/"))
    return Segment(source, target, fuzzy, catalog=place[0] if place else "", line=line, mark=unit.id)


def missing_places(segments: Iterable[Segment]) -> tuple[int, int]:
    """(How many segments of the file as it was sent are not in it, how many it was sent with); zeros where it does not say."""
    places = [segment.place for segment in segments if segment.place]
    total = max((of for _, of in places), default=0)
    return len({*range(1, total + 1)} - {which for which, _ in places}), total
