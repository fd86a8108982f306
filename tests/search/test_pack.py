"""The packed index, read by the phone's own script: nothing of the index is lost on the way."""

import json
import math

import pytest
from asking import EXACT, packed, record
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from porchlight.search.analyse import Analyser
from porchlight.search.index import build
from porchlight.search.pack import SCORING, name, pack

LETTERS = {
    "en": "abcé ",
    "ar": "طبيةه ",
    "uk": "йїаб' ",
    "am": "ልጅችሐ ",
    "hi": "कखा१ ",
    "ff-Adlm": "𞤀𞤣a𞤤 ",
    "ckb": "ەهوڵ ab",
    "el": "σςά ",
}
"""By tag, letters to make words of; few, so that words share beginnings."""


@st.composite
def languages(draw):
    """A tag and a few records in it."""
    tag = draw(st.sampled_from(sorted(LETTERS)))
    text = st.text(LETTERS[tag], max_size=24)
    anchored = st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "H", "I\n J"]), text)
    pages = draw(st.lists(st.tuples(text, st.lists(anchored, max_size=3)), max_size=5))
    return tag, [record(f"p{n}", *passages, title=title, tag=tag) for n, (title, passages) in enumerate(pages)]


def pages_of(index, stem: str) -> set[str]:
    """The paths of pages where a stem stands."""
    return {index.pages[index.passages[place].page][0] for place in index.postings[stem]}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(languages())
@example(("en", []))
@example(("en", [record("a"), record("b"), record("c")]))
@example(("en", [record("a", "word"), record("b"), record("c", title="title")]))
@example(("ff-Adlm", [record("a", "𞤀 𞤀𞤣 𞤀𞤣𞤤 a𞤀", tag="ff-Adlm")]))
def test_the_phone_finds_every_word_where_it_stands(asker, language):
    tag, records = language
    index = build(records, tag)
    asker.read(pack(index, {**EXACT, "t": 1}))
    for path, title, _ in index.pages:
        assert asker.title(path) == " ".join(title.split())
    analyser = Analyser(tag)
    for word, stem in index.forms.items():
        if analyser.words(word) != [word] or not index.postings[stem]:
            continue
        found = asker.ask(word)
        assert found.known == 1
        assert {one["path"] for one in found.results if one["score"] > 0} == pages_of(index, stem), word
    # An accent or article that folding leaves behind is the query's, not the index's.
    assert asker.ask("qqqq").results == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(languages())
def test_the_phone_knows_how_often_a_word_stands_in_each_passage(asker, language):
    """By scores: with neither b nor titles a page's own is that of how often the word stands on it."""
    tag, records = language
    index = build([record(one.page, *one.passages, tag=tag) for one in records], tag)
    unit = asker.unit
    asker.read(pack(index, {**EXACT, "b": 0}))
    analyser = Analyser(tag)
    for word, stem in index.forms.items():
        if analyser.words(word) != [word] or not index.postings[stem] or stem in index.weak:
            continue
        times: dict[str, int] = {}
        for place, count in index.postings[stem].items():
            path = index.pages[index.passages[place].page][0]
            times[path] = times.get(path, 0) + count
        rare = math.log(1 + (len(records) - len(times) + 0.5) / (len(times) + 0.5))
        for one in asker.ask(word).results:
            if one["score"] > 0:
                expected = unit * rare * 2.2 * times[one["path"]] / (times[one["path"]] + 1.2)
                assert one["score"] == pytest.approx(expected)


def test_a_result_leads_to_the_heading_where_the_words_stand(asker):
    page = record(
        "a",
        "Thermometers.",
        ["cost", "What it costs", "Nothing at all"],
        ["ask", "Ask the library", "clinic"],
        title="See a doctor",
    )
    other = record("b", ["b", "Other", "nothing clinic"], title="B")
    asker.read(packed(page, other))
    found = asker.ask("costs").results
    assert (found[0]["path"], found[0]["anchor"], found[0]["heading"]) == ("a/", "cost", "What it costs")
    assert asker.ask("clinic library").results[0]["anchor"] == "ask"
    assert (found := asker.ask("thermometer").results[0])["anchor"] == found["heading"] == ""
    assert asker.ask("doctor").results[0]["title"] == "See a doctor"


def test_two_passages_under_one_heading_lead_to_it(asker):
    page = record(
        "a", ["h", "Long", "\n".join(f"{word} " * 150 for word in ("alpha", "bravo"))], ["i", "Next", "charlie"]
    )
    asker.read(packed(page))
    assert [asker.ask(word).results[0]["anchor"] for word in ("alpha", "bravo", "charlie")] == ["h", "h", "i"]


def test_titles_and_headings_of_several_lines_are_one(asker):
    asker.read(packed(record("a", ["h", "On two\nlines", "clinic"], title="A\n\ttitle "), record("b", "x", title="B")))
    found = asker.ask("clinic").results[0]
    assert (found["title"], found["heading"]) == ("A title", "On two lines")


@pytest.mark.parametrize("records", [[], [record("a")], [record("a"), record("b", title="")]])
@pytest.mark.parametrize("query", ["", " ", "a", "word", "wxyz", "?", "医生", "طبيب"])
def test_an_empty_language_has_no_answers(asker, records, query):
    asker.read(packed(*records))
    for typing in (False, True):
        assert asker.ask(query, typing).results == []


def test_more_than_127_of_everything(asker):
    """Numbers of two bytes: places, counts, parts, shared letters."""
    pages = [record(f"p{n:03}", *([f"h{i}", f"H{i}", f"word{n}"] for i in range(n)), title=f"t{n}") for n in range(150)]
    asker.read(packed(*pages, record("q", "many " * 300 + "l" * 250 + " " + "l" * 251), scoring=EXACT))
    assert asker.ask("word149").paths[0] == "p149"
    assert asker.ask("many").paths == ["q"]
    assert asker.ask("l" * 251).paths == ["q"]
    assert asker.ask("h148").paths == ["p149"]
    assert asker.ask("h148").results[0]["anchor"] == "h148"


def test_a_few_letters_more_than_once_cost_a_few_bytes():
    text = " ".join(f"insurance{n}" for n in range(100))
    assert len(packed(record("a", text))) - len(packed(record("a"))) < 750


def test_the_head_holds_what_folds_words_and_how_they_are_weighed():
    data = packed(record("a", "word", title="T"))
    length, at = data[0] & 127 | (data[1] & 127) << 7, 2
    head = json.loads(data[at : at + length])
    assert head["scoring"] == SCORING
    assert set(head) >= set(Analyser("en").device())


@pytest.mark.parametrize(
    ("data", "hash_"),
    [
        (b"", "811c9dc5"),
        (b"a", "e40c292c"),
        (b"foobar", "bf9cf968"),
        (b"\0", "050c5d1f"),
        (b"chongo was here!\n", "d49930d5"),
    ],
)
def test_a_name_is_fnv_1a(data, hash_):
    """Fowler, Noll and Vo's own test vectors."""
    assert name(data) == hash_


@given(st.binary(min_size=1, max_size=60), st.integers(0), st.integers(1, 255))
def test_a_changed_byte_is_another_name(data, at, change):
    at %= len(data)
    other = bytes([*data[:at], data[at] ^ change, *data[at + 1 :]])
    assert name(other) != name(data)


@settings(max_examples=15, deadline=None)
@given(languages())
def test_the_same_records_are_the_same_bytes(language):
    tag, records = language
    assert pack(build(records, tag)) == pack(build(records[::-1], tag))
