"""`update`: every catalog as the pages are today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.problem import Problem
from ..pages import edition, unit
from ..pages.edition import Folders
from ..settings import Settings
from ..translation import extract
from . import asked
from .outcome import Outcome, table


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Bring the catalogs of `options.languages` (all where none is named) up to date with the source.

    Raises ProblemsError where the source cannot be read, or a language is not there.
    """
    done, broken = update_catalogs(folders, settings, options.languages)
    rows = [(tag, merge.new, merge.stale, merge.obsolete) for tag, merge in done.items()]
    data = {"languages": {tag: vars(merge) for tag, merge in done.items()}, "problems": [str(one) for one in broken]}
    lines = [*table(("language", "new", "stale", "obsolete"), rows), *map(str, broken)]
    return Outcome(tuple(lines), data, 1 if broken else 0)


def update_catalogs(
    folders: Folders, settings: Settings, tags: Sequence[str]
) -> tuple[dict[str, extract.Merge], list[Problem]]:
    """Bring the catalogs of the languages (all where none is named) up to date with the source.

    Returns what was done by language, and a problem for each catalog too broken to touch.
    """
    portal = asked.portal(folders, settings)
    sources = portal.catalog_blocks()
    done: dict[str, extract.Merge] = {}
    broken: list[Problem] = []
    for tag in asked.languages(portal, tags):
        folder = folders.translations / tag
        words = extract.material_words(unit.MATERIAL / "partials" / "languages", tag)
        total = extract.Merge()
        for name, blocks in sources.items():
            prefill = words if name == "interface" else {}
            merge = extract.update(folder, name, blocks, portal.language(tag), settings.site_name, prefill)
            if merge is None:
                broken += edition.catalog.read_catalog(folder / f"{name}.po", f"translations/{tag}/{name}.po")[1]
            else:
                total = extract.Merge(total.new + merge.new, total.stale + merge.stale, total.obsolete + merge.obsolete)
        done[tag] = total
    return done, broken
