#!/usr/bin/env python3
"""Work with the catalogs in translations/.

    python3 scripts/translate.py update          bring every catalog up to date with the pages
    python3 scripts/translate.py update ar uk    only these languages

A text that changed keeps its translation, marked fuzzy, with the text it was made for beside it. What left the pages stays
in the catalog as #~ lines. Nothing a translator wrote is lost.
"""

from __future__ import annotations

import argparse

import _setup


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    update = commands.add_parser("update", help="bring catalogs up to date with the pages")
    update.add_argument("languages", nargs="*", metavar="TAG", help="languages (default: all)")
    _setup.project_argument(update)
    options = parser.parse_args()
    _setup.enter_venv(__file__)

    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from porchlight import portal as whole
    from porchlight.checks import report
    from porchlight.core.problem import ProblemsError

    try:
        config = load_config(_setup.config_file(options.project))
        plugin = config.plugins["porchlight"]
        rows, broken = whole.update_catalogs(plugin.folders(config), plugin.read_settings(config), options.languages)
    except MkDocsException as error:
        _setup.stop(" ".join(str(error).split()))
    except ProblemsError as error:
        print("\n".join(report.problem_lines(error.problems, verbose=True)))
        return 1
    for tag, merge in rows.items():
        print(f"{tag:<12} {merge.new:>5} new  {merge.stale:>5} stale  {merge.obsolete:>5} obsolete")
    for problem in broken:
        print(problem)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
