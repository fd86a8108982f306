"""Deterministic, atomic writing: a reader of a file sees the old bytes or the new ones, never half of each."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


def digest(*parts: bytes | str) -> str:
    """Hash of the parts, 32 hexadecimal digits; their borders count, so ("ab", "c") is not ("a", "bc")."""
    h = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


def files_below(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path in it with forward slashes, sorted; nothing where there is no folder.

    Names that begin with a dot are left out: editors and desktops leave such files behind.
    """
    return {name: Path(path) for name, path in sorted(_walk(str(folder)))}


def _walk(folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path in the folder, path) of every file; plain strings, since a large site has tens of thousands."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.path


def write(path: Path, data: bytes | str) -> bool:
    """Write a file whole, or not at all. False where it already held those bytes (it is then left untouched)."""
    data = data.encode() if isinstance(data, str) else data
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        pass
    # One writer a file at a time, so the process's number is name enough.
    temporary = f"{path.parent}{os.sep}.{os.getpid()}-{path.name}"
    try:
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


class Stage:
    """Where files wait that will be published together. What the site already holds byte for byte is not written again."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder, self.site = folder, site
        self.names: set[str] = set()
        """Paths in the site of all that was given, written or not."""

    def write(self, name: str, data: bytes | str) -> None:
        """Put a file at a path of the site, in the place of one put there before."""
        data = data.encode() if isinstance(data, str) else data
        self.names.add(name)
        # Plain strings: a large site has tens of thousands of files.
        if _holds(f"{self.site}/{name}", data):
            with contextlib.suppress(OSError):
                os.unlink(f"{self.folder}/{name}")  # noqa: PTH108
            return
        path = f"{self.folder}/{name}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(data)

    def located(self, name: str) -> Path:
        """Where a file's bytes lie now: here, or in the site where they are the same."""
        here = self.folder / name
        return here if here.is_file() else self.site / name


def _holds(path: str, data: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(data):  # noqa: PTH116
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False


def _remove(folder: Path, names: list[str]) -> None:
    """Delete files by their paths in a folder, and the folders that this leaves empty."""
    for name in names:
        (folder / name).unlink()
    for parent in sorted({parent for name in names for parent in PurePosixPath(name).parents}, reverse=True):
        if parent.parts:
            with contextlib.suppress(OSError):
                (folder / parent).rmdir()


def snapshot(folder: Path) -> dict[str, list[int]]:
    """[size in bytes, time of the last change in ns] of every file below a folder, to see later whether it is untouched."""
    found = {}
    for name, path in _walk(str(folder)):
        state = os.stat(path)  # noqa: PTH116
        found[name] = [state.st_size, state.st_mtime_ns]
    return found


def publish(staged: Path, names: set[str], site: Path) -> int:
    """Make `site` hold exactly the files of these names: those in `staged` anew, the others as they are there.

    Everything that can fail for want of space has happened by then, or happens first; then names are switched. So a full disk,
    a crash or Ctrl-C before the switch leaves the old site whole. Returns how many files changed.

    Raises OSError where the site cannot be written, ValueError where a file is neither staged nor there.
    """
    present = {name for name, _ in _walk(str(site))}
    new = {name for name, _ in _walk(str(staged))}
    if lost := names - new - present:
        raise ValueError(f"{min(lost)} was not made")
    gone = sorted(present - names)
    if not new and not gone:
        return 0
    site.mkdir(parents=True, exist_ok=True)
    if not os.access(site, os.W_OK):
        raise PermissionError(13, "Permission denied", str(site))
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as beside:
        if new and staged.stat().st_dev != site.stat().st_dev:
            # Names can only be switched within one disk.
            staged = shutil.copytree(staged, Path(beside) / "new")
        with uninterrupted():
            _remove(site, gone)
            if new:
                _move(str(staged), str(site))
    return len(new) + len(gone)


def _move(source: str, target: str) -> None:
    """Move everything in a folder into another, replacing files; a folder that is new there moves as one."""
    for entry in sorted(os.scandir(source), key=lambda entry: entry.name):
        there = f"{target}/{entry.name}"
        if entry.is_dir() and os.path.isdir(there):  # noqa: PTH112  strings, see _walk
            _move(entry.path, there)
        else:
            os.replace(entry.path, there)  # noqa: PTH105


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Put a file's bytes under a second name, without a second copy where the disk allows it.

    Safe because every writer here replaces files and never changes them in place.
    """
    try:
        os.link(source, target)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore Ctrl-C for the moment in which names are switched: what is begun there is done sooner than undone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
