"""Where pages stand, and what comes next."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.core import fields
from porchlight.pages.navigation import NEXT_PAGES, Topic, next_pages, ordered, topic_of, topics

NAMES = st.lists(st.text("abc/", min_size=1, max_size=5), unique=True, max_size=12)


def test_pages_come_in_the_order_of_the_nav_and_the_others_by_path():
    assert ordered(["z", "b", "a", "health/x"], ["z", "gone", "b"]) == ["z", "b", "a", "health/x"]


@settings(max_examples=100, deadline=None)
@given(NAMES, NAMES)
def test_no_page_is_lost_or_doubled_by_the_order(names, nav):
    assert sorted(ordered(names, nav)) == sorted(names)
    assert ordered(names, nav) == ordered(reversed(names), nav)


def test_a_page_stands_in_the_topic_it_names_or_else_in_its_folders():
    assert topic_of("health/doctor", "work") == "work"
    assert topic_of("health/doctor", "") == "health"
    assert topic_of("housing", "") == ""


def test_the_pages_without_a_topic_have_an_address_that_no_topic_can_have():
    assert Topic("other", "Other", "", ()).slug == "other"
    assert Topic("", "", "", ()).slug == "-"
    assert not re.fullmatch(fields.ID, "-")


def test_topics_come_in_the_settings_order_with_their_pages_in_order():
    pages = [("b", "home"), ("a", "home"), ("c", "work"), ("d", "zoo"), ("e", ""), ("f", "arts")]
    known = [("work", "Work", "briefcase"), ("empty", "Empty", ""), ("home", "A place to live", "home")]
    assert topics(pages, known) == [
        Topic("work", "Work", "briefcase", ("c",)),
        Topic("home", "A place to live", "home", ("b", "a")),
        Topic("", "", "", ("e",)),
        Topic("arts", "Arts", "", ("f",)),
        Topic("zoo", "Zoo", "", ("d",)),
    ]


def test_a_topic_named_twice_in_the_settings_stands_there_once():
    assert [topic.id for topic in topics([("a", "home")], [("home", "A", ""), ("home", "B", "")])] == ["home"]


def test_what_comes_next_is_the_rest_of_the_topic_and_then_the_next_topic():
    groups = [Topic("a", "A", "", ("1", "2")), Topic("b", "B", "", ("3", "4", "5"))]
    found = next_pages(groups, {}, [])
    assert found == {"1": ("2", "3", "4"), "2": ("3", "4", "5"), "3": ("4", "5"), "4": ("5",), "5": ()}


def test_what_a_page_itself_names_comes_first_and_then_what_follows_on_its_pathways():
    groups = [Topic("a", "A", "", ("1", "2", "3", "4", "5"))]
    said = {"1": ("5",), "2": ("2", "4", "4")}
    found = next_pages(groups, said, [("3", "1", "4"), ("1", "3"), ("2", "1")])
    assert found["1"] == ("5", "4", "3"), "said, then both pathways in their order"
    assert found["2"] == ("4", "1", "3"), "never itself, and each once"
    assert found["3"] == ("1", "4", "5")
    assert found["5"] == ()


def test_the_last_page_of_a_pathway_has_the_rest_of_its_topic_next():
    groups = [Topic("a", "A", "", ("1", "2")), Topic("b", "B", "", ("3",))]
    assert next_pages(groups, {}, [("3", "1")])["1"] == ("2", "3")


@settings(max_examples=100, deadline=None)
@given(st.data(), st.lists(st.integers(1, 4), max_size=5))
def test_nobody_is_sent_back_to_the_page_they_read(data, sizes):
    names = iter(range(100))
    groups = [Topic(str(i), "", "", tuple(str(next(names)) for _ in range(size))) for i, size in enumerate(sizes)]
    pages = [name for group in groups for name in group.pages]
    some = st.lists(st.sampled_from(pages), max_size=4) if pages else st.just([])
    said = data.draw(st.dictionaries(st.sampled_from(pages), some, max_size=4)) if pages else {}
    pathways = data.draw(st.lists(some, max_size=3))
    found = next_pages(groups, said, pathways)
    assert list(found) == pages
    for page, following in found.items():
        assert page not in following
        assert len(set(following)) == len(following) <= NEXT_PAGES
        wanted = [other for other in dict.fromkeys(said.get(page, ())) if other != page]
        assert list(following[: len(wanted)]) == wanted[:NEXT_PAGES]
