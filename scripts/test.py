#!/usr/bin/env python3
"""Run every test, after setting up all they need. `--fast` leaves out those that need a browser, nginx or whole
builds, or take seconds.

Other arguments go to pytest: `python3 scripts/test.py --fast -k segments`.
"""

from __future__ import annotations

import os
import subprocess
import sys

import _setup

PROGRAMS = {
    "chromium": "chromium",
    "nginx": "nginx-light",
    "git": "git",
    "msgfmt": "gettext",
    "jq": "jq",
    "node": "nodejs",
    "npm": "npm",
    "java": "default-jre-headless",
    "zimcheck": "zim-tools",
    "kiwix-serve": "kiwix-tools",
}
FASTER = {"chromium-headless-shell": "chromium-headless-shell"}
"""Not every system has it; without it the tests take longer."""

NO_TESTS = 5
"""What pytest says where it found no test."""


def main() -> int:
    if "-h" in sys.argv or "--help" in sys.argv:
        print(__doc__)
        return 0
    _setup.enter_venv(__file__, dev=True)
    arguments = [argument for argument in sys.argv[1:] if argument != "--fast"]
    kinds = ["not timed", "timed"]
    if "--fast" in sys.argv:
        kinds = ["not browser and not hosting and not whole and not slow and not timed"]
    else:
        _setup.need_programs(PROGRAMS)
        _setup.try_programs(FASTER)
        _setup.need_modules(_setup.ROOT / "tests")
    checks = [["ruff", "check", "-q", "."], ["ruff", "format", "--check", "-q", "."]]
    # A file's tests share what they build, so they stay together; what takes times runs alone, last.
    beside = {"timed": []}
    checks += [
        [
            "pytest",
            "-m",
            kind,
            *beside.get(kind, ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]),
            *arguments,
        ]
        for kind in kinds
    ]
    codes = [subprocess.call([sys.executable, "-m", *check], cwd=_setup.ROOT) for check in checks]
    # Of the tests asked for, none may take times.
    if len(codes) > 3 and codes[3] == NO_TESTS and arguments:
        codes[3] = 0
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
