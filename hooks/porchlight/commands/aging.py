"""What became stale in each language when source texts changed, and what each text was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.locale import Language
from ..core.page import Block
from ..pages import edition
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import catalog, extract, staleness
from . import revision


@dataclass(frozen=True)
class Change:
    """A source text whose translation no longer says the same."""

    before: str
    """The text that was translated."""
    now: str
    facts: bool
    """Whether a number, date, link or the like changed: readers then see the source."""


@dataclass(frozen=True)
class Page:
    """One catalog in which something became stale."""

    name: str
    stale: tuple[Change, ...]
    new: tuple[str, ...]
    """Texts that are new on it, and have no translation."""


@dataclass(frozen=True)
class Aged:
    """One language in which something became stale."""

    language: Language
    pages: tuple[Page, ...]


def aged(folders: Folders, settings: Settings, since: str) -> list[Aged]:
    """What the source's changes since a revision made stale, by language; languages without any are left out.

    It is asked of the catalogs as they are: whether the texts were merged into them already or not makes no difference.
    Raises ValueError, with one line, where Git cannot tell.
    """
    portal, _ = edition.read_portal(folders, settings, drafts=True)
    with revision.at_revision(folders.project, since) as folder:
        before, _ = revision.portal_at(folder, folders, settings)
        known = {name: {block.text for block in blocks} for name, blocks in before.catalog_blocks().items()}
    changed = {
        name: (blocks, fresh)
        for name, blocks in portal.catalog_blocks().items()
        if (fresh := {block.text for block in blocks} - known.get(name, set()))
    }
    found = []
    for language in portal.languages[1:]:
        pages = [_page(portal, language, name, *changed[name]) for name in changed]
        if kept := tuple(page for page in pages if page.stale):
            found.append(Aged(language, kept))
    return found


def _page(portal: Portal, language: Language, name: str, blocks: Sequence[Block], fresh: set[str]) -> Page:
    """What the texts in `fresh`, which the page did not have before, made of its translations."""
    file = portal.folders.translations / language.tag / f"{name}.po"
    try:
        old = catalog.parsed(file.read_bytes())
    except (OSError, catalog.BrokenCatalog):
        return Page(name, (), ())
    # Merged in memory only: this is what a translator will see.
    merged, _ = extract.merged(old, blocks, language, portal.settings.site_name)
    entries = [entry for entry in merged if entry.msgid in fresh and not entry.obsolete]
    stale = [
        Change(entry.previous_msgid, entry.msgid, not staleness.same_facts(entry.previous_msgid, entry.msgid))
        for entry in entries
        if entry.fuzzy and entry.previous_msgid
    ]
    # A guess without the text it was made for is no translation yet.
    new = [entry.msgid for entry in entries if not entry.msgstr or (entry.fuzzy and not entry.previous_msgid)]
    return Page(name, tuple(stale), tuple(new))
