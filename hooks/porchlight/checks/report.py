"""The report: what was built, how complete and how heavy it is, and what to do next."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.locale import Language
from ..core.page import Record
from ..core.problem import Problem, Severity

SHOWN_PROBLEMS = 40


def report(
    languages: Sequence[Language], records: Mapping[str, Sequence[Record]], problems: Sequence[Problem], weighed: bool
) -> dict[str, Any]:
    """The whole report as JSON data. `records` holds each language's pages by tag."""
    return {
        "pages": len(next(iter(records.values()), ())),
        "languages": [
            _language(language, records[language.tag], weighed) for language in languages if language.tag in records
        ],
        "problems": [
            {"severity": p.severity.name.lower(), "path": p.path, "line": p.line, "what": p.what, "remedy": p.remedy}
            for p in problems
        ],
    }


def _language(language: Language, records: Sequence[Record], weighed: bool) -> dict[str, Any]:
    words = {key: sum(record.coverage[key] for record in records) for key in (records[0].coverage if records else ())}
    weights = sorted(record.weight_bytes for record in records)
    heaviest = max(records, key=lambda record: (record.weight_bytes, record.url), default=None)
    shown = words.get("translated", 0) + words.get("stale_words", 0)
    return {
        "tag": language.tag,
        "name": language.english_name,
        "status": language.status,
        "offered_pages": sum(record.offered for record in records),
        # Rounded down: 1 says that nothing is missing.
        "translated_ratio": shown * 1000 // words["total"] / 1000 if words.get("total") else 0.0,
        "words": words,
        "weight_bytes": {
            "exact": weighed,
            "median": int(statistics.median(weights)) if weights else 0,
            "most": weights[-1] if weights else 0,
            "heaviest": heaviest.url if heaviest else "",
        },
    }


def lines(data: Mapping[str, Any], verbose: bool = False) -> list[str]:
    """The report for a terminal. Notes are counted, and listed where `verbose`."""
    told = [f"{data['pages']} pages in {len(data['languages'])} languages", ""]
    told.append(
        f"{'':14}{'offered':>9}{'translated':>12}{'stale':>9}{'median':>9}{'heaviest':>10}  bytes after compression"
    )
    for one in data["languages"]:
        words, weight = one["words"], one["weight_bytes"]
        stale = words.get("stale_words", 0) + words.get("stale_facts", 0)
        bound = "" if weight["exact"] else "≤ "
        told.append(
            f"{one['tag']:<14}{one['offered_pages']:>9}{one['translated_ratio']:>12.1%}{stale:>9,}"
            f"{bound + format(weight['median'], ','):>9}{bound + format(weight['most'], ','):>10}  {weight['heaviest']}"
        )
    told.append("")
    return told + problem_lines([_problem(one) for one in data["problems"]], verbose)


def problem_lines(problems: Sequence[Problem], verbose: bool = False, most: int | None = SHOWN_PROBLEMS) -> list[str]:
    """A line for each error and warning, the gravest first, `most` of them; all, and notes too, where `verbose`."""
    told = [str(p) for p in problems if verbose or p.severity > Severity.NOTE]
    notes = sum(p.severity is Severity.NOTE for p in problems)
    if most and len(told) > most and not verbose:
        told = [*told[:most], f"… and {len(told) - most} more; scripts/check.py lists all."]
    if notes and not verbose:
        told.append(
            f"{notes} notes; scripts/check.py --notes lists them."
            if notes > 1
            else "1 note; scripts/check.py --notes lists it."
        )
    return told


def _problem(one: Mapping[str, Any]) -> Problem:
    return Problem(one["path"], one["line"], one["what"], one["remedy"], Severity[one["severity"].upper()])
