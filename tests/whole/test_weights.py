"""Sizes are exact: what the example portal's pages weigh, and what its handbook says of them."""

from __future__ import annotations

import json
import re
import runpy
import statistics
from pathlib import Path

import pytest
from portals import ROOT

pytestmark = pytest.mark.whole
WEIGHTS = runpy.run_path(str(ROOT / "benchmarks" / "weights.py"))
NEAR = 0.05
"""Share by which a figure of the handbook may be old: a word more on a page changes it a little."""


def text_pages(site: Path) -> dict[str, int]:
    """Bytes after brotli 11 of every page that has a source, by path in the site."""
    status = json.loads((site / "status/status.json").read_text(encoding="utf-8"))
    found = {}
    for language in status["languages"]:
        listed = json.loads((site / f"api/v1/{language['tag']}/pages.json").read_text(encoding="utf-8"))
        for page in listed:
            name = "" if page["id"] == "index" else page["id"] + "/"
            html = (site / language["tag"] / name / "index.html").read_text(encoding="utf-8")
            found[f"{language['tag']}/{name}"] = WEIGHTS["weights"](html)[-1]
    return found


def test_no_page_is_over_budget_and_half_of_them_are_far_below(site):
    pages = text_pages(site)
    assert len(pages) > 100
    assert {url: size for url, size in pages.items() if size > 10_000} == {}
    assert statistics.median(pages.values()) <= 6_000


def test_what_a_phone_can_ever_load_of_scripts_keeps_to_its_budget(site):
    import brotli

    def weight(script: bytes) -> int:
        return len(brotli.compress(script, quality=11))

    worker = (site / "sw.js").read_bytes()
    assert weight(worker) <= 2_000
    chooser = WEIGHTS["PARTS"]["script"].findall((site / "index.html").read_text(encoding="utf-8"))[0]
    weights = {}
    for folder in (site / "assets/js").iterdir():
        page = WEIGHTS["PARTS"]["script"].findall((site / folder.name / "index.html").read_text(encoding="utf-8"))[0]
        assert weight(page.encode()) <= 600
        every = [page.encode(), chooser.encode(), worker, *(file.read_bytes() for file in folder.iterdir())]
        weights[folder.name] = sum(map(weight, every))
    assert len(weights) > 5
    assert {tag: size for tag, size in weights.items() if size > 8_000} == {}


def test_the_handbook_tells_what_each_template_weighs(site):
    text = (ROOT / "docs/handbook/looks.md").read_text(encoding="utf-8")
    told = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in WEIGHTS["TEMPLATES"] and len(cells) == 6:
            told[cells[0]] = [int(re.sub(r"\D", "", cell)) for cell in cells[1:]]
    made = WEIGHTS["rows"](site)
    assert told.keys() == made.keys()
    old = {
        name: (told[name], row)
        for name, row in made.items()
        if any(abs(a - b) > max(20, NEAR * b) for a, b in zip(told[name], row, strict=True))
    }
    assert old == {}, "run `python3 benchmarks/weights.py site/` and put its table into docs/handbook/looks.md"
