"""A portal read from its folder, and one language of it: everything a language build needs, without MkDocs."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..assets import fonts
from ..content import alerts, glossary, pathways, phones, source
from ..content import contacts as contact_files
from ..content.alerts import Alert
from ..content.contacts import Contact
from ..content.glossary import Term
from ..content.pathways import Pathway
from ..core import files
from ..core.cache import Shelf
from ..core.locale import Language
from ..core.page import Block, SourcePage
from ..core.problem import Problem, Severity
from ..core.workers import Workers
from ..settings import Settings
from ..translation import assemble, catalog, extract, interface, languages, proof, synonyms
from ..translation.assemble import Localized
from ..translation.catalog import Catalog

FEW_PAGES = 100
"""Up to so many pages are read sooner in one process than a second is made."""
MADE_CATALOGS = ("contacts", "site", "glossary", "interface")
Coverage = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Language tag → page name → source words by state and 'total'."""


@dataclass(frozen=True)
class Folders:
    """Where a portal's parts lie."""

    project: Path
    docs: Path
    overrides: Path
    cache: Path
    """What may be deleted at any time."""
    out: Path
    """Where pages are made before they are published; a preview has a place of its own."""

    @property
    def fonts(self) -> Path:
        """Whole fonts, to be cut."""
        return self.project / fonts.OWN

    @property
    def translations(self) -> Path:
        """One folder a language."""
        return self.project / "translations"


@dataclass(frozen=True)
class Portal:
    """A portal's source, read and checked."""

    folders: Folders
    settings: Settings
    languages: tuple[Language, ...]
    """The source language first, then by tag; drafts only where they were asked for."""
    pages: Mapping[str, SourcePage]
    """By name, sorted."""
    contacts: Mapping[str, Contact]
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    """By id, in the order of their file."""
    glossary: Mapping[str, Term] = field(default_factory=dict)
    """By id, in the order of its file."""
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    """By name, the gravest first; those that ended too."""
    handbook: Mapping[str, SourcePage] = field(default_factory=dict)
    """Pages for the people who run the portal, by name: 'handbook/index'."""
    synonyms: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Tag → what people type → what pages say."""
    unpublished: tuple[Language, ...] = ()
    """Drafts that are not among `languages`: nobody reads them yet, but they can be translated into."""
    today: str = ""
    """ISO date the portal is built for: what ended before it is left out."""

    @functools.cached_property
    def emergency(self) -> dict[str, str] | None:
        """{'number', 'shown'} of the number in every page's header: as it is dialled, and as people read it."""
        contact = self.contacts.get(self.settings.emergency_contact)
        number = contact.number if contact else ""
        return {"number": number, "shown": phones.readable(number, self.settings.country)} if number else None

    def rules(self, tag: str) -> proof.Rules:
        """What keeps a language's translations from their readers."""
        return proof.Rules(tag, self.settings.country, emergency=self.emergency["number"] if self.emergency else "")

    @functools.cached_property
    def words_version(self) -> str:
        """Changes with the templates' words in any language, and with the number to call: eight hexadecimal digits."""
        words = []
        for language in self.languages:
            file = self.folders.translations / language.tag / "interface.po"
            if file.is_file():
                read, _ = catalog.read_catalog(file, file.name)
                spoken, _ = interface.read_interface(read, self.rules(language.tag))
                # The words, not the bytes: Weblate and Poedit write the same ones in other lines.
                words.append(sorted(spoken.words.items()))
        return files.digest(engine_digest(self.folders.overrides), repr(words), repr(self.emergency))[:8]

    @functools.cached_property
    def texts(self) -> dict[str, SourcePage]:
        """Everything written in Markdown, by name: pages, alerts, the handbook."""
        return {**self.pages, **{name: alert.page for name, alert in self.alerts.items()}, **self.handbook}

    @property
    def current_alerts(self) -> dict[str, Alert]:
        """Alerts that hold today."""
        return {name: alert for name, alert in self.alerts.items() if alert.holds(self.today)}

    @functools.cached_property
    def explained(self) -> dict[str, dict[int, tuple[str, ...]]]:
        """Terms to explain on each page: name → index of a block → ids."""
        return {name: glossary.explained(page, self.glossary) for name, page in self.pages.items()}

    @property
    def source_language(self) -> Language:
        """The language of docs/."""
        return self.languages[0]

    def language(self, tag: str) -> Language:
        """One of its languages. Raises StopIteration where it has none by that tag."""
        return next(language for language in self.languages if language.tag == tag)

    @functools.cached_property
    def site_blocks(self) -> tuple[Block, ...]:
        """What is translated of the settings."""
        s = self.settings
        told = [("site name", s.site_name), ("site description", s.site_description)]
        told += [("topic", title) for _, title, _ in s.topics] + [("region", name) for _, name in s.regions]
        pathways = [block for pathway in self.pathways.values() for block in pathway.blocks]
        return (*extract.empty_blocks(told), *pathways)

    @property
    def glossary_blocks(self) -> tuple[Block, ...]:
        """What is translated of the glossary."""
        return tuple(term.block for term in self.glossary.values())

    @functools.cached_property
    def contact_blocks(self) -> tuple[Block, ...]:
        """What is translated of the contacts."""
        return tuple(block for contact in self.contacts.values() for block in contact.blocks)

    @functools.cached_property
    def interface_blocks(self) -> tuple[Block, ...]:
        """The words of the templates."""
        return tuple(extract.interface_blocks(self.folders.overrides))

    def catalog_blocks(self) -> dict[str, tuple[Block, ...]]:
        """The blocks of every catalog a language can have, by catalog name."""
        found = {name: page.blocks for name, page in self.pages.items()}
        found |= {name: alert.page.blocks for name, alert in self.alerts.items()}
        found["contacts"] = self.contact_blocks
        found["site"] = self.site_blocks
        if self.glossary:
            found["glossary"] = self.glossary_blocks
        found["interface"] = self.interface_blocks
        return found


@dataclass
class Translation:
    """One language of a portal: its pages as Markdown, and its words."""

    tag: str
    pages: dict[str, Localized]
    words: dict[str, str]
    """Texts of settings, contacts and glossary by msgid; only what is translated."""
    interface: interface.Interface
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    """Hash of the catalogs it was made from."""

    @property
    def coverage(self) -> dict[str, dict[str, int]]:
        """Source words by state, by page."""
        return {name: page.coverage for name, page in self.pages.items()}


@functools.cache
def engine_digest(overrides: Path) -> str:
    """Hash of the engine's own files and the templates: what was made by others is not reused."""
    here = Path(__file__).resolve().parent.parent
    parts: list[bytes | str] = []
    for folder in (here, overrides):
        for name, path in files.files_below(folder).items():
            if "__pycache__" not in name:
                parts += [name, path.read_bytes()]
    return files.digest(*parts)


def read_portal(
    folders: Folders, settings: Settings, drafts: bool = False, today: str = ""
) -> tuple[Portal, list[Problem]]:
    """The portal in a folder, and everything wrong with its source, in one go. `today` is an ISO date."""
    problems: list[Problem] = []
    shelf = Shelf(folders.cache / "source.pickle")
    engine = engine_digest(folders.overrides)
    pages: dict[str, SourcePage] = {}
    texts = {name: file.read_bytes() for name, file in source.source_files(folders.docs).items()}
    keys = {name: files.digest(engine, name, data) for name, data in texts.items()}
    unread = [name for name in texts if keys[name] not in shelf.kept]
    fresh: dict[str, tuple] = {}
    if len(unread) > FEW_PAGES:
        with Workers(texts) as workers:
            shares = [unread[i :: workers.jobs] for i in range(workers.jobs)]
            fresh = {name: made for share in workers.map(_read_pages, shares) for name, made in share}
    for name, data in texts.items():
        page, found = shelf.get(
            keys[name], lambda name=name, data=data: fresh.get(name) or source.read_page(name, data)
        )
        problems += found
        if page:
            pages[name] = page
    shelf.save()
    contacts, found = contact_files.read_contacts(folders.docs, settings.country, settings.timezone)
    problems += found
    listed, found = pathways.read_pathways(folders.docs)
    problems += found
    terms, found = glossary.read_glossary(folders.translations)
    problems += found
    news, found = alerts.read_alerts(folders.docs)
    problems += found
    tongues, found = languages.read_languages(folders.translations, settings.source_language)
    problems += found
    shown = tuple(tongue for tongue in tongues if drafts or tongue.status == "published")
    chapters, found = source.read_handbook(folders.docs)
    problems += found
    asked = {}
    for tongue in shown:
        asked[tongue.tag], found = synonyms.read_synonyms(folders.translations, tongue.tag)
        problems += found
    hidden = tuple(tongue for tongue in tongues if tongue not in shown)
    portal = Portal(folders, settings, shown, pages, contacts, listed, terms, news, chapters, asked, hidden, today)
    return portal, problems


def _read_pages(texts: Mapping[str, bytes], names: Collection[str]) -> list[tuple[str, tuple]]:
    """Pages by name, read in a process of their own."""
    return [(name, source.read_page(name, texts[name])) for name in names]


def translate(portal: Portal, tag: str, only: Collection[str] | None = None, keep: bool = False) -> Translation:
    """One language of the portal: all its pages, or those in `only`.

    Faults of its catalogs are its problems; the source text stands in for what they spoil. `keep` says whether the cache is
    written: one process at a time may, for each language, and with all its pages.
    """
    engine = engine_digest(portal.folders.overrides)
    made = Translation(tag, {}, {}, interface.Interface({}))
    is_source = tag == portal.source_language.tag
    found = {} if is_source else catalog.catalog_files(portal.folders.translations / tag)
    shelf = Shelf(portal.folders.cache / "translated" / f"{tag}.pickle")
    rules = portal.rules("" if is_source else tag)
    hashes = []
    for name, page in portal.pages.items():
        if only is not None and name not in only:
            continue
        data = found[name].read_bytes() if name in found else b""
        terms = portal.explained[name]
        key = files.digest(engine, tag, name, page.source_hash, data, repr(terms), repr(rules))
        hashes.append(key)
        file = None if is_source else found.get(name)
        make = functools.partial(_localized, page, file, terms, rules)
        made.pages[name], problems = shelf.get(key, make)
        made.problems += problems
    for name, alert in portal.current_alerts.items():
        made.problems += _localized(alert.page, found.get(name), {}, rules)[1]
        hashes.append(files.digest(name, found[name].read_bytes() if name in found else b""))
    if keep:
        shelf.save()
    for name in MADE_CATALOGS:
        hashes.append(files.digest(name, found[name].read_bytes() if name in found else b""))
    made.words, made.interface, problems = words(portal, tag)
    made.problems += problems
    known = {*source.source_files(portal.folders.docs), *alerts.alert_files(portal.folders.docs), *MADE_CATALOGS}
    gone = {name: Catalog(f"translations/{tag}/{name}.po") for name in found if name not in known}
    made.problems += assemble.unused(known, gone)
    made.digest = files.digest(*hashes)
    return made


def _localized(
    page: SourcePage, file: Path | None, terms: Mapping[int, Sequence[str]], rules: proof.Rules
) -> tuple[Localized, list[Problem]]:
    """One page in the language of the rules, '' for the source's; a page without a catalog stands in the source language, marked."""
    if not rules.tag:
        return assemble.localized(page, None, terms)
    path = f"translations/{rules.tag}/{page.name}.po"
    read, problems = catalog.read_catalog(file, path) if file else (Catalog(path), [])
    made, found = assemble.localized(page, read, terms, rules=rules)
    if made.covered_ratio:
        # Made here, where the catalog is at hand: reading it takes longer than all the rest.
        made.both = assemble.localized(page, read, both=True, rules=rules)[0].markdown
    return made, problems + found


def alert_for(portal: Portal, name: str, tag: str) -> tuple[Localized, str]:
    """An alert for the readers of a language, and the language it is in: theirs, the first fallback that has it, the source."""
    page = portal.alerts[name].page
    shown = {language.tag for language in portal.languages}
    for candidate in (one for one in (tag, *portal.language(tag).fallback) if one in shown):
        file = portal.folders.translations / candidate / f"{name}.po"
        if candidate != portal.source_language.tag and file.is_file():
            made, _ = _localized(page, file, {}, portal.rules(candidate))
            if made.covered_ratio >= max(portal.settings.coverage_threshold, 0.01):
                return made, candidate
    return assemble.localized(page, None)[0], portal.source_language.tag


def outdated(portal: Portal, tag: str) -> list[Problem]:
    """A note for each catalog that lacks texts of its source, or is not there."""
    notes = []
    for name, blocks in portal.catalog_blocks().items():
        file = portal.folders.translations / tag / f"{name}.po"
        path = f"translations/{tag}/{name}.po"
        entries = catalog.read_catalog(file, path)[0].entries if file.is_file() else {}
        if missing := {block.text for block in blocks} - entries.keys():
            what = f"{len(missing)} texts of the source are not in this catalog"
            notes.append(Problem(path, 0, what, "Run `python3 scripts/translate.py update`", Severity.NOTE))
    return notes


def words(portal: Portal, tag: str) -> tuple[dict[str, str], interface.Interface, list[Problem]]:
    """Translated texts of settings, contacts and glossary by msgid, the interface, and what is wrong with their catalogs."""
    texts: dict[str, str] = {}
    spoken = interface.Interface({})
    problems: list[Problem] = []
    for name, blocks in (
        ("contacts", portal.contact_blocks),
        ("site", portal.site_blocks),
        ("glossary", portal.glossary_blocks),
        ("interface", ()),
    ):
        file = portal.folders.translations / tag / f"{name}.po"
        if not file.is_file():
            continue
        read, found = catalog.read_catalog(file, f"translations/{tag}/{name}.po")
        problems += found
        if name == "interface":
            spoken, found = interface.read_interface(read, portal.rules(tag))
        else:
            told, found = assemble.texts(blocks, read, portal.rules(tag))
            texts.update(told)
        problems += found
    return texts, spoken, problems


def shown_language(portal: Portal, coverage: Coverage, page: str, tag: str) -> str:
    """The language a reader of `tag` gets a page in: it, the first of its fallbacks with enough coverage, or the source."""
    for candidate in (tag, *portal.language(tag).fallback):
        if candidate in coverage and is_offered(portal, coverage, page, candidate):
            return candidate
    return portal.source_language.tag


def is_offered(portal: Portal, coverage: Coverage, page: str, tag: str) -> bool:
    """Whether enough of a page's source words are shown in a language."""
    if tag == portal.source_language.tag:
        return True
    counts = coverage[tag][page]
    shown = counts[assemble.State.TRANSLATED] + counts[assemble.State.STALE_WORDS]
    # Who previews wants to see what there is of it.
    least = 0 if portal.settings.preview else portal.settings.coverage_threshold
    return shown > 0 and shown >= least * counts["total"]


def offered_languages(portal: Portal, coverage: Coverage) -> dict[str, tuple[str, ...]]:
    """The tags each page is offered in, the source language first, then by tag."""
    return {
        name: tuple(language.tag for language in portal.languages if is_offered(portal, coverage, name, language.tag))
        for name in portal.pages
    }
