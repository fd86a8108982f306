"""The scripts of overrides/js: one inlined in every page, the others fetched by it, each only where it is used."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import rjsmin

INLINED = ("page", "start")
"""`page.js` stands in every page, `start.js` in the chooser."""
FOLDER = "assets/js/"
"""Where the others lie in the site, in a folder a language."""
WORD = re.compile(r"\bWORDS\.(\w+)")
VERSION = "VERSION"
"""Stands in page.js for the end of the others' names."""


@functools.cache
def minified(folder: Path) -> dict[str, str]:
    """Every script without comments and needless spaces, by name."""
    return {file.stem: rjsmin.jsmin(file.read_text(encoding="utf-8")).strip() for file in sorted(folder.glob("*.js"))}


def fetched(folder: Path, tag: str, words: Mapping[str, str]) -> dict[str, bytes]:
    """The scripts that pages of a language fetch, by path in the site; `WORDS.copy` in them is words['copy'].

    A hash of all of them is part of every name, so a browser may keep them for ever.
    """
    told = {
        name: WORD.sub(lambda found: json.dumps(words[found[1]], ensure_ascii=False), text)
        for name, text in minified(folder).items()
        if name not in INLINED
    }
    version = hashlib.sha256("\0".join(told.values()).encode()).hexdigest()[:8]
    return {f"{FOLDER}{tag}/{name}-{version}.js": text.encode() for name, text in told.items()}


def inlined(folder: Path, name: str, version: str = "") -> str:
    """A script to inline; `version` ends the names of those it fetches."""
    return minified(folder)[name].replace(VERSION, version)


def version_of(paths: Mapping[str, bytes]) -> str:
    """What the names of `fetched` scripts end with: '-1a2b3c4d.js'; '' where there are none."""
    return next((path[path.rindex("-") :] for path in paths), "")


@functools.cache
def everything(folder: Path) -> str:
    """All scripts as one text: whatever class they may set stands in it."""
    return " ".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.js")))
