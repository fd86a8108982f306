"""QR codes, for paper: whoever holds a printed page gets to its newest version."""

from __future__ import annotations

import segno

MASK = 2
"""Any of the eight masks can be read; trying all of them for the best takes five times as long."""


def drawing(address: str) -> bytes:
    """An address as a QR code (ISO/IEC 18004, error correction M) in SVG, with the quiet zone around it."""
    code = segno.make_qr(address, error="m", mask=MASK, boost_error=False)
    return (
        code.svg_inline(omitsize=True, svgclass=None, lineclass=None)
        .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        .encode()
    )
