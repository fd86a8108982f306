#!/usr/bin/env python3
"""Run every test, after setting up all they need. `--fast` leaves out those that need a browser, nginx or whole builds.

Other arguments go to pytest: `python3 scripts/test.py --fast -k segments`.
"""

from __future__ import annotations

import subprocess
import sys

import _setup

PROGRAMS = {
    "chromium": "chromium",
    "nginx": "nginx-light",
    "git": "git",
    "msgfmt": "gettext",
    "node": "nodejs",
    "npm": "npm",
    "java": "default-jre-headless",
    "zimcheck": "zim-tools",
    "kiwix-serve": "kiwix-tools",
}


def main() -> int:
    if "-h" in sys.argv or "--help" in sys.argv:
        print(__doc__)
        return 0
    _setup.enter_venv(__file__, dev=True)
    arguments = [argument for argument in sys.argv[1:] if argument != "--fast"]
    if "--fast" in sys.argv:
        arguments += ["-m", "not browser and not hosting and not whole"]
    else:
        _setup.need_programs(PROGRAMS)
        _setup.need_modules(_setup.ROOT / "tests")
    checks = [
        ["-m", "ruff", "check", "-q", "."],
        ["-m", "ruff", "format", "--check", "-q", "."],
        ["-m", "pytest", *arguments],
    ]
    return max(subprocess.call([sys.executable, *check], cwd=_setup.ROOT) for check in checks)


if __name__ == "__main__":
    raise SystemExit(_setup.run(main))
