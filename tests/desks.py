"""What tests of translating share: a small portal on disk, its commands run in this process, the page's scripts under Node."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from porchlight.commands.outcome import Outcome
from porchlight.pages.edition import Folders
from porchlight.translation.catalog import parsed
from portals import ROOT, settings_of, write_files

FRENCH = {"translations/fr/language.yml": "status: published\n"}


class Desk:
    """A portal whose templates hold one word, and the commands of translators on it."""

    def __init__(self, folder: Path, contents: dict[str, str | bytes], **settings: object) -> None:
        self.folder = write_files(folder, {"overrides/a.html": "{{ _('Search') }}", **FRENCH, **contents})
        cache = folder / ".cache"
        self.folders = Folders(folder, folder / "docs", folder / "overrides", cache, cache / "out")
        self.settings = settings_of(**settings)

    def run(self, command: str, **options: object) -> Outcome:
        """What a command gives back; options it has and a test does not say are empty."""
        empty = {
            "languages": [],
            "since": None,
            "language": "",
            "fallback": [],
            "autonym": None,
            "pages": [],
            "by": None,
            "files": [],
        }
        room = importlib.import_module(f"porchlight.commands.{command}")
        return room.run(self.folders, self.settings, SimpleNamespace(**{**empty, **options}))

    def write(self, **pages: str) -> None:
        """Write pages of docs/: a body each, below a title of their name."""
        for name, body in pages.items():
            write_files(self.folder, {f"docs/{name}.md": page(name.title(), body)})

    def file(self, name: str, tag: str = "fr") -> Path:
        """A catalog on disk."""
        return self.folder / "translations" / tag / f"{name}.po"

    def entries(self, name: str, tag: str = "fr") -> dict[str, polib.POEntry]:
        """A catalog's entries by msgid."""
        return {entry.msgid: entry for entry in parsed(self.file(name, tag).read_bytes())}

    def edit(self, name: str, msgid: str, tag: str = "fr", **said: object) -> None:
        """Change an entry as a translator's program does."""
        read = parsed(self.file(name, tag).read_bytes())
        entry = read.find(msgid)
        for key, value in said.items():
            setattr(entry, key, value)
        read.wrapwidth = 0
        self.file(name, tag).write_text(str(read), encoding="utf-8")

    def bytes(self) -> dict[str, bytes]:
        """Every catalog and settings file as it is now."""
        folder = self.folder / "translations"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def page(title: str, body: str, **front: str) -> str:
    """A page of docs/."""
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\n{more}---\n\n{body}\n"


def asked_of_the_page(script: str, answer: str, questions: list[list]) -> list:
    """What a script of overrides/translate answers under Node: `answer` is an expression of its functions, for `...one` question."""
    program = shutil.which("node")
    if not program:
        pytest.skip("Node is not installed; scripts/test.py installs it on Debian and Ubuntu")
    code = (
        f"const page=require({json.dumps(str(ROOT / 'overrides/translate' / script))});"
        "const told=JSON.parse(require('fs').readFileSync(0,'utf8'));"
        f"console.log(JSON.stringify(told.map(one=>{answer})))"
    )
    done = subprocess.run(
        [program, "-e", code], input=json.dumps(questions), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
