"""What tests of whole portals share: writing one, and running the scripts on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_script(name: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """Run one of scripts/ as a user would; its output as text."""
    command = [sys.executable, str(ROOT / "scripts" / f"{name}.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def write_files(folder: Path, contents: dict[str, str | bytes]) -> Path:
    """Write files by their paths below a folder."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def catalog(*entries: tuple[str, str], flags: str = "", provenance: str = "human") -> str:
    """A PO catalog as text."""
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Provenance: {provenance}\\n"\n'
    return head + "".join(f'\n{flags}msgid "{msgid}"\nmsgstr "{msgstr}"\n' for msgid, msgstr in entries)
