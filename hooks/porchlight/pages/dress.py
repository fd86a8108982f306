"""A rendered page made ready: the style that it uses, a policy that allows just that, and no byte that no browser needs."""

from __future__ import annotations

from pathlib import Path

import brotli

from ..assets import scripts, styles
from .minify import minified

STYLE, POLICY = "\ufdda", "\ufddb"
"""Stand in a rendered page for its style and its Content Security Policy."""

ASKS = {"media-src": "<audio", "connect-src": " data-fetch", "font-src": " data-font="}
"""What a page may load of its own site besides pictures and scripts, and what in its HTML tells that it does."""
QUICK_QUALITY = 5
"""Brotli quality of the quick upper bound; a host serves 11, which is smaller."""


class Wardrobe:
    """What the pages of one kind are dressed from."""

    def __init__(
        self,
        overrides: Path,
        brand: str,
        script: str = "",
        version: str = "",
        sheets: tuple[str, ...] = styles.SHEETS,
        base: str = "'none'",
        offline: bool = False,
    ) -> None:
        """`script` names the script that stands in each page, '' for none, and `version` ends the names of those it fetches.

        For `sheets` see `styles.style`, for `base` `styles.policy`.
        """
        self.base = base
        self.policies: dict[tuple[str, tuple[str, ...]], str] = {}
        self.css = styles.style(overrides / "css", brand, sheets)
        self.script = scripts.inlined(overrides / "js", script, version, offline) if script else ""
        self.scripts = scripts.everything(overrides / "js") if script else ""

    def dressed(self, html: str) -> str:
        """A page's HTML, minified, with its style and policy in place of their marks."""
        css = styles.used(self.css, html, self.scripts)
        asks = tuple(directive for directive, sign in ASKS.items() if sign in html)
        if (css, asks) not in self.policies:
            self.policies[css, asks] = styles.policy(css, self.script, self.base, asks)
        return minified(html.replace(STYLE, css).replace(POLICY, self.policies[css, asks]))


def quick_weight(data: bytes) -> int:
    """An upper bound of a file's bytes after brotli 11, in a fiftieth of the time."""
    return len(brotli.compress(data, quality=QUICK_QUALITY, lgwin=16))
