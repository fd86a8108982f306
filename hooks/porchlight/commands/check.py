"""`check`: slips in translations, each with its place, what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..checks import proofread
from ..core import fields
from ..core.problem import Problem, ProblemsError, Severity
from ..core.workers import Workers
from ..pages import edition
from ..pages.edition import Folders, Portal
from ..settings import Settings
from ..translation import assemble
from . import asked, overruling
from .outcome import Outcome

OVERRULE = "If the translation is right as it is, say why in a comment above its entry: # lint: ok({rule}) your reason"
Found = tuple[list[proofread.Remark], int, list[Problem], list[Problem], list[Problem]]
"""Remarks, translations read, faults of whole catalogs, catalogs that are not read since their page is gone, and comments that
overrule nothing.
"""


def run(folders: Folders, settings: Settings, options: Any) -> Outcome:
    """Proofread the catalogs that `options.files` names as files, folders or languages; all of them where it names none.

    Code 1 where a fault stops a merge. Raises ProblemsError where the source cannot be read, or a file is not there.
    """
    portal, folders_faults = asked.portal_and_faults(folders, settings)
    chosen = meant(portal, options.files)
    with Workers(portal) as workers:
        found: list[Found] = workers.map(partial(_language, chosen), sorted(chosen))
    remarks = [one for rows, *_ in found for one in rows]
    read = sum(count for _, count, *_ in found)
    faults = asked.of_languages(folders_faults, chosen if options.files else ())
    faults += [problem for _, _, problems, *_ in found for problem in problems]
    unread = [problem for *_, problems, _ in found for problem in problems]
    ignored = [problem for *_, problems in found for problem in problems]
    standing = [one for one in remarks if not one.overruled]
    grave = [one for one in standing if one.finding.severity is Severity.ERROR]
    advice = [one for one in standing if one.finding.severity is not Severity.ERROR]
    data = {
        "translations": read,
        "problems": [str(problem) for problem in faults],
        "unread": [str(problem) for problem in unread],
        "errors": [_data(one) for one in grave],
        "warnings": [_data(one) for one in advice],
        "ignored": [str(problem) for problem in ignored],
        "overruled": [{**_data(one), "reason": one.overruled} for one in remarks if one.overruled],
    }
    lines = _lines(read, faults, grave, advice, ignored, data["overruled"])
    return Outcome((*map(str, unread), *lines), data, 1 if grave or faults else 0)


def meant(portal: Portal, said: Sequence[str]) -> dict[str, list[str] | None]:
    """Language → names of the catalogs asked for, None for all of them. Raises ProblemsError for what is not there."""
    if not said:
        return dict.fromkeys(asked.languages(portal, ()))
    known = {language.tag for language in portal.languages[1:]}
    paths = {
        f"translations/{tag}/{name}.po": (tag, name)
        for tag in known
        for name in edition.catalog.catalog_files(portal.folders.translations / tag)
    }
    chosen: dict[str, list[str] | None] = {}
    problems = []
    for one in said:
        path = _below(portal.folders.project, one)
        tag = path.removeprefix("translations/").rstrip("/")
        if tag in known:
            chosen[tag] = None
        elif path in paths:
            language, name = paths[path]
            listed = chosen.setdefault(language, [])
            if listed is not None:
                listed.append(name)
        else:
            remedy = "Name a catalog such as translations/ar/housing.po, or a language"
            near = fields.nearest(path, [*paths, *known])
            problems.append(Problem(one, 0, f"there is no such catalog{near}", remedy))
    if problems:
        raise ProblemsError(problems)
    return chosen


def _below(project: Path, said: str) -> str:
    """A path as it is seen from the portal's folder, wherever it was typed."""
    file = Path(said)
    if file.exists() and file.resolve().is_relative_to(project):
        return file.resolve().relative_to(project).as_posix()
    return file.as_posix()


def _language(chosen: dict[str, list[str] | None], portal: Portal, tag: str) -> Found:
    names = chosen[tag]
    remarks, read = proofread.proofread(portal, tag, names)
    faults, ignored = [], []
    catalogs = {}
    for name, file in edition.catalog.catalog_files(portal.folders.translations / tag).items():
        if names is None or name in names:
            catalogs[name], found = edition.catalog.read_catalog(file, f"translations/{tag}/{name}.po")
            faults += found
            ignored += overruling.of_catalog(catalogs[name])
    return remarks, read, faults, assemble.unused(portal.catalog_blocks(), catalogs), ignored


def _data(one: proofread.Remark) -> dict[str, Any]:
    finding = one.finding
    return {"path": one.path, "line": one.line, "rule": finding.rule, "what": finding.what, "remedy": finding.remedy}


def _lines(
    read: int,
    faults: Sequence[Problem],
    grave: Sequence[proofread.Remark],
    advice: Sequence[proofread.Remark],
    ignored: Sequence[Problem],
    overruled: Sequence[dict[str, Any]],
) -> list[str]:
    lines = list(map(str, faults))
    for head, remarks in (("These must be mended:", grave), ("Please look at these; they stop nothing:", advice)):
        if remarks:
            lines += ["", head, *(f"{one.problem} [{one.finding.rule}]" for one in remarks)]
    if ignored:
        lines += ["", "These comments do not count:", *map(str, ignored)]
    if overruled:
        lines += ["", "Overruled by their translators:"]
        lines += [
            f"{one['path']}:{one['line']}: {one['what']} [{one['rule']}] because: {one['reason']}" for one in overruled
        ]
    if debatable := [one.finding.rule for one in (*grave, *advice) if not one.finding.final]:
        rule = Counter(debatable).most_common(1)[0][0]
        lines += ["", OVERRULE.format(rule=rule)]
    told = f"{read} translations read: {len(grave) + len(faults)} to mend, {len(advice)} to look at, {len(overruled)} overruled."
    return [*(lines if lines[0] else lines[1:]), "", told] if lines else [told]
