"""`translate.py preview`: a language built, served and opened."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from portals import ROOT, catalog, run_script, write_files

pytestmark = pytest.mark.whole
HOME = "---\ntitle: Home\nsummary: A home.\n---\n\nWelcome.\n"
RENT = "---\ntitle: Rent\nsummary: Pay each month.\n---\n\nPay your rent.\n"


@pytest.fixture
def project(portal):
    """A portal with a draft in French."""
    return portal(
        {
            "docs/index.md": HOME,
            "docs/rent.md": RENT,
            "translations/fr/language.yml": "status: draft\n",
            "translations/fr/rent.po": catalog(("Rent", "Loyer"), ("Pay your rent.", "Payez votre loyer.")),
        }
    )


@contextmanager
def previewed(project, *asked):
    """The program while it runs, with what it says, and the port of its server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "scripts" / "translate.py"), "preview", "fr", "rent", *asked]
    preview = subprocess.Popen(
        [*command, "--project", str(project), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if asked else subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # No browser is opened in a test: the address alone is printed.
        env={**os.environ, "BROWSER": "true"},
    )
    with preview:
        try:
            yield preview, port
        finally:
            os.killpg(preview.pid, signal.SIGINT)
            preview.rest = preview.communicate(timeout=30)
    assert preview.returncode == 0


def test_a_drafts_page_is_built_served_and_its_address_told(project):
    with previewed(project) as (preview, port):
        told = next(line for line in preview.stdout if line.startswith("Your page:"))
        assert told.startswith(f"Your page: http://127.0.0.1:{port}/fr/rent/ ")
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/rent/", timeout=10).read().decode()
        assert "Payez votre loyer." in page, "though it is less than a portal offers"
        assert "translate/" not in page, "a link would lead to what is not built"


def test_a_program_is_told_the_address_as_json_and_nobody_the_faults_of_other_languages(project):
    faulty = catalog(("Rent", "Kirada"), ("Pay your rent.", "Bixi 5."))
    write_files(project, {"translations/so/language.yml": "status: draft\n", "translations/so/rent.po": faulty})
    write_files(project, {"translations/fr/index.po": catalog(("Home", "Accueil 7"))})
    with previewed(project, "--json") as (preview, port):
        assert json.loads(preview.stdout.readline()) == {"address": f"http://127.0.0.1:{port}/fr/rent/"}
    out, log = preview.rest
    assert out == "", "one JSON, and no other after Ctrl-C"
    assert "translations/fr/index.po" in log
    assert "translations/so" not in log


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (["frr"], 'there is no such language (did you mean "fr"?)'),
        (["fr", "rents"], 'there is no such page (did you mean "rent"?)'),
    ],
)
def test_a_slip_names_the_nearest(project, asked, line):
    done = run_script("translate", "preview", *asked, "--project", project)
    assert done.returncode == 1
    assert line in done.stdout
    assert len(done.stdout.strip().splitlines()) == 1
