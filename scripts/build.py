#!/usr/bin/env python3
"""Build the portal into site/ and print the report.

Exit codes: 0 built, 1 problems in the content (nothing was published), 2 wrong usage or a broken set-up.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import _setup


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    _setup.project_argument(parser)
    parser.add_argument(
        "--language", action="append", default=[], metavar="TAG", help="only this language (may be repeated)"
    )
    parser.add_argument("--drafts", action="store_true", help="build languages whose status is draft, too")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--weigh", action="store_true", help="weigh every page exactly (slower)")
    parser.add_argument("--notes", action="store_true", help="list notes too")
    parser.add_argument(
        "--bundle",
        action="append",
        default=[],
        choices=("zip", "zim"),
        help="also put into bundles/, to take along: zip opens from a USB stick, zim in Kiwix (may be repeated)",
    )
    options = parser.parse_args()
    _setup.enter_venv(__file__)
    os.environ["PORCHLIGHT_ONLY"] = ",".join(options.language)
    os.environ["PORCHLIGHT_DRAFTS"] = "1" if options.drafts else ""
    os.environ["PORCHLIGHT_JOBS"] = str(options.jobs)
    os.environ["PORCHLIGHT_WEIGH"] = "1" if options.weigh else ""
    return build(_setup.config_file(options.project), options.notes, options.bundle)


def build(config_file: str, notes: bool = False, bundles: Sequence[str] = ()) -> int:
    """Build a portal, print its report and make its bundles; returns the exit code."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from porchlight.checks import report
    from porchlight.core.problem import ProblemsError
    from porchlight.outputs import bundle

    if lack := bundle.unready(bundles):
        _setup.stop(lack)
    started = time.monotonic()
    progress = Progress()
    plugin = None
    try:
        config = load_config(config_file)
        plugin = config.plugins.get("porchlight")
        if plugin is None:
            _setup.stop(f"{config_file}: the plugin porchlight is missing. Add it under plugins:.")
        plugin.say = progress.say
        mkdocs_build(config)
    except ProblemsError as error:
        progress.end()
        print("\n".join(report.problem_lines(error.problems, verbose=True)))
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; the site was left as it was.")
        return 1
    except MkDocsException as error:
        progress.end()
        _setup.stop(" ".join(str(error).split()))
    except KeyboardInterrupt:
        progress.end()
        done = "the site is the new one" if plugin and plugin.report else "the site was left as it was"
        print(f"Stopped; {done}.", file=sys.stderr)
        return 130
    except OSError as error:
        progress.end()
        _setup.stop(f"{error.filename or 'site'}: {error.strerror or error}. The site was left as it was.")
    progress.end()
    print("\n".join(report.lines(plugin.report, verbose=notes)))
    print(f"Built in {time.monotonic() - started:.1f} s")
    try:
        for line in bundle.write_bundles(plugin.portal, Path(plugin.site_dir), plugin.config.only, bundles):
            print(line, flush=True)
    except OSError as error:
        _setup.stop(f"{error.filename}: {error.strerror}. The site is built; this bundle stayed as it was.")
    return 0


class Progress:
    """One changing line on a terminal, plain lines in a log."""

    def __init__(self) -> None:
        self.live = sys.stdout.isatty()
        self.width = 0

    def say(self, line: str) -> None:
        """Show where the build is."""
        if self.live:
            print(f"\r{line:<{self.width}}", end="", flush=True)
            self.width = len(line)
        else:
            print(line, flush=True)

    def end(self) -> None:
        """Clear the changing line."""
        if self.live and self.width:
            print(f"\r{'':<{self.width}}\r", end="", flush=True)


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
