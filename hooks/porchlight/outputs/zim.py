"""ZIM files (openzim.org), for Kiwix readers and servers without a network. The same bytes for the same input.

libzim is asked for only here, and only where a ZIM file is wanted: it is not to be had for every system.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import importlib.util
import io
import json
import mimetypes
import mmap
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from ..core import files
from ..core.locale import BCP47

PACKAGES = ("libzim", "langcodes")
MOST_TITLE, MOST_DESCRIPTION = 30, 80  # characters; openZIM's Metadata specification
SEVERAL = "mul"  # ISO 639-2: multiple languages
UNKNOWN = "und"  # the same: undetermined
ICON_PX = 48  # openZIM's Metadata specification: Illustration_48x48@1
TYPES = {".js": "text/javascript", ".opus": "audio/ogg", ".webp": "image/webp", ".woff2": "font/woff2"}
"""Where Python's own table differs from version to version."""
LITTLE_BYTES = 1_000_000
"""With less than this, a disk is taken to be full."""
PACKED = ("text/", "image/svg", "application/javascript", "application/octet-stream")
"""What gets smaller by compression."""
UUID, CHECKSUM_POSITION = 8, 72  # offsets in the header; openZIM, "ZIM file format"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "openzim.org")
INDEX_MAGIC = b"\x0f\x0dXapian Glass"  # xapian-core, glass_version.cc; a format of 2 bytes and a UUID follow
CHECKS = ("--empty", "--checksum", "--metadata", "--favicon", "--main", "--redundant")
CHECKS += ("--url_internal", "--url_external", "--redirect_loop")
"""What zimcheck is asked for: all but `--integrity`, which calls every file faulty whose writer is newer than it
(openzim/zim-tools, issue 484). libzim's own check of the checksum is made instead, which sees less.
"""
MISTAKEN = "sms:"
"""zimcheck takes links to text messages for paths (openzim/zim-tools, issue 517)."""


@dataclass(frozen=True)
class About:
    """What a ZIM file says of itself in a library."""

    name: str
    """The same in all its editions: 'first-steps_ar'."""
    title: str
    description: str
    languages: tuple[str, ...]
    """BCP 47 tags."""
    date: str
    """ISO date."""
    creator: str
    source: str
    """Address of the site, '' where not known."""
    main: str
    """Path of the first page."""
    icon: bytes
    """PNG, 48 × 48."""


@dataclass(frozen=True)
class Entry:
    """One file in it."""

    path: str
    data: bytes
    title: str = ""
    text: str = ""
    """What search finds it by; '' for what search does not show."""


def missing() -> list[str]:
    """Packages that are needed here and not installed."""
    return [name for name in PACKAGES if importlib.util.find_spec(name) is None]


def write_zim(path: Path, about: About, entries: Iterable[Entry]) -> None:
    """Write a ZIM file with a full-text index. Raises OSError where it cannot be written, ImportError without libzim."""
    from libzim.reader import Archive
    from libzim.writer import Creator

    codes = list(dict.fromkeys(iso_639_3(tag) for tag in about.languages))
    try:
        with _silence():
            # One worker: with more of them, the order of the index differs from run to run.
            creator = Creator(path).config_nbworkers(1).config_indexing(True, codes[0] if len(codes) == 1 else SEVERAL)
            with creator.set_mainpath(about.main):
                for key, value in _metadata(about, codes).items():
                    creator.add_metadata(key, value)
                creator.add_illustration(ICON_PX, about.icon)
                first: dict[str, str] = {}
                for entry in entries:
                    known = entry.path if entry.title else first.setdefault(files.digest(entry.data), entry.path)
                    if known != entry.path:
                        # A script without words is the same in every language.
                        creator.add_redirection(entry.path, "", known, {})
                        continue
                    creator.add_item(_item(entry))
                    if entry.path.endswith("/index.html"):
                        # Addresses as the site has them lead here too: scripts make such, and people write them down.
                        creator.add_redirection(entry.path.removesuffix("index.html"), "", entry.path, {})
            _settle(path)
            sound = Archive(path).check()
    except RuntimeError as error:
        # What libzim says of a full disk is "Unknown exception".
        full = shutil.disk_usage(path.parent).free < LITTLE_BYTES
        raise OSError(errno.ENOSPC if full else errno.EIO, os.strerror(errno.ENOSPC) if full else str(error)) from error
    if not sound:
        raise OSError(errno.EIO, "libzim finds the file damaged")


def _metadata(about: About, codes: Sequence[str]) -> dict[str, str]:
    said = {
        "Name": about.name,
        "Title": shortened(about.title, MOST_TITLE),
        "Description": shortened(about.description or about.title, MOST_DESCRIPTION),
        "Language": ",".join(codes),
        "Creator": about.creator,
        "Publisher": about.creator,
        "Date": about.date,
        "Flavour": "maxi",  # whole pages, with their pictures
        "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
        "Scraper": "Porchlight",
        "Source": about.source,
    }
    return {key: value for key, value in said.items() if value}


@functools.cache
def _classes() -> tuple[type, type]:
    """libzim's item and index data as they are filled here."""
    from libzim.writer import Hint, IndexData, Item, StringProvider

    class Words(IndexData):
        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

        def has_indexdata(self) -> bool:
            return bool(self.entry.text)

        def get_title(self) -> str:
            return self.entry.title

        def get_content(self) -> str:
            return self.entry.text

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return len(self.entry.text.split())

        def get_geoposition(self) -> None:
            return None

    class File(Item):
        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

        def get_path(self) -> str:
            return self.entry.path

        def get_title(self) -> str:
            return self.entry.title

        def get_mimetype(self) -> str:
            return mimetype(self.entry.path)

        def get_contentprovider(self) -> Any:
            return StringProvider(self.entry.data)

        def get_hints(self) -> dict[Any, int]:
            packed = self.get_mimetype().startswith(PACKED)
            return {Hint.FRONT_ARTICLE: bool(self.entry.text), Hint.COMPRESS: packed}

        def get_indexdata(self) -> Words:
            return Words(self.entry)

    return File, Words


def _item(entry: Entry) -> Any:
    return _classes()[0](entry)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """libzim tells each of its steps, past Python; our own lines would drown. What goes wrong it raises."""
    sys.stdout.flush()
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    kept = {stream: os.dup(stream) for stream in (1, 2)}
    try:
        for stream in kept:
            os.dup2(nowhere, stream)
        yield
    finally:
        for stream, copy in kept.items():
            os.dup2(copy, stream)
            os.close(copy)
        os.close(nowhere)


def _settle(path: Path) -> None:
    """Put identifiers made of the contents in the place of libzim's random ones, and the checksum right again.

    Its binding has no way to set the file's UUID, and the two search indexes in it have one each, which nothing reads.
    """
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        end = int.from_bytes(data[CHECKSUM_POSITION : CHECKSUM_POSITION + 8], "little")
        data[UUID : UUID + 16] = bytes(16)
        found = data.find(INDEX_MAGIC)
        while found != -1:
            place = found + len(INDEX_MAGIC) + 2
            data[place : place + 16] = NAMESPACE.bytes
            found = data.find(INDEX_MAGIC, place)
        with memoryview(data)[:end] as told:
            data[UUID : UUID + 16] = uuid.uuid5(NAMESPACE, hashlib.sha256(told).hexdigest()).bytes
            data[end : end + 16] = hashlib.md5(told, usedforsecurity=False).digest()


def iso_639_3(tag: str) -> str:
    """The ISO 639-3 code of a language by its BCP 47 tag: 'zho' of zh-Hans; 'und' where it has none."""
    import langcodes

    found = BCP47.fullmatch(tag)
    try:
        return langcodes.Language.get(found["language"], normalize=False).to_alpha3() if found else UNKNOWN
    except LookupError:
        return UNKNOWN


def mimetype(path: str) -> str:
    """What kind of file this is, the same on every machine: the system's own table is not asked."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  a path in a site
    return TYPES.get(suffix) or mimetypes.MimeTypes().guess_type(path)[0] or "application/octet-stream"


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    words = cut.rpartition(" ")[0] if not text[most - 1].isspace() else cut
    return (words or cut).rstrip() + "…"


def icon(brand: str) -> bytes:
    """A lit door in a house, on the portal's colour: a PNG for libraries, which have no SVG."""
    large = 8 * ICON_PX  # drawn large and made small, so that slopes are smooth
    picture = Image.new("RGB", (large, large), brand)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(large // 2, 48), (344, 200), (296, 200), (296, 328), (88, 328), (88, 200), (40, 200)], "#fff")
    pen.rectangle((152, 208, 232, 328), brand)
    pen.ellipse((176, 136, 208, 168), "#c96a00")
    told = io.BytesIO()
    picture.resize((ICON_PX, ICON_PX), Image.Resampling.LANCZOS).save(told, "PNG", optimize=True)
    return told.getvalue()


def verdict(paths: Sequence[Path]) -> str:
    """What zimcheck says of ZIM files, in one line."""
    program = shutil.which("zimcheck")
    if not program:
        return "zimcheck is not installed, so nothing has checked the ZIM files (Debian: zim-tools)"
    faults = []
    for path in paths:
        done = subprocess.run([program, *CHECKS, "--json", str(path)], capture_output=True, text=True, check=False)
        try:
            logs = json.loads(done.stdout)["logs"]
        except (ValueError, KeyError):
            faults.append(f"{path.name}: {' '.join(done.stderr.split()) or 'zimcheck failed'}")
            continue
        faults += [f"{path.name}: {said}" for log in logs if (said := _complaint(log))]
    if faults:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        return f"zimcheck: {faults[0]}{more}"
    count = f"{len(paths)} ZIM file{'s' if len(paths) > 1 else ''}"
    return f"zimcheck: {count}, no fault (not counting --integrity and sms: links, where it is mistaken)"


def _complaint(log: dict[str, Any]) -> str:
    """One of zimcheck's findings in a line; '' where it is mistaken."""
    links = [link for link in log.get("links", ()) if not link.startswith(MISTAKEN)]
    if "links" in log and not links:
        return ""
    said = f"{log.get('path', '')} {', '.join(links) or log.get('message', '')}"
    return f"{log.get('level', '')} {log['check']} {' '.join(said.split())}"
