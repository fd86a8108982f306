"""One report that says what to do next."""

from __future__ import annotations

import json

import pytest
from porchlight.checks import report
from porchlight.core.locale import language
from porchlight.core.page import Record
from porchlight.core.problem import Problem, Severity

COVERAGE = {"translated": 0, "stale_words": 0, "stale_facts": 0, "untranslated": 0, "faulty": 0, "total": 0}


def record(page, locale="ar", shown="", weight=1_000, **words):
    coverage = {**COVERAGE, **words, "total": sum(words.values())}
    return Record(
        page=page, locale=locale, shown=shown or locale, url=f"{locale}/{page}/", title="", summary="", html="", markdown="",
        headings=[], links=[], anchors=[], topic="", icon="", regions=[], contacts=[], sources=[], reviewed={}, provenance={},
        coverage=coverage, translations=[], source_hash="", weight_bytes=weight,
    )  # fmt: skip


def made(records, problems=(), weighed=True):
    return report.report([language("ar", status="published")], {"ar": records}, list(problems), weighed)


def test_a_language_is_summed_up():
    records = [
        record("a", weight=3_000, translated=80, stale_words=10, stale_facts=5, untranslated=5),
        record("b", weight=5_000, shown="en", untranslated=100),
        record("c", weight=1_000, translated=100),
    ]
    (one,) = made(records)["languages"]
    assert one == {
        "tag": "ar",
        "name": "Arabic",
        "status": "published",
        "offered_pages": 2,
        "translated_ratio": 0.633,
        "words": {
            "translated": 180,
            "stale_words": 10,
            "stale_facts": 5,
            "untranslated": 105,
            "faulty": 0,
            "total": 300,
        },
        "weight_bytes": {"exact": True, "median": 3_000, "most": 5_000, "heaviest": "ar/b/"},
    }


def test_a_language_that_lacks_one_word_in_thousands_is_not_called_complete():
    data = made([record("a", translated=99_999, untranslated=1)])
    assert data["languages"][0]["translated_ratio"] < 1
    assert not any("100.0%" in line for line in report.lines(data))
    assert any("100.0%" in line for line in report.lines(made([record("a", translated=5)])))


def test_a_language_without_pages_is_told_and_stops_nothing():
    data = made([])
    assert (data["pages"], data["languages"][0]["translated_ratio"]) == (0, 0)
    assert report.lines(data)


def test_a_language_that_was_not_built_is_not_in_the_report():
    data = report.report([language("en"), language("ar")], {"ar": [record("a", translated=1)]}, [], True)
    assert [one["tag"] for one in data["languages"]] == ["ar"]
    assert data["pages"] == 1


def test_the_report_is_json_and_comes_back_as_the_same_lines():
    problems = [Problem("docs/a.md", 3, "it is wrong", "Mend it", Severity.WARNING)]
    data = made([record("a", translated=1)], problems)
    again = json.loads(json.dumps(data))
    assert report.lines(again) == report.lines(data)
    assert report.lines(again)[-1] == "docs/a.md:3: it is wrong. Mend it."
    assert data["problems"] == [
        {"severity": "warning", "path": "docs/a.md", "line": 3, "what": "it is wrong", "remedy": "Mend it"}
    ]


@pytest.mark.parametrize(("weighed", "shown"), [(True, " 4,321  ar/a/"), (False, "≤ 4,321  ar/a/")])
def test_a_weight_that_is_only_a_bound_says_so(weighed, shown):
    assert any(
        line.endswith(shown) for line in report.lines(made([record("a", weight=4_321, translated=1)], (), weighed))
    )


def test_notes_are_counted_and_listed_on_request():
    problems = [Problem("docs/a.md", 0, "no summary", "Add one", Severity.NOTE)] * 3
    assert report.problem_lines(problems) == ["3 notes; scripts/check.py --notes lists them."]
    assert report.problem_lines(problems, verbose=True) == ["docs/a.md: no summary. Add one."] * 3


def test_one_note_is_one_note():
    note = Problem("docs/a.md", 0, "no summary", "Add one", Severity.NOTE)
    assert report.problem_lines([note]) == ["1 note; scripts/check.py --notes lists it."]


def test_a_hundred_problems_do_not_scroll_the_rest_away():
    problems = [Problem("docs/a.md", n, "it is wrong", "Mend it") for n in range(100)]
    lines = report.problem_lines(problems)
    assert len(lines) == 41
    assert lines[-1] == "… and 60 more; scripts/check.py lists all."
    assert len(report.problem_lines(problems, verbose=True)) == 100


def test_nothing_wrong_is_nothing_told():
    assert report.problem_lines([]) == []
