"""The one style sheet, inlined in every page: the same bytes everywhere, so that one hash in the policy covers them."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path

import minify_html

SHEETS = ("base.css", "parts.css")


@functools.cache
def style(folder: Path, sheets: tuple[str, ...] = SHEETS) -> str:
    """The sheets of overrides/css in order, minified."""
    css = "\n".join((folder / name).read_text(encoding="utf-8") for name in sheets)
    tag = minify_html.minify(f"<style>{css}</style>", minify_css=True, keep_closing_tags=True)
    return tag.removeprefix("<style>").removesuffix("</style>")


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
