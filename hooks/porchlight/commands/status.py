"""`status`: what is translated, out of date and missing, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..pages.edition import Folders, Portal
from ..settings import Settings
from . import asked, progress, since
from .day import today
from .outcome import Outcome, table
from .progress import Progress

COUNTS = ("translated", "stale_words", "stale_facts", "to_review", "missing", "faulty")
HEADS = ("translated", "stale words", "stale facts", "to review", "missing", "faulty")
UPDATE = "python3 scripts/translate.py update"


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """How the languages in `options.languages` stand, each catalog told; all of them in short where none is named.

    With `options.since`, what changed in the source since that revision. Raises ProblemsError where the source cannot be read,
    or a language is not there.
    """
    portal, faults = asked.portal_and_faults(folders, settings)
    tags = asked.languages(portal, options.languages)
    if options.since:
        return since.told(portal, options.since, tags)
    day = today(settings.timezone)
    found = {tag: progress.of_language(portal, tag, day) for tag in tags}
    lines = []
    for tag in options.languages:
        lines += [*_of_catalogs(portal, tag, found[tag]), ""]
    if not options.languages:
        lines = [*_of_languages(portal, found), ""]
    broken = sorted({problem for rows in found.values() for one in rows for problem in one.problems}, key=str)
    broken = [*asked.of_languages(faults, options.languages), *broken]
    lines = [*lines[:-1], *([""] if broken else []), *map(str, broken)]
    data = {
        "languages": {tag: _data(portal, tag, rows) for tag, rows in found.items()},
        "problems": [str(problem) for problem in broken],
    }
    return Outcome(tuple(lines), data, bool(broken))


def next_step(portal: Portal, tag: str, rows: Sequence[Progress]) -> str:
    """What to do next for a language, most needed first: one line."""
    language = portal.language(tag)
    if broken := [one for one in rows if one.problems]:
        return f"mend {broken[0].path}: {broken[0].problems[0].what}"
    there = [one for one in rows if (portal.folders.project / one.path).is_file()]
    # What has no file yet waits until what has one is done: a language begins with its core.
    absent = sum(one.not_there for one in (there if any(not one.complete for one in there) else rows))
    if absent:
        return f"run `{UPDATE} {tag}`: the catalogs lack {absent} of the texts"
    if not rows or rows[0].complete:
        if language.status == "published":
            return "nothing, all is translated and up to date"
        return f"write `status: published` into translations/{tag}/language.yml, once somebody has read it all"
    first = next(one for one in rows if one in there and not one.complete)
    return f"open {first.path} (words: {first.left})"


def _of_languages(portal: Portal, found: dict[str, list[Progress]]) -> list[str]:
    """A row a language, in words."""
    rows = []
    for tag, catalogs in found.items():
        whole = _sum(catalogs)
        offered = f"{sum(one.offered for one in catalogs)} of {len(portal.pages)}"
        counts = [getattr(whole, key) for key in COUNTS[1:]]
        rows.append((tag, portal.language(tag).status, offered, whole.percent, *counts))
    if not rows:
        return ["There is no translation yet. Begin one: python3 scripts/translate.py start LOCALE"]
    steps = [f"{tag}: {next_step(portal, tag, catalogs)}." for tag, catalogs in found.items()]
    return [
        *table(("language", "is", "pages offered", "translated %", *HEADS[1:]), rows),
        "",
        "Counted in words of the source. Next, for each language:",
        *steps,
    ]


def _of_catalogs(portal: Portal, tag: str, catalogs: Sequence[Progress]) -> list[str]:
    """A row a catalog, in words, the most needed first."""
    rows = [(one.name, one.weight, one.total, one.percent, *(getattr(one, key) for key in COUNTS)) for one in catalogs]
    whole = _sum(catalogs)
    language = portal.language(tag)
    offered = f"{sum(one.offered for one in catalogs)} of {len(portal.pages)} pages offered"
    step = next_step(portal, tag, catalogs)
    lines = [
        f"{language.english_name} ({tag}), {language.status}: {offered}. Most needed first; counted in words of the source.",
        *table(("catalog", "need", "words", "%", *HEADS), rows),
        "",
        f"In all {whole.percent} % of {whole.total} words are translated and up to date{f'; {whole.left}' if whole.left else ''}.",
        f"Next: {step}.",
    ]
    if step.startswith("open ") and (page := catalogs[0].name) in portal.pages:
        lines.append(f"Then look at it: python3 scripts/translate.py preview {tag} {page}")
    return lines


def _sum(catalogs: Sequence[Progress]) -> Progress:
    counts = {key: sum(getattr(one, key) for one in catalogs) for key in (*COUNTS, "total", "not_there")}
    return Progress("all", "", 0, **counts)


def _data(portal: Portal, tag: str, catalogs: Sequence[Progress]) -> dict[str, Any]:
    return {
        "status": portal.language(tag).status,
        "pages": len(portal.pages),
        "pages_offered": sum(one.offered for one in catalogs),
        "next": next_step(portal, tag, catalogs),
        "words": _counts(_sum(catalogs)),
        "catalogs": [
            {
                "name": one.name,
                "path": one.path,
                "need": one.weight,
                "offered": one.offered,
                "words": _counts(one),
                "texts_not_there": one.not_there,
                "problems": [str(problem) for problem in one.problems],
            }
            for one in catalogs
        ],
    }


def _counts(one: Progress) -> dict[str, int]:
    return {**{key: getattr(one, key) for key in COUNTS}, "total": one.total, "percent": one.percent}
