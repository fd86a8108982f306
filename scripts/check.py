#!/usr/bin/env python3
"""Check code, pages and catalogs in seconds, without building.

Exit codes: 0 nothing wrong, 1 problems (each printed as `file:line: what is wrong. What to do.`), 2 a broken set-up.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys

import _setup


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    _setup.project_argument(parser)
    parser.add_argument("--notes", action="store_true", help="list notes too: what a page could have and has not")
    options = parser.parse_args()
    _setup.enter_venv(__file__)
    code = check_code() if options.project.resolve() == _setup.ROOT else 0
    return max(code, check_content(_setup.config_file(options.project), options.notes))


def check_code() -> int:
    """ruff over the engine; 1 where it finds something."""
    if importlib.util.find_spec("ruff") is None:
        print("code: not checked, ruff comes with scripts/test.py.")
        return 0
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format=concise", "-q", "."], cwd=_setup.ROOT, check=False
    )
    form = subprocess.run([sys.executable, "-m", "ruff", "format", "--check", "-q", "."], cwd=_setup.ROOT, check=False)
    if form.returncode:
        print("code: not formatted. Run .venv/bin/ruff format.")
    return 1 if found.returncode or form.returncode else 0


def check_content(config_file: str, notes: bool) -> int:
    """Every problem of pages, contacts, settings and catalogs."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from porchlight import portal as whole
    from porchlight.checks import report
    from porchlight.core.problem import Severity

    try:
        config = load_config(config_file)
        plugin = config.plugins.get("porchlight")
        if plugin is None:
            _setup.stop(f"{config_file}: the plugin porchlight is missing. Add it under plugins:.")
        problems = whole.check(plugin.folders(config), plugin.read_settings(config), plugin.config.today)
    except MkDocsException as error:
        _setup.stop(" ".join(str(error).split()))
    lines = report.problem_lines(problems, verbose=notes, most=None)
    print("\n".join(lines) if lines else "Nothing wrong.")
    return 1 if any(problem.severity > Severity.NOTE for problem in problems) else 0


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
