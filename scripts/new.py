#!/usr/bin/env python3
"""Make a new portal folder, or complete one that has only docs/ and translations/. Nothing that is there is overwritten.

python3 scripts/new.py ../my-portal
python3 scripts/build.py --project ../my-portal
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import _setup

HOME = """\
---
title: Welcome
summary: Help for people who have just arrived.
---

Write your first page here.
"""
LANGUAGE = """\
# Names, direction and plural rule come from CLDR. They can be set here too: autonym, english_name, direction, fallback …
status: published
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    _setup.enter_venv(__file__)

    from porchlight.core.locale import is_tag

    try:
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        made = [put(folder / "mkdocs.yml", settings(folder.resolve()))]
        if not any((folder / "docs").rglob("*.md")):
            made.append(put(folder / "docs" / "index.md", HOME))
        (folder / "translations").mkdir(exist_ok=True)
        for language in sorted(path for path in (folder / "translations").iterdir() if path.is_dir()):
            if is_tag(language.name):
                made.append(put(language / "language.yml", LANGUAGE))
            else:
                print(f"{language}: not a language tag such as fr or zh-Hans; left as it is.")
    except OSError as error:
        _setup.stop(f"{error.filename}: {error.strerror}. Choose a folder that can be written.")
    written = [file for file in made if file]
    print("\n".join(f"wrote {file}" for file in written) if written else "Everything is there already.")
    print(f"Build it with: python3 scripts/build.py --project {folder}")
    return 0


def put(file: Path, text: str) -> Path | None:
    """Write a file where there is none; None where there is."""
    if file.exists():
        return None
    file.write_text(text, encoding="utf-8")
    return file


def settings(folder: Path) -> str:
    """mkdocs.yml for a portal that uses this engine's templates and timeline."""
    extensions = (
        (_setup.ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("markdown_extensions:", 1)[1].split("\n\n", 1)[0]
    )

    def engine(part: str) -> str:
        try:
            return Path(os.path.relpath(_setup.ROOT / part, folder)).as_posix()
        except ValueError:  # another drive on Windows
            return (_setup.ROOT / part).as_posix()

    name = folder.name.replace("-", " ").replace("_", " ").strip().capitalize() or "Portal"
    return f"""\
site_name: "{name}"
site_description: ""
# The site's own address, for sitemaps and links from elsewhere:
# site_url: https://example.org/

theme:
  name: null
  custom_dir: {engine("overrides")}

hooks:
  - {engine("hooks/timeline.py")}

plugins:
  - porchlight

markdown_extensions:{extensions}
"""


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
