"""ZIP archives that are the same bytes for the same files."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterable
from pathlib import Path

EARLIEST = datetime.date(1980, 1, 1)  # PKWARE's APPNOTE, 4.4.6: an archive knows no year before
UNIX = 3  # the same, 4.4.2.2: who made it; its readers then look at the permissions below
READABLE = 0o100644 << 16


def write_zip(path: Path, folder: str, files: Iterable[tuple[str, bytes]], date: str) -> None:
    """Write files, in the order of their paths, into an archive, all below one folder and dated an ISO date.

    One folder, so that who unpacks it does not find hundreds of files strewn over theirs. Raises OSError.
    """
    day = max(datetime.date.fromisoformat(date), EARLIEST)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = UNIX, READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
