import pytest
from porchlight.content.source import read_page
from porchlight.core.page import Block
from porchlight.core.problem import Severity
from porchlight.translation import assemble
from porchlight.translation.assemble import LEAD_END, MARK_END, MARK_NOW, SOURCE, STALE, State, localized
from porchlight.translation.catalog import Catalog, Entry

PAGE, _ = read_page(
    "health",
    b"""---
title: Your *health*
summary: Where to go first
---

Call [8-1-1](tel:811) at any time.

- Bring your card
""",
)
TITLE, SUMMARY, CALL, CARD = (block.text for block in PAGE.blocks)


def french(more=None):
    entries = {
        TITLE: Entry("Votre *sant\u00e9*"),
        SUMMARY: Entry("O\u00f9 aller d'abord"),
        CALL: Entry("Appelez le [8-1-1](1)."),
        CARD: Entry("Apportez votre carte"),
    }
    return Catalog("translations/fr/health.po", {**entries, **(more or {})})


# States


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (None, State.UNTRANSLATED),
        (Entry(""), State.UNTRANSLATED),
        (Entry(" \n"), State.UNTRANSLATED),
        (Entry("Appelez"), State.TRANSLATED),
        (Entry("Appelez", previous_msgid="left over"), State.TRANSLATED),
        (Entry("Appelez", fuzzy=True, previous_msgid="Phone 811."), State.STALE_WORDS),
        (Entry("Appelez", fuzzy=True, previous_msgid="Call 911."), State.STALE_FACTS),
        (Entry("Appelez", fuzzy=True), State.STALE_FACTS),
        (Entry("", fuzzy=True, previous_msgid="Call 811."), State.UNTRANSLATED),
    ],
)
def test_how_a_block_stands(entry, state):
    assert assemble.state_of(Block("paragraph", "Call 811."), entry) is state


# A page


def test_a_translated_page_is_put_together_with_the_links_of_its_source():
    made, problems = localized(PAGE, french())
    assert made.markdown == (
        "# Votre *sant\u00e9* {: #your-health }\n\nO\u00f9 aller d'abord\n\n"
        f"{LEAD_END}\n\n\nAppelez le [8-1-1](tel:811).\n\n- Apportez votre carte\n"
    )
    assert problems == []
    assert made.covered_ratio == 1


def test_the_source_language_stands_as_it_is_without_marks():
    made, problems = localized(PAGE, None)
    assert not any(mark in made.markdown for mark in (SOURCE, STALE, MARK_NOW, MARK_END))
    assert "Call [8-1-1](tel:811) at any time." in made.markdown
    assert made.coverage[State.TRANSLATED] == made.coverage["total"]
    assert made.provenance == {"kind": "source"}
    assert problems == []


def test_an_untranslated_paragraph_stays_in_english_and_says_so():
    made, _ = localized(PAGE, french({CARD: Entry("")}))
    assert f"- {SOURCE}Bring your card" in made.markdown
    assert made.coverage[State.UNTRANSLATED] == 3


def test_a_paragraph_whose_words_changed_keeps_its_translation_with_the_new_text_beside():
    made, problems = localized(PAGE, french({CARD: Entry("Votre carte", True, "Take your card")}))
    assert f"- {STALE}Votre carte{MARK_NOW}Bring your card{MARK_END}" in made.markdown
    assert made.coverage[State.STALE_WORDS] == 3
    assert made.covered_ratio == 1
    assert problems == []


def test_a_paragraph_whose_number_changed_shows_the_source():
    made, problems = localized(PAGE, french({CALL: Entry("Le [9-1-1](1).", True, "Call [9-1-1](1) at any time.")}))
    assert f"{SOURCE}Call [8-1-1](tel:811) at any time." in made.markdown
    assert "9-1-1" not in made.markdown
    assert made.coverage[State.STALE_FACTS] == 7
    assert problems == []


def test_a_faulty_translation_shows_the_source_and_is_reported_with_its_line():
    made, problems = localized(PAGE, french({CALL: Entry("Appelez le 8-1-1.", line=14)}))
    assert f"{SOURCE}Call [8-1-1](tel:811) at any time." in made.markdown
    assert made.coverage[State.FAULTY] == 7
    assert [str(problem) for problem in problems] == [
        "translations/fr/health.po:14: the mark ](1) of the source is missing. "
        "Correct the translation; until then this text stays in the source language."
    ]
    assert problems[0].severity is Severity.WARNING


def test_a_page_without_a_single_translation_is_all_source_marked():
    made, problems = localized(PAGE, Catalog("x.po"))
    assert made.markdown.count(SOURCE) == len(PAGE.blocks)
    assert made.covered_ratio == 0
    assert problems == []


def test_coverage_counts_source_words_and_its_states_make_up_the_whole():
    catalog = french(
        {SUMMARY: Entry(""), CALL: Entry("<b>", line=1), CARD: Entry("Votre carte", True, "Take your card")}
    )
    made, _ = localized(PAGE, catalog)
    assert made.coverage == {
        "translated": 2,
        "stale_words": 3,
        "stale_facts": 0,
        "untranslated": 4,
        "faulty": 7,
        "total": 16,
    }
    assert sum(made.coverage[state] for state in State) == made.coverage["total"]
    assert made.covered_ratio == pytest.approx(5 / 16)


def test_a_page_tells_where_its_translation_comes_from_by_a_copy():
    catalog = Catalog("x.po", {}, {"kind": "machine"})
    made, _ = localized(PAGE, catalog)
    made.provenance["kind"] = "changed"
    assert catalog.provenance == {"kind": "machine"}


# Titles


def test_titles_and_summaries_for_data_are_plain_text():
    made, _ = localized(PAGE, french())
    assert (made.title, made.summary) == ("Votre sant\u00e9", "O\u00f9 aller d'abord")


@pytest.mark.parametrize(
    "entry", [Entry(""), Entry("<b>Sant\u00e9</b>"), Entry("Sant\u00e9", True), Entry("9", True, "Your 9 *health*")]
)
def test_a_title_that_cannot_be_shown_is_the_source_title_in_data_too(entry):
    made, _ = localized(PAGE, french({TITLE: entry}))
    assert made.title == "Your health"
    assert f"# {SOURCE}Your *health* {{: #your-health }}" in made.markdown


def test_a_title_whose_words_changed_is_still_the_translated_one():
    made, _ = localized(PAGE, french({TITLE: Entry("Sant\u00e9", True, "The *health*")}))
    assert made.title == "Sant\u00e9"


def test_a_title_of_two_lines_is_one_heading():
    made, _ = localized(PAGE, french({TITLE: Entry("Votre\nsant\u00e9")}))
    assert made.title == "Votre sant\u00e9"
    assert made.markdown.startswith("# Votre sant\u00e9 {: #your-health }\n")


def test_a_page_without_a_summary_has_none():
    page, _ = read_page("a", b"# T\n\nText\n")
    made, _ = localized(page, None)
    assert made.summary == ""
    assert made.markdown.startswith(f"# T {{: #t }}\n\n\n\n{LEAD_END}\n\n")


# Texts without a page


def test_texts_of_settings_and_contacts_fall_back_one_by_one():
    blocks = [Block("topic", "Health"), Block("topic", "Work"), Block("topic", "Home")]
    catalog = Catalog("site.po", {"Health": Entry("Sant\u00e9"), "Home": Entry("<b>", line=7)})
    found, problems = assemble.texts(blocks, catalog)
    assert found == {"Health": "Sant\u00e9", "Work": "Work", "Home": "Home"}
    assert [str(problem).split(".")[0] for problem in problems] == ["site"]
    assert problems[0].line == 7
    assert assemble.texts(blocks, None) == ({"Health": "Health", "Work": "Work", "Home": "Home"}, [])


# Markdown for people


def test_markdown_for_people_holds_no_marks_and_each_block_once():
    catalog = french({SUMMARY: Entry(""), CARD: Entry("Votre carte", True, "Take your card")})
    text = assemble.without_marks(localized(PAGE, catalog)[0].markdown)
    assert text == (
        "# Votre *sant\u00e9* {: #your-health }\n\nWhere to go first\n\n\nAppelez le [8-1-1](tel:811).\n\n- Votre carte\n"
    )


def test_two_stale_blocks_do_not_run_into_each_other():
    catalog = french(
        {
            CALL: Entry("Au [8-1-1](1).", True, "Phone [8-1-1](1) at any time."),
            CARD: Entry("Carte", True, "Take your card"),
        }
    )
    text = assemble.without_marks(localized(PAGE, catalog)[0].markdown)
    assert "Au [8-1-1](tel:811).\n\n- Carte\n" in text


# Catalogs that are left


def test_a_catalog_whose_page_is_gone_is_said():
    problems = assemble.unused({"a": None}, {"a": Catalog("fr/a.po"), "b": Catalog("fr/b.po")})
    assert [str(problem) for problem in problems] == [
        "fr/b.po: there is no page docs/b.md for this catalog. Move it to the page's new name, or delete it."
    ]
