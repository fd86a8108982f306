"""Proofreading of whole portals; the command's own words are tested in tests/commands/test_check.py."""

from __future__ import annotations

import json

import pytest
from portals import run_script


@pytest.mark.slow
def test_the_example_portal_has_no_slip_that_nobody_explained():
    done = run_script("translate", "check", "--json")
    told = json.loads(done.stdout)
    assert told["translations"] > 4_000
    assert (told["errors"], told["warnings"], told["problems"]) == ([], [], [])
    assert all(one["reason"] for one in told["overruled"])
    assert done.returncode == 0
