"""A whole portal, from its folder to its site: each layer called once, in order. `hooks/timeline.py` is what calls this.

    read the source ─► coverage of every language ─► pictures ─► each language's HTML, records and outputs ─► checks ─► site

The steps of one language run in a process of their own. What a language was built from is remembered in a stamp, so a
language whose stamp still holds is not built again.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from .assets import fonts, scripts, styles
from .assets.audio import Recording
from .assets.images import Picture
from .checks import built, links, proofread, report, source
from .core import files
from .core.cache import Shelf
from .core.locale import Language
from .core.page import Record
from .core.problem import Problem, ProblemsError, Severity, errors
from .core.workers import Workers
from .outputs import api, offline, sitemap, translator
from .outputs.language import link_indexes, write_outputs
from .pages import edition, media, unit
from .pages.edition import Coverage, Folders, Portal
from .search.analyse import Analyser
from .settings import Settings


@dataclass(frozen=True)
class Options:
    """What one build was asked for."""

    only: tuple[str, ...] = ()
    """Tags to build; empty for all."""
    drafts: bool = False
    jobs: int = 0
    """Processes; 0 for one a core."""
    weigh: bool = False
    """Weigh every page exactly (brotli 11), not only those near the budget."""
    overrides: tuple[tuple[str, Any], ...] = ()
    """Settings of mkdocs.yml to override in every language's build."""


Say = Callable[[str], None]
"""Takes a line about the progress."""


def read(folders: Folders, settings: Settings, drafts: bool, today: str) -> tuple[Portal, list[Problem]]:
    """The portal and all problems of its source; `today` is an ISO date. Raises ProblemsError where one stops the build."""
    for kept in (edition.engine_digest, styles.style, scripts.minified, scripts.everything):
        # A preview builds again in one process, and templates may have changed since.
        kept.cache_clear()
    portal, problems = edition.read_portal(folders, settings, drafts, today)
    problems += check_source(portal) + _search_notes(portal)
    if errors(problems):
        raise ProblemsError(errors(problems))
    return portal, problems


def check_source(portal: Portal) -> list[Problem]:
    """What is wrong with the source pages beyond what each says of itself."""
    problems = source.portal_problems(portal, unit.ICONS) + links.source_links(portal.texts, portal.folders.docs)
    for page in portal.texts.values():
        file = portal.folders.docs / f"{page.name}.md"
        problems += source.raw_html_problems(page.path, file.read_text(encoding="utf-8-sig"))
    return problems


def check(folders: Folders, settings: Settings, today: str = "") -> list[Problem]:
    """Everything wrong with a portal's source and catalogs on an ISO date, drafts included, without building it."""
    portal, problems = edition.read_portal(folders, settings, drafts=True, today=today)
    problems += check_source(portal) + _search_notes(portal)
    coverage: dict[str, dict[str, dict[str, int]]] = {}
    for language in portal.languages:
        made = edition.translate(portal, language.tag, keep=True)
        coverage[language.tag] = made.coverage
        problems += made.problems
        if language != portal.source_language:
            problems += edition.outdated(portal, language.tag)
            told = {(problem.path, problem.line) for problem in made.problems}
            remarks, _ = proofread.proofread(portal, language.tag)
            # What keeps an entry from its readers is told by the build's own words.
            fresh = [one.problem for one in remarks if not one.overruled]
            problems += [one for one in fresh if (one.path, one.line) not in told]
    problems += media.pictures(portal, folders.out / "pictures")[1]
    recordings, unheard = media.recordings(portal)
    problems += unheard + media.unspoken(portal, coverage, recordings)
    return sorted(set(problems), key=lambda problem: problem.order)


def _search_notes(portal: Portal) -> list[Problem]:
    """What the search of a language does without."""
    remedy = "Nothing to do, unless you know a list or a stemmer to add"
    return [
        Problem(f"translations/{language.tag}", 0, lack, remedy, Severity.NOTE)
        for language in portal.languages
        for lack in Analyser(language.tag).lacks
    ]


def build(
    config_file: str, portal: Portal, problems: Sequence[Problem], site: Path, options: Options, say: Say
) -> dict[str, Any]:
    """Build the portal into `site` and return its report (see `checks.report`).

    The outer build's own files lie in `.cache/out/root` by then. `site` changes at the very end, or not at all.
    Raises ProblemsError, OSError.
    """
    out = portal.folders.out
    tags = [language.tag for language in portal.languages if not options.only or language.tag in options.only]
    for tag in options.only:
        if tag not in tags:
            known = ", ".join(language.tag for language in portal.languages)
            raise ProblemsError(
                [Problem(f"translations/{tag}", 0, "there is no such language", f"Choose one of: {known}")]
            )
    # Who looks at a single language wants to see an edit at once, and only its pages.
    quick = portal.settings.preview and bool(options.only)
    if quick:
        portal = dataclasses.replace(portal, settings=dataclasses.replace(portal.settings, translator=False))
    with Workers(portal, options.jobs) as workers:
        translated = workers.map(_translate, [language.tag for language in portal.languages])
        coverage: Coverage = {tag: row for tag, row, *_ in translated}
        digests = {tag: digest for tag, _, _, digest, _ in translated}
        found = [problem for _, _, faults, _, _ in translated for problem in faults]
        pictures, faults = media.pictures(portal, out / "pictures")
        recordings, unheard = media.recordings(portal)
        found += faults + unheard + media.unspoken(portal, coverage, recordings)
        shelf = Shelf(portal.folders.cache / "fonts.pickle")
        cuts, faults = fonts.cuts({tag: letters for tag, *_, letters in translated}, portal.folders.fonts, shelf)
        shelf.save()
        found += faults
        if errors(found):
            raise ProblemsError(errors(found))
        stage = files.Stage(out / "new", site)
        shutil.rmtree(stage.folder, ignore_errors=True)
        _put_pictures(pictures, out / "pictures", stage)
        _put_tree(out / "root", stage)
        _put_recordings(portal, recordings, stage)
        for path, data in (file for cut in cuts.values() for file in cut.files.items()):
            stage.write(path, data)
        offers = {tag: cut.offer for tag, cut in cuts.items()}
        stamps = _stamps(config_file, portal, coverage, offers, digests, options)
        untouched = _untouched(out / "site.json", site)
        stale = [
            tag
            for tag in tags
            if _read(out / f"{tag}.stamp") != stamps[tag] or not set(_names(out / f"{tag}.names")) <= untouched
        ]
        for tag in stale:
            (out / f"{tag}.stamp").unlink(missing_ok=True)
        tasks = [partial(_build, config_file, coverage, offers, options, site), partial(_outputs, site, quick)]
        for done, tag in enumerate(workers.steps(tasks, stale), 1):
            say(f"{tag}: {len(portal.pages)} pages ({done} of {len(stale)} languages)")
        for tag in tags:
            stage.names.update(_names(out / f"{tag}.names"))
        if portal.settings.translator:
            for names in workers.map(partial(_draft, site), portal.unpublished):
                stage.names.update(names)
        link_indexes(stage, stale, portal.source_language.tag)
        if portal.settings.keeps:
            for names in workers.map(partial(_pack, site, frozenset(stage.names)), stale):
                stage.names.update(names)
    records = {tag: _records(out / f"{tag}.jsonl") for tag in tags}
    found += built.built_problems(portal, records, stage, options.weigh)
    found += built.heavy_made_pages(portal, [url for tag in tags for url in _names(out / f"{tag}.heavy") if url], stage)
    if errors(found):
        raise ProblemsError(errors(found))
    told = {*problems, *found}
    if quick:
        told = {problem for problem in told if not _is_of_others(problem, options.only)}
    everything = sorted(told, key=lambda problem: problem.order)
    made = report.report(portal.languages, records, everything, options.weigh)
    _shared(portal, records, made, stage)
    changed = files.publish(stage.folder, stage.names, site)
    files.write(out / "site.json", json.dumps({"site": str(site), "files": files.snapshot(site)}))
    for tag in stale:
        files.write(out / f"{tag}.stamp", stamps[tag])
    shutil.rmtree(stage.folder, ignore_errors=True)
    say(f"{changed} files changed in {site.name}/" if changed else f"{site.name}/ is up to date")
    return made


def _is_of_others(problem: Problem, tags: Collection[str]) -> bool:
    """Whether a fault lies in the folder of another language than these."""
    place, _, rest = problem.path.partition("/")
    folder = rest.split("/")[0]
    return place == "translations" and not folder.endswith(".yml") and folder not in tags


# One language: these run in worker processes.


def _translate(portal: Portal, tag: str) -> tuple[str, dict[str, dict[str, int]], list[Problem], str, tuple[str, str]]:
    made = edition.translate(portal, tag, keep=True)
    return tag, made.coverage, made.problems, made.digest, media.letters(portal, made)


def _build(
    config_file: str,
    coverage: Coverage,
    offers: Mapping[str, str],
    options: Options,
    site: Path,
    portal: Portal,
    tag: str,
) -> None:
    out = portal.folders.out
    stage = files.Stage(out / "new", site)
    records, heavy = unit.build_language(
        config_file, tag, coverage, stage, dict(options.overrides), portal, offers.get(tag, "")
    )
    files.write(out / f"{tag}.jsonl", "".join(record.to_json() + "\n" for record in records))
    files.write(out / f"{tag}.names", "\n".join(sorted(stage.names)))
    files.write(out / f"{tag}.heavy", "\n".join(heavy))


def _outputs(site: Path, quick: bool, portal: Portal, tag: str) -> None:
    out = portal.folders.out
    stage = files.Stage(out / "new", site)
    write_outputs(portal, tag, _records(out / f"{tag}.jsonl"), stage, quick)
    if portal.settings.translator and tag != portal.source_language.tag:
        translator.write_language(portal, portal.language(tag), stage)
    files.write(out / f"{tag}.names", "\n".join(sorted({*stage.names, *_names(out / f"{tag}.names")})))


def _draft(site: Path, portal: Portal, language: Language) -> list[str]:
    stage = files.Stage(portal.folders.out / "new", site)
    translator.write_language(portal, language, stage)
    return sorted(stage.names)


def _pack(site: Path, names: frozenset[str], portal: Portal, tag: str) -> list[str]:
    out = portal.folders.out
    stage = files.Stage(out / "new", site)
    shelf = Shelf(portal.folders.cache / "offline" / f"{tag}.pickle")
    ending = portal.settings.ending("pack")
    manifest, data = offline.pack(
        names,
        tag,
        portal.source_language.tag,
        lambda name: stage.located(name).read_bytes(),
        portal.today,
        shelf,
        ending,
    )
    shelf.save()
    stage.write(f"{tag}/{manifest['pack']}", data)
    stage.write(f"{tag}/offline.json", offline.to_json(manifest))
    files.write(out / f"{tag}.names", "\n".join(sorted({*stage.names, *_names(out / f"{tag}.names")})))
    return sorted(stage.names)


# All languages together.


def _shared(portal: Portal, records: Mapping[str, list[Record]], made: dict[str, Any], stage: files.Stage) -> None:
    """What speaks of all languages at once."""
    url, settings = portal.settings.site_url, portal.settings
    there = [language for language in portal.languages if language.tag in records]
    counts = {tag: sum(record.offered for record in pages) for tag, pages in records.items()}
    listed = {"robots.txt": "User-agent: *\nAllow: /\n"}
    listed["sw.js"] = scripts.service_worker(
        portal.folders.overrides / "js", portal.words_version if settings.keeps else ""
    )
    listed |= translator.shared(portal, stage.names)
    if url:
        # Sitemaps hold whole addresses only, which a portal without site_url does not have.
        listed |= sitemap.sitemaps((record for pages in records.values() for record in pages), url)
        listed["robots.txt"] += f"Sitemap: {url}sitemap.xml\n"
    listed[f"api/{api.VERSION}/index.json"] = api.to_json(api.index(there, counts, settings.site_name, url))
    listed |= {f"api/{api.VERSION}/schemas/{name}": schema for name, schema in api.schemas().items()}
    listed["status/status.json"] = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    for path, content in listed.items():
        stage.write(path, content)


def _stamps(
    config_file: str,
    portal: Portal,
    coverage: Coverage,
    offers: Mapping[str, str],
    digests: Mapping[str, str],
    options: Options,
) -> dict[str, str]:
    """For each language a hash of everything its build depends on."""
    folders = portal.folders
    docs: list[str | bytes] = []
    for name, path in files.files_below(folders.docs).items():
        # Recordings are large, and nobody edits one by a byte.
        state = path.stat()
        docs += [name, f"{state.st_size} {state.st_mtime_ns}" if name.startswith("audio/") else path.read_bytes()]
    glossary = [path.read_bytes() for path in [folders.translations / "glossary.yml"] if path.is_file()]
    offered = edition.offered_languages(portal, coverage)
    common = files.digest(
        edition.engine_digest(folders.overrides),
        Path(config_file).read_bytes(),
        *docs,
        repr(portal.languages),
        repr(portal.settings),
        repr(portal.synonyms),
        repr(sorted(offered.items())),
        repr(options.overrides),
        repr(list(portal.current_alerts)),
        *glossary,
    )
    stamps = {}
    for tag in coverage:
        used = sorted({edition.shown_language(portal, coverage, name, tag) for name in portal.pages})
        alerts_from = [one for one in portal.language(tag).fallback if one in digests]
        stamps[tag] = files.digest(
            common, offers.get(tag, ""), digests[tag], *(digests[other] for other in [*used, *alerts_from])
        )
    return stamps


def _records(file: Path) -> list[Record]:
    with file.open(encoding="utf-8") as lines:
        return [Record.from_json(line) for line in lines]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def _names(file: Path) -> list[str]:
    """Paths in the site of a language's files; [''], which is no file's, where it was not built."""
    return _read(file).split("\n")


def _untouched(file: Path, site: Path) -> set[str]:
    """Paths of the site's files that nobody changed since the last build published them."""
    try:
        known = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return set()
    if known["site"] != str(site):
        return set()
    return {name for name, state in files.snapshot(site).items() if known["files"].get(name) == state}


def _put_pictures(pictures: Mapping[str, Picture], folder: Path, stage: files.Stage) -> None:
    """Publish the files of the pictures that pages show."""
    for picture in pictures.values():
        for name in filter(None, (picture.small, picture.webp, picture.large)):
            stage.write(f"assets/img/{name}", (folder / "assets/img" / name).read_bytes())


def _put_recordings(portal: Portal, recordings: Sequence[Recording], stage: files.Stage) -> None:
    """Publish what pages fetch when they are asked to."""
    for recording in recordings:
        stage.write(recording.path, (portal.folders.docs / recording.source).read_bytes())


def _put_tree(folder: Path, stage: files.Stage) -> None:
    """Publish every file of a folder."""
    for name, path in files.files_below(folder).items():
        stage.write(name, path.read_bytes())
