"""`update`: every catalog as the pages are today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ..core.locale import Language
from ..core.problem import Problem
from ..pages import edition, unit
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import extract
from . import asked
from .outcome import Outcome, table


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Bring the catalogs of `options.languages` (all where none is named) up to date with the source.

    Raises ProblemsError where the source cannot be read, or a language is not there.
    """
    done, broken = update_catalogs(folders, settings, options.languages)
    rows = [(tag, merge.new, merge.suggested, merge.stale, merge.obsolete) for tag, merge in done.items()]
    data = {"languages": {tag: vars(merge) for tag, merge in done.items()}, "problems": [str(one) for one in broken]}
    lines = [*table(("language", "new", "suggested", "stale", "obsolete"), rows), *map(str, broken)]
    return Outcome(tuple(lines), data, 1 if broken else 0)


def update_catalogs(
    folders: Folders, settings: Settings, tags: Sequence[str]
) -> tuple[dict[str, extract.Merge], list[Problem]]:
    """Bring the catalogs of the languages (all where none is named) up to date with the source.

    Returns what was done by language, and a problem for each folder that is no language and each catalog too broken to touch.
    """
    portal, faults = asked.portal_and_faults(folders, settings)
    done: dict[str, extract.Merge] = {}
    broken = asked.of_languages(faults, tags)
    for tag in asked.languages(portal, tags):
        merges, found = update_language(portal, portal.language(tag))
        done[tag] = sum(merges.values(), extract.Merge())
        broken += found
    return done, broken


def update_language(
    portal: Portal, language: Language, only: Collection[str] | None = None
) -> tuple[dict[str, extract.Merge], list[Problem]]:
    """Bring a language's catalogs (those in `only`) up to date: what was done by name, and a problem for each broken one."""
    folder = portal.folders.translations / language.tag
    # Material's words were checked by the people who use its themes, for just these places: they need no second look.
    words = extract.material_words(unit.MATERIAL / "partials" / "languages", language.tag)
    sources = portal.catalog_blocks()
    merges = extract.update_language(folder, sources, language, portal.settings.site_name, words, only)
    broken = []
    for name in (name for name, merge in merges.items() if merge is None):
        broken += edition.catalog.read_catalog(folder / f"{name}.po", f"translations/{language.tag}/{name}.po")[1]
    return {name: merge for name, merge in merges.items() if merge is not None}, broken
