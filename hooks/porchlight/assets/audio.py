"""Recordings: docs/audio/<locale>/<page>.opus or .mp3, a page read aloud by a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import mutagen
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus

from ..core import fields, files
from ..core.problem import Problem

TYPES = {".opus": "audio/ogg; codecs=opus", ".mp3": "audio/mpeg"}
"""By suffix, the lighter first: a browser takes the first that it can play."""
KINDS = {".opus": OggOpus, ".mp3": MP3}
FOLDER = "assets/audio/"
"""Where they lie in the site."""


@dataclass(frozen=True)
class Recording:
    """One file."""

    page: str
    """Page name."""
    tag: str
    """BCP 47 tag of the language that is spoken."""
    source: str
    """Path below docs/."""
    type: str
    """Media type, for <source>."""
    seconds: float
    size_bytes: int

    @property
    def path(self) -> str:
        """Path in the site."""
        return FOLDER + self.source.removeprefix("audio/")


def read_recordings(docs: Path, tags: Collection[str], pages: Collection[str]) -> tuple[list[Recording], list[Problem]]:
    """Every recording, the lighter kind first, and what is wrong with any."""
    found: list[Recording] = []
    problems: list[Problem] = []
    for name, file in files.files_below(docs / "audio").items():
        path = f"docs/audio/{name}"
        tag, rest = name.split("/", 1) if "/" in name else ("", name)
        page, suffix = rest.removesuffix(PurePosixPath(rest).suffix), PurePosixPath(rest).suffix.lower()
        if suffix not in TYPES:
            remedy = f"Save it as {' or '.join(TYPES)}, or move it out of docs/audio"
            problems.append(Problem(path, 0, "this is no recording that phones can play", remedy))
        elif not tag:
            what = "this recording does not say which language it is in"
            problems.append(Problem(path, 0, what, "Put it into the folder of its language, docs/audio/<tag>/"))
        elif tag not in tags:
            what = f'there is no language "{tag}" in this portal{fields.nearest(tag, list(tags))}'
            problems.append(Problem(path, 0, what, "Put it into the folder of its language, docs/audio/<tag>/"))
        elif page not in pages:
            what = f'there is no page "{page}"{fields.nearest(page, list(pages))}'
            problems.append(Problem(path, 0, what, "Name the recording as its page is named"))
        elif (seconds := _seconds(file, KINDS[suffix])) is None:
            problems.append(Problem(path, 0, "this recording is broken", f"Save it as {suffix} again"))
        else:
            found.append(Recording(page, tag, f"audio/{name}", TYPES[suffix], seconds, file.stat().st_size))
    order = list(TYPES.values())
    return sorted(found, key=lambda one: (order.index(one.type), one.source)), problems


def _seconds(file: Path, kind: type[mutagen.FileType]) -> float | None:
    """How long a recording is; None where it cannot be read, or is of another kind than its name says."""
    try:
        read = mutagen.File(file)
    except (mutagen.MutagenError, OSError, ValueError, EOFError):
        return None
    return float(read.info.length) or None if isinstance(read, kind) else None
