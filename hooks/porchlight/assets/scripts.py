"""The scripts of overrides/js: one inlined in every page, the others fetched by it, each only where it is used."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from calmjs.parse import es5
from calmjs.parse.unparsers.es5 import minify_print

from ..core.problem import Problem, ProblemsError

NOT_FETCHED = ("page", "start", "service-worker", "withdrawn")
"""`page.js` stands in every page, `start.js` in the chooser; the others are /sw.js."""
FOLDER = "assets/js/"
"""Where the others lie in the site, in a folder a language."""
WORD = re.compile(r"\bWORDS\.(\w+)")
VERSION = "VERSION"
"""Stands in page.js for the end of the others' names."""
OFFLINE = "OFFLINE"
"""Stands in page.js for whether phones may keep pages."""


@functools.cache
def minified(folder: Path) -> dict[str, str]:
    """Every script without comments and needless spaces, its own names short, by name."""
    return {file.stem: _minified(file) for file in sorted(folder.glob("*.js"))}


def _minified(file: Path) -> str:
    try:
        return minify_print(es5(file.read_text(encoding="utf-8")), obfuscate=True, drop_semi=True)
    except Exception as error:  # the parser raises several kinds, and none of them names the file
        raise ProblemsError(
            [Problem(f"overrides/js/{file.name}", 0, f"it is no ECMAScript 5: {error}", "Mend it")]
        ) from error


def fetched(folder: Path, tag: str, words: Mapping[str, str], without: Collection[str] = ()) -> dict[str, bytes]:
    """The scripts that pages of a language fetch, by path in the site; `WORDS.copy` in them is words['copy'].

    `without` names those that its pages never ask for.

    A hash of all of them is part of every name, so a browser may keep them for ever.
    """
    told = {
        name: WORD.sub(lambda found: json.dumps(words[found[1]], ensure_ascii=False), text)
        for name, text in minified(folder).items()
        if name not in (*NOT_FETCHED, *without)
    }
    version = hashlib.sha256("\0".join(told.values()).encode()).hexdigest()[:8]
    return {f"{FOLDER}{tag}/{name}-{version}.js": text.encode() for name, text in told.items()}


def inlined(folder: Path, name: str, version: str = "", offline: bool = False) -> str:
    """A script to inline; `version` ends the names of those it fetches, `offline` says whether phones may keep pages."""
    return minified(folder)[name].replace(VERSION, version).replace(OFFLINE, str(int(offline)))


def service_worker(folder: Path, version: str) -> str:
    """/sw.js, which knows its words by their version; where that is '', what takes back all that phones kept."""
    return minified(folder)["service-worker" if version else "withdrawn"].replace(VERSION, version)


def version_of(paths: Mapping[str, bytes]) -> str:
    """What the names of `fetched` scripts end with: '-1a2b3c4d.js'; '' where there are none."""
    return next((path[path.rindex("-") :] for path in paths), "")


@functools.cache
def everything(folder: Path) -> str:
    """All scripts as one text: whatever class they may set stands in it."""
    return " ".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.js")))
