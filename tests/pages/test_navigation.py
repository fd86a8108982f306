"""Where pages stand, and what comes next."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
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
    assert next_pages(groups) == {"1": ("2", "3", "4"), "2": ("3", "4", "5"), "3": ("4", "5"), "4": ("5",), "5": ()}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 4), max_size=5))
def test_nobody_is_sent_back_to_the_page_they_read(sizes):
    names = iter(range(100))
    groups = [Topic(str(i), "", "", tuple(str(next(names)) for _ in range(size))) for i, size in enumerate(sizes)]
    for page, following in next_pages(groups).items():
        assert page not in following
        assert len(set(following)) == len(following) <= NEXT_PAGES
