"""What people on GitHub are told fits, whatever there is to tell."""

from __future__ import annotations

from collections import Counter

from porchlight.commands import aging, announce
from porchlight.commands.review import Brought, Review
from porchlight.core.locale import language


def brought(tag: str, before: int, after: int) -> Brought:
    then, now = Counter(translated=before, untranslated=100), Counter(translated=after, untranslated=100)
    return Brought(language(tag), then, now, (("a", then, now),))


def review(*languages: Brought) -> Review:
    return Review((), languages, (), (), 0, (), False, ())


def test_what_it_brings_is_said_of_each_language_that_gains():
    told = announce.comment(review(brought("fr", 0, 1), brought("ti", 5, 1205), brought("ar", 10, 3)))
    assert told.startswith(
        "Thank you! This brings 1 word in French and 1,200 words in Tigrinya to the people who read them."
    )
    assert "| Arabic `ar` | 10 → 3 (9 → 2 %) | 0 | 100 |" in told


def test_what_gains_nothing_is_thanked_for_too():
    assert announce.comment(review()).startswith("Thank you! Here is what this changes.\n")


def test_an_issue_that_is_too_long_ends_between_two_lines():
    change = aging.Change("ሀ" * 300, "ሁ" * 300, facts=True)
    pages = tuple(aging.Page(f"page-{n}", (change,) * 20, ()) for n in range(20))
    told = announce.issue(aging.Aged(language("ti"), pages), "2026-11-22")
    assert len(told.encode()) <= announce.MOST_BYTES
    *_, before, empty, last = told.splitlines()
    assert (empty, last) == ("", "… There is more than fits here.")
    assert before.endswith("`")
