"""Icons: SVG paths out of Material's set, inlined where they are used."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from rapidfuzz import process

ICON_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@functools.cache
def icon(folder: Path, name: str) -> str:
    """The path data of a Material Design icon (24 × 24). Raises LookupError that names the nearest icons."""
    file = folder / f"{name}.svg"
    if not ICON_NAME.fullmatch(name) or not file.is_file():
        known = sorted(path.stem for path in folder.glob("*.svg"))
        near = ", ".join(found[0] for found in process.extract(name, known, limit=3))
        raise LookupError(f'there is no icon "{name}"; the nearest are: {near}')
    paths = re.findall(r'<path [^>]*?\bd="([^"]+)"', file.read_text(encoding="utf-8"))
    return " ".join(paths)
