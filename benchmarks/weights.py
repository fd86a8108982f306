#!/usr/bin/env python3
"""What each template of a built portal weighs: one page of each, its parts compressed by themselves, and the whole.

    python3 benchmarks/weights.py site/

Prints the table of docs/handbook/looks.md. Parts do not add up to the whole, since compression finds what they share.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import brotli

TEMPLATES = {
    "home": "en/",
    "page": "en/health-card/",
    "topic": "en/topics/health/",
    "pathway": "en/pathways/need-a-doctor/",
    "whole topic to print": "en/topics/health/print/",
    "contacts": "en/contacts/",
    "glossary": "en/glossary/",
    "bilingual page": "fr/health-card/both/",
    "this phone": "en/phone/",
    "chooser": "",
    "404": "404.html",
    "embed": "embed/en/health-card/",
    "handbook": "handbook/",
}
"""A page of the example portal for each template."""
PARTS = {
    "CSS": re.compile(r"<style>.*?</style>", re.S),
    "script": re.compile(r"<script>.*?</script>", re.S),
    "icons": re.compile(r"<svg.*?</svg>", re.S),
}


def weights(html: str) -> list[int]:
    """Bytes after brotli 11 of a page's HTML alone, its CSS, script and icons, and of the whole."""

    def weight(text: str) -> int:
        return len(brotli.compress(text.encode(), quality=11)) if text else 0

    found, bare = [], html
    for part in PARTS.values():
        found.append(weight("".join(part.findall(bare))))
        bare = part.sub("", bare)
    return [weight(bare), *found, weight(html)]


def rows(site: Path) -> dict[str, list[int]]:
    """The weights by template."""
    made = {}
    for name, path in TEMPLATES.items():
        file = site / path if path.endswith(".html") else site / path / "index.html"
        made[name] = weights(file.read_text(encoding="utf-8"))
    return made


def table(site: Path) -> str:
    """The rows as a Markdown table."""
    lines = ["| template | HTML | CSS | script | icons | whole page |", "|---|---:|---:|---:|---:|---:|"]
    lines += [f"| {name} | {' | '.join(f'{n:,}' for n in row)} |" for name, row in rows(site).items()]
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python3 benchmarks/weights.py SITE")
    print(table(Path(sys.argv[1])))
