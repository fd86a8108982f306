"""Checks of built pages: weights and links, before anything is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import brotli

from ..core import files
from ..core.cache import Shelf
from ..core.page import Record
from ..core.problem import Problem, Severity
from ..pages.dress import quick_weight
from ..pages.edition import Portal
from . import links, weight


def built_problems(
    portal: Portal, records: Mapping[str, Sequence[Record]], stage: files.Stage, weigh: bool
) -> list[Problem]:
    """What is wrong with built pages. Records over budget, or all where `weigh`, get their exact weight."""
    settings = portal.settings
    shelf = Shelf(portal.folders.cache / "weights" / "exact.pickle")
    paths = {name: page.path for name, page in portal.pages.items()}
    problems: list[Problem] = []

    def exact(file: Path) -> int:
        data = file.read_bytes()
        return shelf.get(files.digest(data), lambda: len(brotli.compress(data, quality=11)))

    for pages in records.values():
        for record in pages:
            if weigh or record.weight_bytes > settings.page_budget_bytes:
                record.weight_bytes = exact(stage.located(f"{record.url}index.html"))
            embed = stage.located(f"embed/{record.url}index.html")
            if over_budget(embed, settings.embed_budget_bytes) and (size := exact(embed)) > settings.embed_budget_bytes:
                what = f"/embed/{record.url} weighs {size:,} bytes after compression, over the {settings.embed_budget_bytes:,} allowed"
                remedy = "Shorten the page or make two pages of it, or raise extra.porchlight.embed_budget_bytes in mkdocs.yml"
                problems.append(Problem(paths[record.page], 0, what, remedy, Severity.WARNING))
        problems += weight.heavy_pages(list(pages), paths, settings.page_budget_bytes)
        problems += links.built_links(pages, stage.names)
    shelf.save()
    return problems


def heavy_made_pages(portal: Portal, urls: Iterable[str], stage: files.Stage) -> list[Problem]:
    """A warning for each page without a source of its own that is over budget: what it lists has grown too long."""
    budget = portal.settings.page_budget_bytes
    problems = []
    for url in urls:
        size = len(brotli.compress(stage.located(f"{url}index.html").read_bytes(), quality=11))
        if size > budget:
            what = f"/{url} weighs {size:,} bytes after compression, over the {budget:,} allowed"
            remedy = "Shorten what it lists, or raise extra.porchlight.page_budget_bytes in mkdocs.yml"
            problems.append(Problem("mkdocs.yml", 0, what, remedy, Severity.WARNING))
    return problems


def over_budget(file: Path, budget_bytes: int) -> bool:
    """Whether a file may be over budget after compression; quick, and never wrongly no."""
    if not file.is_file():
        return False  # a preview of single languages makes no embeds
    # Compression never makes a page heavier than it was.
    return file.stat().st_size > budget_bytes and quick_weight(file.read_bytes()) > budget_bytes
