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
from pathlib import Path


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
    found: dict[str, Path] = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = Path(root, name)
                found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


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


def prune(folder: Path, keep: set[str]) -> None:
    """Delete every file below the folder whose path in it is not in `keep`, and the folders left empty."""
    for name, path in files_below(folder).items():
        if name not in keep:
            path.unlink()
    for root, _, _ in os.walk(folder, topdown=False):
        if root != str(folder):
            with contextlib.suppress(OSError):
                Path(root).rmdir()


def publish(trees: list[Path], site: Path) -> int:
    """Make `site` hold exactly the files of the trees; returns how many files changed.

    Everything that can fail for want of space happens first, beside the site; then names are switched. So a full
    disk, a crash or Ctrl-C before the switch leaves the old site whole.

    Raises OSError where the site cannot be written, ValueError where two trees hold the same path.
    """
    wanted: dict[str, Path] = {}
    for tree in trees:
        for name, path in files_below(tree).items():
            if name in wanted:
                raise ValueError(f"{name} would be written twice, from {wanted[name]} and {path}")
            wanted[name] = path
    present = files_below(site)
    changed = {name: path for name, path in wanted.items() if name not in present or not same(path, present[name])}
    gone = present.keys() - wanted.keys()
    if not changed and not gone:
        return 0
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as folder:
        staged = Path(folder)
        if not present:
            for name, path in wanted.items():
                link_or_copy(path, staged / "new" / name)
            with uninterrupted():
                if site.is_dir():
                    # Emptied rather than replaced: a server may hold the folder open.
                    for entry in sorted((staged / "new").iterdir()):
                        entry.replace(site / entry.name)
                else:
                    (staged / "new").replace(site)
                    site.chmod(0o755)
            return len(wanted)
        if not os.access(site, os.W_OK):
            raise PermissionError(13, "Permission denied", str(site))
        for name, path in changed.items():
            link_or_copy(path, staged / name)
        with uninterrupted():
            for name in sorted(gone):
                present[name].unlink()
            for root, _, _ in os.walk(site, topdown=False):
                with contextlib.suppress(OSError):
                    Path(root).rmdir()
            for name in changed:
                target = site / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (staged / name).replace(target)
    return len(changed) + len(gone)


def same(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes; quick where they are one file under two names."""
    a, b = one.stat(), other.stat()
    if a.st_ino == b.st_ino and a.st_dev == b.st_dev and a.st_ino:
        return True
    return a.st_size == b.st_size and one.read_bytes() == other.read_bytes()


def link_or_copy(source: Path, target: Path) -> None:
    """Put a file's bytes under a second name, without a second copy where the disk allows it.

    Safe because every writer here replaces files and never changes them in place.
    """
    try:
        os.link(source, target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back for the moment in which names are switched."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
