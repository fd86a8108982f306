"""The one style sheet, inlined in every page: the same bytes everywhere, so that one hash in the policy covers them."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path

SHEETS = ("base.css", "parts.css")
STRING = r"""(?P<string>"[^"]*"|'[^']*')"""
COMMENT = re.compile(rf"{STRING}|/\*[\s\S]*?\*/")
SPACE = re.compile(rf"{STRING}|\s*(?P<sign>[{{}};,])\s*|\s+")


@functools.cache
def style(folder: Path, sheets: tuple[str, ...] = SHEETS) -> str:
    """The sheets of overrides/css in order, without comments and needless spaces.

    Nothing else: minifiers merge declarations, and drop the literal colour that stands before var() for old phones.
    """
    css = "\n".join((folder / name).read_text(encoding="utf-8") for name in sheets)
    css = COMMENT.sub(lambda found: found["string"] or "", css)
    css = SPACE.sub(lambda found: found["string"] or found["sign"] or " ", css)
    return css.replace(";}", "}").strip()


def policy(css: str, script: str = "") -> str:
    """A Content Security Policy that allows the page's own style and script, and nothing from other hosts."""
    sources = {
        "default-src": "'none'",
        "img-src": "'self' data:",
        "style-src": _hash(css),
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    if script:
        sources["script-src"] = _hash(script)
    return ";".join(f"{directive} {source}" for directive, source in sources.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
