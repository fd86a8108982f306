"""What a command was asked about: the portal, and languages and pages by name. A slip names what is nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..core import fields
from ..core.problem import Problem, ProblemsError, Severity, errors
from ..pages import edition
from ..pages.edition import Folders, Portal
from ..settings import Settings


def portal(folders: Folders, settings: Settings) -> Portal:
    """The portal, drafts included. Raises ProblemsError where its source is broken."""
    return portal_and_faults(folders, settings)[0]


def portal_and_faults(folders: Folders, settings: Settings) -> tuple[Portal, list[Problem]]:
    """The same, and what is wrong with the folders of translations/: a language that vanished is in none of its catalogs."""
    made, problems = edition.read_portal(folders, settings, drafts=True)
    if errors(problems):
        raise ProblemsError(errors(problems))
    grave = {one for one in problems if one.severity > Severity.NOTE and one.path.startswith("translations/")}
    return made, sorted(grave, key=lambda one: one.order)


def of_languages(faults: Sequence[Problem], tags: Collection[str]) -> list[Problem]:
    """Those of the folders of these languages; all of them where none is named."""
    return [one for one in faults if not tags or one.path.split("/")[1] in tags]


def languages(within: Portal, tags: Sequence[str]) -> list[str]:
    """The languages asked for, all translated ones where none is. Raises ProblemsError for one that is not there."""
    known = [language.tag for language in within.languages[1:]]
    remedy = "Name one that is there, or begin it with `python3 scripts/translate.py start`"
    unknown = [
        Problem(f"translations/{tag}", 0, f"there is no such language{fields.nearest(tag, known)}", remedy)
        for tag in tags
        if tag not in known
    ]
    if unknown:
        raise ProblemsError(unknown)
    return list(tags) or known


def catalogs(within: Portal, names: Sequence[str]) -> list[str]:
    """The catalogs asked for by the names of their pages ('housing', 'docs/housing.md', 'housing.po' mean the same), all where
    none is. Raises ProblemsError for one that is not there.
    """
    known = list(within.catalog_blocks())
    meant = [name.removeprefix("docs/").removesuffix(".md").removesuffix(".po") for name in names]
    unknown = [
        Problem(f"docs/{name}.md", 0, f"there is no such page{fields.nearest(name, known)}", "Name one that is there")
        for name in meant
        if name not in known
    ]
    if unknown:
        raise ProblemsError(unknown)
    return meant or known
