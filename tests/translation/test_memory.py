import time

import polib
import pytest
from porchlight.translation import memory
from porchlight.translation.catalog import Catalog, Entry
from porchlight.translation.memory import Memory, Suggestion

CALL = "Call the health line at any time, day or night."
CALL_NOW = "Call the health line at any time, by day or by night."


def catalogs(**said):
    """Catalogs of {msgid: msgstr or Entry}."""
    return {
        name: Catalog(
            f"{name}.po", {msgid: one if isinstance(one, Entry) else Entry(one) for msgid, one in entries.items()}
        )
        for name, entries in said.items()
    }


def test_the_same_text_is_found_with_the_page_it_was_translated_on():
    known = Memory(catalogs(housing={CALL: "Appelez."}, site={"Home": "Accueil"}))
    assert known.suggestions(CALL) == [Suggestion(100, CALL, "Appelez.", "housing")]
    assert known.suggestions("Home") == [Suggestion(100, "Home", "Accueil", "site")]
    assert known.suggestions("Nothing like any of these texts") == []


def test_of_several_translations_of_a_text_that_used_most_is_first():
    known = Memory(catalogs(a={CALL: "Un"}, b={CALL: "Deux"}, c={CALL: "Deux"}))
    assert [(one.translation, one.catalog) for one in known.suggestions(CALL)] == [("Deux", "b"), ("Un", "a")]
    assert known.exact(CALL).translation == "Deux"
    assert known.exact(CALL_NOW) is None


def test_a_text_nearly_the_same_follows_with_how_alike_it_is():
    known = Memory(catalogs(a={CALL_NOW: "Nuit"}, b={CALL: "Appelez."}))
    first, second = known.suggestions(CALL)
    assert (first.ratio, first.source) == (100, CALL)
    assert 75 <= second.ratio < 100
    assert second.source == CALL_NOW
    assert len(known.suggestions(CALL, 1)) == 1


def test_a_near_text_with_other_facts_is_offered_and_says_so():
    known = Memory(catalogs(a={"You pay $50 for the card each year.": "Vous payez 50 $."}))
    assert known.suggestions("You pay $60 for the card each year.")[0].facts_differ
    assert not known.suggestions("You pay $50 for that card each year.")[0].facts_differ


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Open now", "Closed now"),
        ("1-800-555-0100", "1-800-555-0199"),
        ("help@one.example.org", "help@two.example.org"),
    ],
)
def test_short_texts_and_addresses_are_offered_only_where_they_are_the_same(known, asked):
    assert Memory(catalogs(a={known: "x"})).suggestions(asked) == []


def test_what_is_fuzzy_empty_or_could_not_be_shown_is_not_offered():
    link = "Read [your rights](1) and {2}."
    known = Memory(
        catalogs(
            a={CALL: Entry("Appelez.", fuzzy=True), CALL_NOW: "  ", link: "Lisez."},
            b={"Search %(size)s": "Cherche", "Bold words": "<b>gras</b>"},
        )
    )
    assert not any(map(known.suggestions, [CALL, CALL_NOW, link, "Search %(size)s", "Bold words"]))
    assert Memory(catalogs(a={link: "{2} : lisez [vos droits](1)."})).suggestions(link)[0].ratio == 100


def test_a_text_that_left_a_page_still_helps_another():
    read = polib.POFile()
    read.append(polib.POEntry(msgid=CALL, msgstr="", obsolete=False))
    read.append(polib.POEntry(msgid=CALL, msgstr="Appelez.", obsolete=True))
    read.append(polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: "x"}))
    known = memory.catalog_of(read, "housing.po")
    assert list(known.entries) == [CALL]
    assert Memory({"housing": known}).exact(CALL).translation == "Appelez."


def test_the_note_says_where_a_suggestion_came_from_and_goes_away_alone():
    exact = Suggestion(100, CALL, "Appelez.", "housing")
    near = Suggestion(87, "You pay\n $50.", "x", "money", facts_differ=True)
    assert memory.noted("", exact) == "memory: the same text in housing.po"
    noted = memory.noted("ask Amal", near)
    assert noted == "ask Amal\nmemory: 87 % like “You pay $50.” in money.po; its facts differ"
    assert memory.noted(noted, exact) == "ask Amal\nmemory: the same text in housing.po"
    assert memory.has_note(noted)
    assert memory.without_note(noted) == "ask Amal"
    assert not memory.has_note("our memory: none")


def test_a_suggestion_whose_text_changed_says_what_it_was_like_and_no_longer_how_much():
    assert memory.moved("a\nmemory: the same text in b.po", "You\npay 5.") == "a\nmemory: like “You pay 5.” in b.po"
    assert (
        memory.moved("memory: 87 % like “x” in b.po; its facts differ", "y")
        == "memory: like “x” in b.po; its facts differ"
    )
    assert memory.moved("a", "y") == "a"


def test_looking_up_takes_the_same_time_in_a_portal_twice_as_large():
    def seconds(size):
        words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}" for i in range(400)]
        texts = [" ".join(words[(i * k) % 400] for k in range(1, 12)) + f" the page of {i}" for i in range(size)]
        known = Memory(catalogs(a=dict.fromkeys(texts, "x")))
        known.suggestions(texts[0] + " more")
        start = time.process_time()
        for text in texts[:300]:
            known.suggestions(text + " more")
        return time.process_time() - start

    # Twice would be linear in the portal; a slow machine is given room.
    assert seconds(4000) < 1.8 * seconds(2000) + 0.1
