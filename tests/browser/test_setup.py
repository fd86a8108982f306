"""What the tests themselves need is named by version and hash, and installed once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from portals import ROOT

TESTS = ROOT / "tests"
NPM = """#!/bin/sh
echo "$@" >> calls
[ -e broken ] && { echo 'npm error code ENOTFOUND' >&2; echo 'npm error network is down' >&2; exit 1; }
rm -rf node_modules && mkdir node_modules
"""


def test_the_lock_file_names_no_address_and_every_hash():
    text = (TESTS / "package-lock.json").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|git[+@]|resolved", text)
    packages = {name: said for name, said in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(said["integrity"].startswith("sha512-") for said in packages.values())


def test_packages_are_named_by_exact_version_and_run_nothing_at_their_installation():
    said = json.loads((TESTS / "package.json").read_text(encoding="utf-8"))
    assert said["private"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in said["devDependencies"].values())
    npmrc = (TESTS / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"ignore-scripts=true", "omit-lockfile-registry-resolved=true"} <= set(npmrc)
    assert "registry=" not in "".join(npmrc)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for npm is a shell script")
def test_packages_are_installed_once_and_anew_when_the_lock_file_changes(tmp_path: Path):
    (tmp_path / "npm").write_text(NPM)
    (tmp_path / "npm").chmod(0o755)
    (tmp_path / "package-lock.json").write_text("{}")

    def install() -> subprocess.CompletedProcess:
        code = "import _setup, pathlib; _setup.need_modules(pathlib.Path('.').resolve())"
        told = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "scripts")}
        return subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=told, capture_output=True, text=True, check=False
        )

    def calls() -> list[str]:
        return (tmp_path / "calls").read_text().splitlines()

    assert install().returncode == 0
    assert calls() == ["ci --ignore-scripts"]
    assert install().stdout == ""
    assert len(calls()) == 1
    (tmp_path / "package-lock.json").write_text('{"name": "other"}')
    (tmp_path / "broken").touch()
    done = install()
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "The checkers of HTML and scripts could not be installed: network is down. Check the connection and try again."
    ]
    (tmp_path / "broken").unlink()
    assert install().returncode == 0
    assert len(calls()) == 3


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for apt-get is a shell script")
def test_a_program_that_no_package_has_is_tried_once_and_done_without(tmp_path: Path):
    (tmp_path / ".venv").mkdir()
    for name in ("apt-get", "sudo"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$@" >> calls\ncase "$*" in *install*) exit 100;; esac\n')
        (tmp_path / name).chmod(0o755)
    code = (
        "import _setup, pathlib; _setup.ROOT = pathlib.Path('.').resolve();"
        "_setup.try_programs({'no-such-program': 'no-such-package'})"
    )
    told = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "scripts")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=told, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len([line for line in calls if "install" in line and "no-such-package" in line]) == 1
