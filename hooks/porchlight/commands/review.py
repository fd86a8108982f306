"""A pull request: what it brings in every language, what must be mended first, and which pages it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import portal as whole
from ..checks import proofread
from ..core.locale import Language
from ..core.page import Block
from ..core.problem import Problem, Severity
from ..pages import edition
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import catalog
from ..translation.assemble import State
from . import overruling, progress, revision
from .overruling import Overruled

MADE_PAGES = {"contacts": "contacts", "glossary": "glossary"}
"""Pages that show what a catalog without a source page holds; the home page shows the others."""
SHARED = {"docs/contacts/": "contacts", "translations/glossary.yml": "glossary", "docs/alerts/": "index"}
"""Pages on which a change of other source files is seen, by the beginning of their paths; the home page for the rest."""

Words = Mapping[str, int]
"""Source words by `State`."""


@dataclass(frozen=True)
class Brought:
    """One language, before and after."""

    language: Language
    before: Words
    after: Words
    pages: tuple[tuple[str, Words, Words], ...]
    """(catalog's name, before, after) of those whose words differ."""


@dataclass(frozen=True)
class Review:
    """What there is to say of a pull request."""

    changed: tuple[str, ...]
    """Paths below the portal's folder."""
    brought: tuple[Brought, ...]
    must: tuple[Problem, ...]
    """What stops the merge: errors, and what makes readers see the source in place of a translation that is there."""
    may: tuple[Problem, ...]
    """Warnings in the changed files, and what proofreading advises there."""
    elsewhere: int
    """Errors and warnings in files that it did not touch, and that were there before."""
    overruled: tuple[Overruled, ...]
    """Only what is new."""
    unmerged: bool
    """Whether catalogs lack texts that it put into the source: `translate.py update` was not run."""
    pages: tuple[tuple[str, str], ...]
    """(language tag, page's name) of the pages it changes, those it is about first."""


def review(folders: Folders, settings: Settings, base: str, today: str) -> Review:
    """What changed since this checkout parted from the revision `base`. `today` is an ISO date.

    Raises ValueError, with one line, where Git cannot tell.
    """
    since = revision.common_base(folders.project, base)
    changed = revision.changed_files(folders.project, since)
    problems = whole.check(folders, settings, today)
    portal, _ = edition.read_portal(folders, settings, drafts=True, today=today)
    with revision.at_revision(folders.project, since) as folder:
        before, _ = revision.portal_at(folder, folders, settings)
        touched = _touched_languages(portal, before, changed)
        brought = _brought(before, portal, touched)
        then_texts = before.catalog_blocks()
        edited = [
            name
            for name, blocks in portal.catalog_blocks().items()
            if _texts(blocks) - _texts(then_texts.get(name, ()))
        ]
        seen = {_key(one) for one in _overruled(before, changed, _remarks(before, changed))}
        grave = [p for p in problems if p.severity is Severity.ERROR]
        old: set[tuple[str, str]] = set()
        if any(p.path not in changed for p in grave):
            # Slow, so it is asked only where it matters: was that so before?
            then = whole.check(revision.folders_at(folder, folders), revision.settings_at(folder, settings), today)
            old = {(p.path, p.what) for p in then}
    spoiled = _spoiled(portal, changed)
    must = [p for p in grave if p.path in changed or (p.path, p.what) not in old]
    must += [p for p in problems if p in spoiled and p not in must]
    remarks = _remarks(portal, changed)
    overruled = [one for one in _overruled(portal, changed, remarks) if _key(one) not in seen]
    wrong, advised = _sorted_out(remarks)
    advised += [one for tag, names in _by_language(portal, changed) for one in overruling.ignored(portal, tag, names)]
    places = {(p.path, p.line) for p in must}
    must += [p for p in wrong if (p.path, p.line) not in places]
    told = [p for p in problems if p.severity > Severity.NOTE]
    may = [p for p in told if p.path in changed and p not in must] + advised
    elsewhere = len([p for p in told if p not in must and p not in may])
    # What `check` notes of a catalog is that texts of the source are not in it.
    unmerged = any(
        p.severity is Severity.NOTE and p.path.endswith(tuple(f"/{name}.po" for name in edited)) for p in problems
    )
    pages = tuple(changed_pages(portal, changed))
    return Review(tuple(changed), tuple(brought), tuple(must), tuple(may), elsewhere, tuple(overruled), unmerged, pages)


def changed_pages(portal: Portal, changed: Sequence[str]) -> list[tuple[str, str]]:
    """(language tag, page's name) of the pages that show a change: translations, source pages, what many pages share, and
    last the changed source pages in the other languages.
    """
    source = portal.source_language.tag
    tags = [language.tag for language in portal.languages]
    names = [path.removeprefix("docs/").removesuffix(".md") for path in changed if path.startswith("docs/")]
    edited = [name for name in names if name in portal.pages]
    found = [(tag, name) for tag, name in _catalogs(changed) if tag in tags and name in portal.pages]
    found += [(source, name) for name in edited]
    for tag, name in _catalogs(changed):
        if tag in tags and name not in portal.pages:
            found.append((tag, MADE_PAGES.get(name, "index")))
    for path in changed:
        if path.startswith("translations/") and path.endswith("/language.yml") and path.split("/")[1] in tags:
            found.append((path.split("/")[1], "index"))
        elif shown := next((page for start, page in SHARED.items() if path.startswith(start)), ""):
            found.append((source, shown))
        elif path in ("mkdocs.yml", "docs/pathways.yml"):
            found.append((source, "index"))
    found += [(tag, name) for name in edited for tag in tags]
    return list(dict.fromkeys(found))


def page_file(site: Path, tag: str, name: str) -> Path:
    """Where a page of a built site lies."""
    address = "" if name == "index" else name.removesuffix("/index") + "/"
    return site / tag / address / "index.html"


def counted(portal: Portal, tags: Sequence[str]) -> dict[str, dict[str, Counter[str]]]:
    """Source words by state: tag → catalog's name → words, of every catalog that a language can have."""
    sources = portal.catalog_blocks()
    return {tag: {name: _states(portal, tag, name, sources[name])[0] for name in sources} for tag in tags}


def _states(portal: Portal, tag: str, name: str, blocks: Sequence[Block]) -> tuple[Counter[str], list[Problem]]:
    """Words of one catalog by state, and every fault that keeps one of its translations from its readers."""
    problems: list[Problem] = []
    file, path = portal.folders.translations / tag / f"{name}.po", f"translations/{tag}/{name}.po"
    read = catalog.Catalog(path)
    if file.is_file():
        read, found = catalog.read_catalog(file, path)
        # Whoever translated it is said of each catalog that could be read.
        problems += [] if read.provenance else found
    words, found = progress.counted(name, blocks, read, portal.rules(tag))
    # What was never right is not out of date.
    words[str(State.UNTRANSLATED)] += words.pop(progress.TO_REVIEW, 0)
    return words, problems + found


def _spoiled(portal: Portal, changed: Collection[str]) -> set[Problem]:
    """Faults of changed catalogs that keep translations from their readers: none of them is merged."""
    tags, sources = {language.tag for language in portal.languages[1:]}, portal.catalog_blocks()
    return {
        problem
        for tag, name in _catalogs(changed)
        if tag in tags and name in sources
        for problem in _states(portal, tag, name, sources[name])[1]
    }


def _remarks(portal: Portal, changed: Collection[str]) -> list[proofread.Remark]:
    """Slips in changed catalogs, overruled ones too."""
    return [one for tag, names in _by_language(portal, changed) for one in proofread.proofread(portal, tag, names)[0]]


def _sorted_out(remarks: Sequence[proofread.Remark]) -> tuple[list[Problem], list[Problem]]:
    """Those that stop a merge, and those to look at. Overruled ones are neither."""
    standing = [one for one in remarks if not one.overruled]
    grave = [one.problem for one in standing if one.finding.severity is Severity.ERROR]
    return grave, [one.problem for one in standing if one.finding.severity is not Severity.ERROR]


def _overruled(portal: Portal, changed: Collection[str], remarks: Sequence[proofread.Remark]) -> list[Overruled]:
    """What translators overruled in the changed catalogs, by place; reasons for what is not found, too."""
    found = overruling.told(remarks)
    for tag, names in _by_language(portal, changed):
        found += overruling.needless(portal, tag, names, found)
    return sorted(found, key=lambda one: (one.path, one.line, one.rule))


def _key(one: Overruled) -> tuple[str, str, str, str]:
    """What makes it another one than before; lines move."""
    return one.path, one.rule, one.what, one.reason


def _by_language(portal: Portal, changed: Collection[str]) -> list[tuple[str, set[str]]]:
    """(Tag, names) of the changed catalogs: all of a language at once, since each time the whole portal is gone through."""
    names: dict[str, set[str]] = {}
    for tag, name in _catalogs(changed):
        if tag in {language.tag for language in portal.languages[1:]}:
            names.setdefault(tag, set()).add(name)
    return list(names.items())


def _catalogs(changed: Collection[str]) -> list[tuple[str, str]]:
    """(language's folder, catalog's name) of the catalogs among paths."""
    parted = [path.removesuffix(".po").split("/", 2) for path in changed if path.endswith(".po")]
    return [(parts[1], parts[2]) for parts in parted if len(parts) == 3 and parts[0] == "translations"]


def _touched_languages(portal: Portal, before: Portal, changed: Sequence[str]) -> list[Language]:
    """Languages whose words may have changed: all of them, where a source did."""
    known = {language.tag: language for language in (*before.languages[1:], *portal.languages[1:])}
    if any(not path.startswith("translations/") or path.count("/") == 1 for path in changed):
        return [known[tag] for tag in sorted(known)]
    return [known[tag] for tag in sorted({path.split("/")[1] for path in changed} & known.keys())]


def _brought(before: Portal, after: Portal, languages: Sequence[Language]) -> list[Brought]:
    """What differs in each of these languages; those in which nothing does are left out."""
    found = []
    tags = [language.tag for language in languages]
    then, now = counted(before, tags), counted(after, tags)
    none: Counter[str] = Counter()
    for language in languages:
        old, new = then[language.tag], now[language.tag]
        pages = [(name, old.get(name, none), new.get(name, none)) for name in sorted({*old, *new})]
        pages = [row for row in pages if row[1] != row[2]]
        if pages:
            found.append(Brought(language, _total(old), _total(new), tuple(pages)))
    return found


def _texts(blocks: Sequence[Block]) -> set[str]:
    return {block.text for block in blocks}


def _total(counts: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(counts.values(), Counter())
