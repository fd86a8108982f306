"""Which words of a page stand in which passage: what search looks in."""

import pytest
from asking import record
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.search.index import PASSAGE_WORDS, build

CONTACT = {"id": "clinic", "name": "Harbour Clinic", "description": "Interpreters on call"}


def passages(index) -> list[tuple]:
    """(page, heading, words) of each."""
    return [(one.page, one.heading, " ".join(one.words)) for one in index.passages]


def found(index, word: str) -> list[int]:
    """The passages in which a word stands."""
    return list(index.postings[index.forms[word]])


def test_a_page_is_its_title_its_beginning_and_what_stands_under_each_heading():
    page = record("a", "Go early.", ["cost", "What it costs", "Nothing"], title="See a doctor")
    index = build([page], "en")
    assert passages(index) == [
        (0, "", "see a doctor"),
        (0, "", "go early"),
        (0, "What it costs", "what it costs nothing"),
    ]
    assert [one.anchor for one in index.passages] == ["", "", "cost"]


def test_pages_stand_in_the_order_of_their_names_below_their_languages_folder():
    index = build([record("z", title="Z"), record("health/doctor", title="D"), record("", title="Home")], "en")
    assert index.pages == (("", "Home", ""), ("health/doctor/", "D", "health/doctor"), ("z/", "Z", "z"))


def test_the_order_of_the_records_does_not_matter():
    pages = [record(name, f"word {name}", title=name.upper()) for name in "abc"]
    assert build(pages, "en") == build(pages[::-1], "en")


def test_a_long_text_is_parted_between_its_blocks():
    block = "word " * 60
    index = build([record("a", ["h", "Long", "\n".join([block] * 5)])], "en")
    lengths = [len(one.words) for one in index.passages[1:]]
    assert lengths == [181, 120]
    assert {one.anchor for one in index.passages[1:]} == {"h"}


def test_a_block_that_is_too_long_to_join_others_is_a_passage_by_itself():
    index = build([record("a", "few words\n" + "word " * 200 + "\nmore words")], "en")
    assert [len(one.words) for one in index.passages] == [0, 2, 200, 2]


def test_no_block_is_torn():
    blocks = [" ".join(f"b{block}w{word}" for word in range(block % 9 * 40)) for block in range(30)]
    index = build([record("a", "\n".join(blocks))], "en")
    for block in filter(None, blocks):
        assert sum(block in " ".join(one.words) for one in index.passages) == 1
    for one in index.passages:
        assert len(one.words) <= 1.3 * PASSAGE_WORDS or " ".join(one.words) in blocks


def test_a_heading_without_text_is_found():
    index = build([record("a", ["tests", "Eye tests", ""], title="A")], "en")
    assert found(index, "eye") == [1]


def test_a_pages_contacts_are_found_by_name_and_description():
    index = build([record("a", title="A", contacts=[CONTACT]), record("b", title="B")], "en")
    assert found(index, "harbour") == found(index, "interpreters") == [1]


def test_a_contact_without_description_is_found():
    index = build([record("a", title="A", contacts=[{"name": "Library", "description": None}])], "en")
    assert found(index, "library") == [1]


@pytest.mark.parametrize(("pages", "with_it", "there"), [(3, 3, True), (4, 4, False), (30, 6, True), (30, 7, False)])
def test_a_contact_of_most_pages_is_found_on_none(pages, with_it, there):
    """Its words would lead everywhere, and away from the page that is about them."""
    records = [record(f"p{n:02}", title="A", contacts=[CONTACT] if n < with_it else []) for n in range(pages)]
    assert ("harbour" in build(records, "en").forms) == there


@pytest.mark.parametrize(
    ("tag", "text"), [("en", "Call 8-1-1."), ("ar", "اتصل بالرقم ٨-١-١"), ("fa", "با 8-1-1 تماس بگیرید")]
)
def test_a_number_that_is_written_digit_by_digit_is_found_as_people_dial_it(tag, text):
    index = build([record("a", text, title="A")], tag)
    assert found(index, "811") == found(index, "8") == [1]


@pytest.mark.parametrize("text", ["2026-05-01", "1-2", "5-1-1-1-1", "x-8-1-1", "1-800-622-6232"])
def test_other_numbers_with_hyphens_are_parted_only(text):
    assert "".join(char for char in text if char.isdigit()) not in build([record("a", text)], "en").forms


def test_a_stop_word_is_looked_for_in_titles_that_say_little_else():
    """In a small portal every word is frequent, and "Work" is a stop word of English."""
    pages = [
        record("a", "Who can work here.", title="Work"),
        record("b", "Do not work alone.", title="Your work permit"),
        record("c", "Work, your permit and bank.", title="Work for your permit at a bank"),
    ]
    index = build(pages, "en")
    assert [index.passages[at].page for at in found(index, "work")] == [0, 1]
    assert [index.passages[at].page for at in found(index, "your")] == [1]


def test_a_page_in_a_fallback_language_has_that_languages_endings():
    index = build(
        [record("a", title="Pages médicales", tag="fr"), record("b", "countries", tag="fr", shown="en")], "fr"
    )
    assert index.forms["countries"] == "countri"
    assert index.forms["medicales"] == "medical"


def test_a_word_that_two_languages_end_differently_is_found_in_both():
    """The official English term on a Kurdish page, beside a page that is English still."""
    pages = [record("a", "insurance كارت", tag="ckb"), record("b", "The insurance", tag="ckb", shown="en")]
    for some in (pages, [record("c", *pages[0].passages, tag="ckb"), pages[1]]):
        assert len(found(build(some, "ckb"), "insurance")) == 2


def test_stop_words_are_weak_and_not_looked_for_where_they_are_everywhere():
    pages = [record(f"p{n}", "the doctor" if n else "the doctor perhaps") for n in range(20)]
    index = build(pages, "en")
    assert index.forms["the"] in index.weak
    assert index.forms["doctor"] not in index.weak
    assert found(index, "the") == []
    assert len(found(index, "doctor")) == 20
    assert index.forms["perhaps"] in index.weak
    assert found(index, "perhaps") == [1]


def test_how_often_a_word_stands_in_a_passage_is_counted():
    index = build([record("a", "tax form, taxes; a tax")], "en")
    assert index.postings[index.forms["tax"]] == {1: 3}


@pytest.mark.parametrize(
    ("synonyms", "word", "meant"),
    [
        ({"doctor": ["physician"]}, "doctor", ["physician"]),
        ({"doctor": ["family physician"]}, "doctor", ["family", "physician"]),
        ({"doctors": ["physicians"]}, "doctor", ["physician"]),
        ({"quack": ["physician", "clinic"]}, "quack", ["physician", "clinic"]),
        ({"doctor": ["physician", "hospital"]}, "doctor", ["physician"]),
        ({"doctor": ["doctors"]}, "doctor", []),
        ({"doctor": ["physician"], "eye doctor": ["clinic"]}, "doctor", ["physician", "clinic"]),
    ],
)
def test_a_synonym_asks_for_what_pages_say(synonyms, word, meant):
    index = build([record("a", "family physician, clinic, doctor")], "en", synonyms)
    assert index.synonyms[index.forms[word]] == tuple(index.forms[one] for one in meant)


def test_a_synonym_of_a_word_that_another_language_ends_differently_is_one():
    pages = [record("a", "طبيب", tag="ar"), record("b", "doctors clinics", tag="ar", shown="en")]
    index = build(pages, "ar", {"doctors": ["طبيب", "clinics"]})
    assert index.synonyms == {"doctor": (index.forms["طبيب"], "clinic")}


@pytest.mark.parametrize("records", [[], [record("a")], [record("a"), record("b", ["x", "", ""], title="  ")]])
def test_nothing_to_find_is_no_fault(records):
    index = build(records, "en")
    assert len(index.pages) == len(records)
    assert index.forms == index.postings == {}


WORDS = st.text("abtheéñ طبيب医生ልጅйїß'ς𞤀 .\n", max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4), st.sampled_from(["en", "ar", "zh-Hans", "am", "uk", "el"]))
def test_every_word_is_found_where_it_stands(texts, tag):
    pages = [record(f"p{n}", ["h", b, c], title=a, tag=tag) for n, (a, b, c) in enumerate(texts)]
    index = build(pages, tag)
    for number, passage in enumerate(index.passages):
        for word, stem in zip(passage.words, passage.stems, strict=True):
            assert index.forms[word] == stem
            if stem not in index.weak:
                assert index.postings[stem][number] == passage.stems.count(stem)
    assert set(index.postings) == set(index.forms.values())
    assert list(index.forms) == sorted(index.forms)
