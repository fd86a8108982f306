"""Small fonts for tests: each letter a bar of a width of its own."""

from __future__ import annotations

import io
from collections.abc import Mapping

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

LATIN = dict.fromkeys(" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:", 500)


def bar(width: int):
    """A glyph half as high as its line."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 500), (width - 50, 500), (width - 50, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def font(widths: Mapping[str, int], family: str = "Bars", weights: bool = False) -> bytes:
    """A TTF with these letters, each so many thousandths of its size wide; with an axis of weights where asked for."""
    glyphs = {".notdef": 600, **{f"u{ord(letter):04X}": width for letter, width in widths.items()}}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in widths})
    builder.setupGlyf({name: bar(width) for name, width in glyphs.items()})
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in glyphs.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "copyright": "Nobody's", "psName": family})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    if weights:
        builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
        # Four corners and the four points of its box; the right side moves.
        moved = [(0, 0), (0, 0), (40, 0), (40, 0), (0, 0), (40, 0), (0, 0), (0, 0)]
        builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, moved)] for name in glyphs})
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()
