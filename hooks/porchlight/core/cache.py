"""Results kept by the hash of what they were made from. `.cache/` may be deleted at any time."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import files


class Shelf:
    """One file of results by key. What was not asked for since it was opened is dropped when it is saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.used: dict[str, Any] = {}
        self.changed = False
        self.kept: dict[str, Any] = {}
        """What the file held; shared with other shelves of the same file, so never changed."""
        try:
            state = path.stat()
        except OSError:
            return
        self.kept = _read(path, state.st_mtime_ns, state.st_size)

    def get(self, key: str, make: Callable[[], Any]) -> Any:
        """The result under a key; made, and kept, where it is not there."""
        if key in self.used:
            return self.used[key]
        if key in self.kept:
            self.used[key] = self.kept[key]
        else:
            self.used[key] = make()
            self.changed = True
        return self.used[key]

    def save(self) -> None:
        """Write what was used; nothing where that is what the file holds."""
        if self.changed or len(self.used) != len(self.kept):
            files.write(self.path, pickle.dumps(self.used, protocol=5))


@functools.lru_cache(maxsize=64)
def _read(path: Path, _changed_ns: int, _size: int) -> dict[str, Any]:
    """What a shelf's file holds, read once for each state of it: a preview builds again and again in one process."""
    try:
        kept = pickle.loads(path.read_bytes())
    except Exception:  # a damaged pickle can raise anything; it is only a cache
        return {}
    return kept if isinstance(kept, dict) else {}
