"""Letters for phones that show boxes in their place: a font for each such script, cut to the letters that the portal uses.

The letters are known before any page is made, so the font is too, and its name can carry the hash of what it holds: a phone
keeps it for ever. All languages of a script share it, so whoever reads two of them loads it once.

Whole fonts come from the portal's folder, else from Debian's noto packages. Without any, nothing is offered, which the report
says; so a machine with these packages makes other bytes than one without.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..core import files
from ..core.cache import Shelf
from ..core.locale import RTL_SCRIPTS
from ..core.problem import Problem, Severity

FOLDER = "assets/fonts/"
"""Where they lie in the site."""
OWN = "fonts"
"""The portal's folder of whole fonts, beside docs/; nothing in it is published as it is."""
SYSTEM = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core puts them."""
SUFFIXES = (".ttf", ".otf", ".woff", ".woff2")
LICENCE = (0, 13, 14)
"""Names a cut keeps: copyright, licence and its address, as the Open Font License asks (OpenType, name table)."""
SHARED = "،؛؟ـ।॥\u200c\u200d"
"""Signs that several scripts use: Arabic punctuation, the dandas of India, joiners."""
KHMER_SPLIT, KHMER_E = "ើឿៀោៅ", "េ"
"""Vowels that shapers set as two signs, the first of which is this one; Unicode has no decomposition of them."""
ENGINE = "1"  # raise when the files made here change, so that kept ones are not reused


@dataclass(frozen=True)
class Script:
    """A script that reduced phones have no font for."""

    name: str
    """In English, for the people who run the portal."""
    ranges: tuple[tuple[int, int], ...]
    """First and last code point of its blocks (Unicode, Blocks.txt)."""
    font: str
    """File of Debian's noto package, without its ending."""
    pair: str
    """Two letters, the first clearly narrower than the second in any font that has them: as wide as each other, they are boxes."""
    budget_bytes: int = 20_000


SCRIPTS = {
    "Adlm": Script("Adlam", ((0x1E900, 0x1E95F),), "NotoSansAdlam", "𞤲𞤧"),
    "Arab": Script("Arabic", ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDCF)), "NotoNaskhArabic", "اس"),
    "Armn": Script("Armenian", ((0x530, 0x58F),), "NotoSansArmenian", "լՖ"),
    "Beng": Script("Bengali", ((0x980, 0x9FF),), "NotoSansBengali", "বআ", 35_000),
    "Deva": Script("Devanagari", ((0x900, 0x97F), (0xA8E0, 0xA8FF)), "NotoSansDevanagari", "रआ", 35_000),
    "Ethi": Script("Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)), "NotoSansEthiopic", "ነጠ"),
    "Geor": Script("Georgian", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)), "NotoSansGeorgian", "იფ"),
    "Gujr": Script("Gujarati", ((0xA80, 0xAFF),), "NotoSansGujarati", "રઆ", 35_000),
    "Guru": Script("Gurmukhi", ((0xA00, 0xA7F),), "NotoSansGurmukhi", "ਟਆ"),
    "Hebr": Script("Hebrew", ((0x590, 0x5FF),), "NotoSansHebrew", "וש"),
    "Khmr": Script("Khmer", ((0x1780, 0x17FF),), "NotoSansKhmer", "រយ"),
    "Knda": Script("Kannada", ((0xC80, 0xCFF),), "NotoSansKannada", "ರಯ"),
    "Laoo": Script("Lao", ((0xE80, 0xEFF),), "NotoSansLao", "ງໜ"),
    "Mlym": Script("Malayalam", ((0xD00, 0xD7F),), "NotoSansMalayalam", "ടഅ"),
    "Mymr": Script("Myanmar", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)), "NotoSansMyanmar", "ဒက"),
    "Nkoo": Script("N’Ko", ((0x7C0, 0x7FF),), "NotoSansNKo", "ߊߘ"),
    "Orya": Script("Odia", ((0xB00, 0xB7F),), "NotoSansOriya", "ଏଆ", 35_000),
    "Rohg": Script("Hanifi Rohingya", ((0x10D00, 0x10D3F),), "NotoSansHanifiRohingya", "𐴁𐴕"),
    "Sinh": Script("Sinhala", ((0xD80, 0xDFF),), "NotoSansSinhala", "දණ", 35_000),
    "Syrc": Script("Syriac", ((0x700, 0x74F), (0x860, 0x86F)), "NotoSansSyriac", "ܕܒ"),
    "Taml": Script("Tamil", ((0xB80, 0xBFF),), "NotoSansTamil", "ரண"),
    "Telu": Script("Telugu", ((0xC00, 0xC7F),), "NotoSansTelugu", "రయ", 35_000),
    "Tfng": Script("Tifinagh", ((0x2D30, 0x2D7F),), "NotoSansTifinagh", "ⵏⵙ"),
    "Thaa": Script("Thaana", ((0x780, 0x7BF),), "NotoSansThaana", "ހސ"),
    "Thai": Script("Thai", ((0xE00, 0xE7F),), "NotoSansThai", "รณ"),
    "Tibt": Script("Tibetan", ((0xF00, 0xFFF),), "NotoSerifTibetan", "ཏཨ"),
}
"""By ISO 15924 code. Budgets are those a font cut to one portal keeps; scripts that join letters into many new forms need more."""


@dataclass(frozen=True)
class Cut:
    """A script's font, cut, and the drawing of the button that offers it."""

    name: str
    """In the site, without folder and ending: 'ethi-1a2b3c4d'."""
    woff2: bytes
    drawing: bytes
    """SVG: boxes, an arrow, letters, and how much there is to load."""
    pair: str
    """The letters that tell whether a phone needs it."""
    lacking: str
    """Letters in use that the whole font does not have."""

    @property
    def files(self) -> dict[str, bytes]:
        """By path in the site."""
        return {f"{FOLDER}{self.name}.woff2": self.woff2, f"{FOLDER}{self.name}.svg": self.drawing}

    @property
    def offer(self) -> str:
        """For the script, in a page's `data-font`: name, kilobytes, the two letters; with spaces between."""
        return " ".join((self.name, str(_kilobytes(self.woff2)), *self.pair))


def used(code: str, texts: Iterable[str]) -> str:
    """The letters of a script in texts, sorted, and the parts that shapers set some of them from; '' for a script phones have."""
    if code not in SCRIPTS:
        return ""
    found = {sign for sign in set().union(*texts) if sign in SHARED or _within(sign, SCRIPTS[code])}
    # HarfBuzz takes split vowels and the like apart, and needs the parts to be there.
    found |= {part for sign in found for part in unicodedata.normalize("NFKD", sign) if _within(part, SCRIPTS[code])}
    if found & set(KHMER_SPLIT):
        found.add(KHMER_E)
    return "".join(sorted(found)) if found - set(SHARED) else ""


def cuts(
    written: Mapping[str, tuple[str, str]], own: Path, shelf: Shelf, system: Path = SYSTEM
) -> tuple[dict[str, Cut], list[Problem]]:
    """The font of each language that can have one, by tag, and what is wrong or wanting.

    `written` gives each language's script (ISO 15924) and the letters of it that its pages show, '' for none. `own` is the
    portal's folder of whole fonts, `system` the machine's.
    """
    given = {f"{OWN}/{name}": path.read_bytes() for name, path in files.files_below(own).items()}
    given = {path: data for path, data in given.items() if path.lower().endswith(SUFFIXES)}
    known = {path: shelf.get(files.digest("known", data), partial(_known, data)) for path, data in given.items()}
    remedy = "Save it again as TTF, or take it away"
    problems = [
        Problem(path, 0, "this font cannot be read", remedy, Severity.WARNING)
        for path, letters in known.items()
        if not letters
    ]
    made: dict[str, Cut] = {}
    for code in sorted({code for code, letters in written.values() if letters}):
        script = SCRIPTS[code]
        tags = sorted(tag for tag, (one, letters) in written.items() if one == code and letters)
        letters = "".join(sorted(set().union(*(written[tag][1] for tag in tags))))
        usual = system / f"{script.font}-Regular.ttf"
        # Of several the one that has most of the letters; of equals the first by name.
        fit = [path for path in given if set(script.pair) <= known[path]]
        path = min(fit, key=lambda one: len(set(letters) - known[one]), default=usual.name)
        if not fit and not usual.is_file():
            what = f"{', '.join(tags)}: no font with {script.name} letters found, so none is offered"
            problems.append(Problem(OWN, 0, what, "Put one there, or install Debian's fonts-noto-core", Severity.NOTE))
            continue
        data = given[path] if fit else usual.read_bytes()
        key = files.digest(ENGINE, version("fonttools"), version("brotli"), code, letters, data)
        cut: Cut | None = shelf.get(key, partial(_cut, data, code, letters))
        if cut is None:
            problems.append(Problem(path, 0, "this font cannot be cut", remedy, Severity.WARNING))
            continue
        made |= dict.fromkeys(tags, cut)
        problems += _complaints(path if fit else OWN, path, script, tags, cut)
    return made, problems


def _complaints(place: str, path: str, script: Script, tags: list[str], cut: Cut) -> list[Problem]:
    problems = []
    if cut.lacking:
        listed = " ".join(cut.lacking[:20]) + (" …" if len(cut.lacking) > 20 else "")
        what = f"{', '.join(tags)}: {path} lacks {len(cut.lacking)} letters in use: {listed}"
        remedy = f"Correct them where they are written, or put another font into {OWN}/"
        problems.append(Problem(place, 0, what, remedy, Severity.NOTE))
    if len(cut.woff2) > script.budget_bytes:
        what = (
            f"{', '.join(tags)}: {path} has {len(cut.woff2):,} bytes when cut to the {script.name} letters in use, "
            f"over the {script.budget_bytes:,} allowed"
        )
        remedy = f"Put a simpler font with {script.name} letters into {OWN}/"
        problems.append(Problem(place, 0, what, remedy, Severity.WARNING))
    return problems


def _within(sign: str, script: Script) -> bool:
    return any(first <= ord(sign) <= last for first, last in script.ranges)


def _kilobytes(data: bytes) -> int:
    return max(1, round(len(data) / 1000))


def _opened(data: bytes) -> Any:
    # Loading fontTools takes a tenth of a second, and most builds cut nothing.
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if "fvar" in font:
        from fontTools.varLib import instancer

        # A phone needs one weight; the others are most of a variable font.
        font = instancer.instantiateVariableFont(font, {axis.axisTag: None for axis in font["fvar"].axes})
    return font


def _known(data: bytes) -> frozenset[str]:
    """Every letter of a font; none where it cannot be read."""
    from fontTools.ttLib import TTFont

    try:
        return frozenset(map(chr, TTFont(io.BytesIO(data), lazy=True).getBestCmap()))
    except Exception:  # a damaged font can raise anything
        return frozenset()


def _cut(data: bytes, code: str, letters: str) -> Cut | None:
    """A font cut to letters; None where it is too damaged for that."""
    from fontTools import subset

    # It tells of tables that it drops, which is what it is here for.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = False
    options.name_IDs = list(LICENCE)
    # All that shaping needs stays. Spacing of single pairs is more than half of an Ethiopic font.
    options.layout_features = [feature for feature in options.layout_features if feature not in ("kern", "vkrn")]
    try:
        font = _opened(data)
        lacking = "".join(sign for sign in letters if ord(sign) not in font.getBestCmap() and sign not in SHARED)
        outlines = _outlines(font, SCRIPTS[code].pair)
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        font.flavor = "woff2"
        stream = io.BytesIO()
        font.save(stream)
    except Exception:  # a damaged font can raise anything
        return None
    woff2 = stream.getvalue()
    drawing = _drawing(outlines, code in RTL_SCRIPTS, f"{_kilobytes(woff2)} KB")
    name = f"{code.lower()}-{files.digest(woff2, drawing)[:8]}"
    return Cut(name, woff2, drawing, SCRIPTS[code].pair, lacking)


# The button is a drawing, since its reader cannot read its words.

LETTER_HEIGHT = 28
"""Of letters and boxes, in the drawing's own units, which are pixels."""
BOX = "M{} 9h16v22h-16z"


def _outlines(font: Any, letters: str) -> list[tuple[str, int]]:
    """Each letter as an SVG path on a line at y = 0, and its width."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = LETTER_HEIGHT / font["head"].unitsPerEm
    drawn = []
    for letter in letters:
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{round(number, 1):g}")
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
        drawn.append((pen.getCommands(), round(glyph.width * scale)))
    return drawn


def _drawing(letters: list[tuple[str, int]], rtl: bool, size: str) -> bytes:
    """Two boxes, an arrow, two letters, and the size; on white, so that it is seen on any ground."""
    wide = sum(width for _, width in letters) + 4
    total = 94 + wide
    boxes = "".join(BOX.format(x if not rtl else total - 16 - x) for x in (6, 28))
    arrow = "M54 20h24m-8-8 8 8-8 8" if not rtl else f"M{total - 54} 20h-24m8-8-8 8 8 8"
    # Not below the letters: some reach far down.
    under = 42 if not rtl else total - 42
    at, shapes = 88 if not rtl else 6, ""
    for path, width in letters if not rtl else letters[::-1]:
        shapes += f'<path transform="translate({at} 31)" d="{path}"/>'
        at += width + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="60"><path fill="#fff" d="M0 0h{total}v60H0z"/>'
        f'<path fill="none" stroke="#000" stroke-width="2" d="{boxes}{arrow}"/>{shapes}'
        f'<text x="{under}" y="54" text-anchor="middle" font-family="sans-serif" font-size="15">{size}</text></svg>'
    ).encode()
