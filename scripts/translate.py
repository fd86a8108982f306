#!/usr/bin/env python3
"""Everything a translator or coordinator does with the catalogs in translations/.

    python3 scripts/translate.py status ti             what is translated, out of date, missing; what to do next
    python3 scripts/translate.py start so              begin a new language
    python3 scripts/translate.py update                bring every catalog up to date with the pages
    python3 scripts/translate.py check                 find wrong numbers, broken links and other slips
    python3 scripts/translate.py preview ti housing    build that page and open it
    python3 scripts/translate.py keep housing          say that an edit of the English page changed no meaning
    python3 scripts/translate.py export ti --to xliff  hand texts to people who translate in other tools
    python3 scripts/translate.py import FILE           take them back

Nothing a translator wrote is ever lost. Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or a broken set-up.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

import _setup

JSON_HELP = "print JSON, for other programs"


def parser() -> argparse.ArgumentParser:
    """The commands and their options; standard library only, since .venv may not be there yet."""
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, told: str, example: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=told,
            description=f"{told[0].upper()}{told[1:]}.",
            epilog=f"Example: python3 scripts/translate.py {example}",
        )
        _setup.project_argument(made)
        made.add_argument("--json", action="store_true", help=JSON_HELP)
        return made

    made = command("status", "tell what is translated, out of date and missing, most needed first", "status ti")
    made.add_argument(
        "languages", nargs="*", metavar="LOCALE", help="languages, each page told (default: all, in short)"
    )
    made.add_argument(
        "--since", metavar="REF", help="what changed in the pages since a git revision, as a message to send"
    )
    made = command("start", "begin a new language", "start so --fallback ar")
    made.add_argument("language", metavar="LOCALE", help="its BCP 47 tag: so, zh-Hant, fa-AF")
    made.add_argument(
        "--fallback", action="append", default=[], metavar="LOCALE", help="shown where it has no page yet"
    )
    made.add_argument("--autonym", help="its name in itself, where CLDR does not know it")
    made = command("update", "bring catalogs up to date with the pages", "update ar uk")
    made.add_argument("languages", nargs="*", metavar="LOCALE", help="languages (default: all)")
    made = command(
        "check", "find wrong numbers, broken links and other slips in translations", "check translations/ar/scams.po"
    )
    made.add_argument("files", nargs="*", metavar="FILE", help="catalogs, folders or languages (default: all)")
    made = command("preview", "build a language and open a page of it", "preview ti housing")
    made.add_argument("language", metavar="LOCALE")
    made.add_argument(
        "page", nargs="?", default="index", metavar="PAGE", help="such as housing (default: the home page)"
    )
    made.add_argument("--port", type=int, default=8000, help="of the preview's server (default: 8000)")
    made = command(
        "keep",
        "say that a page's last edit changed no meaning: every translation of it is current again",
        "keep housing",
    )
    made.add_argument("pages", nargs="+", metavar="PAGE", help="such as housing")
    made.add_argument("--by", metavar="NAME", help="who says so (default: git's user.name)")
    made = command("export", "write texts for people who translate in other tools", "export ti housing --to xliff")
    made.add_argument("language", metavar="LOCALE")
    made.add_argument("pages", nargs="*", metavar="PAGE", help="pages (default: all)")
    made.add_argument("--to", choices=("xliff", "csv"), default="xliff", help="XLIFF 1.2 or CSV (default: xliff)")
    made.add_argument(
        "--out", type=Path, default=Path("export"), metavar="DIR", help="folder to write to (default: export)"
    )
    made.add_argument("--all", action="store_true", help="also what is translated already")
    made = command("import", "take translations back from XLIFF or CSV", "import export/ti/housing.xlf")
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files that `export` made, translated")
    return whole


def main() -> int:
    options = parser().parse_args()
    _setup.enter_venv(__file__)
    # Of this file's own name is the package of the translate-toolkit, which export and import need.
    sys.path.remove(str(Path(__file__).resolve().parent))

    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from porchlight.checks import report
    from porchlight.core.problem import ProblemsError

    # `import` is a word of Python's own.
    room = {"import": "take"}.get(options.command, options.command)
    command = importlib.import_module(f"porchlight.commands.{room}")
    try:
        config = load_config(_setup.config_file(options.project))
        plugin = config.plugins.get("porchlight")
        if plugin is None:
            _setup.stop(f"{options.project}/mkdocs.yml: the plugin porchlight is missing. Add it under plugins:.")
        outcome = command.run(plugin.folders(config), plugin.read_settings(config), options)
    except MkDocsException as error:
        _setup.stop(" ".join(str(error).split()))
    except BrokenPipeError:
        raise
    except OSError as error:
        _setup.stop(
            f"{error.filename or options.command}: {error.strerror or error}. Look at its place and its permissions."
        )
    except ProblemsError as error:
        lines = report.problem_lines(error.problems, verbose=True)
        told = list(map(str, error.problems))
        print(json.dumps({"problems": told}, ensure_ascii=False, indent=1) if options.json else "\n".join(lines))
        return 1
    if options.json and outcome.data:
        print(json.dumps(outcome.data, ensure_ascii=False, indent=1))
    elif outcome.lines:
        print("\n".join(outcome.lines))
    return outcome.code


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
