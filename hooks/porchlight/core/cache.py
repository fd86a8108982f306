"""Results kept by the hash of what they were made from. `.cache/` may be deleted at any time."""

from __future__ import annotations

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
        try:
            kept = pickle.loads(path.read_bytes())
        except OSError:
            return
        except Exception:
            return
        if isinstance(kept, dict):
            self.kept = kept

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
