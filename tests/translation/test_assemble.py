import pytest
from porchlight.content.source import read_page
from porchlight.core.page import Block
from porchlight.core.problem import Severity
from porchlight.translation import assemble
from porchlight.translation.assemble import (
    BOTH,
    LEAD_END,
    MARK_END,
    MARK_NOW,
    SOURCE,
    STALE,
    TERM,
    State,
    localized,
)
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


def test_texts_of_settings_and_contacts_are_those_that_have_a_translation():
    blocks = [Block("topic", "Health"), Block("topic", "Work"), Block("topic", "Home")]
    catalog = Catalog("site.po", {"Health": Entry("Sant\u00e9"), "Home": Entry("<b>", line=7)})
    found, problems = assemble.texts(blocks, catalog)
    assert found == {"Health": "Sant\u00e9"}
    assert [str(problem).split(".")[0] for problem in problems] == ["site"]
    assert problems[0].line == 7
    assert assemble.texts(blocks, None) == ({}, [])


def test_a_text_that_is_a_guess_is_not_shown_and_one_whose_words_changed_is():
    blocks = [Block("topic", "Your health"), Block("topic", "Call 911")]
    catalog = Catalog(
        "site.po", {"Your health": Entry("Sant\u00e9", True, "Health"), "Call 911": Entry("Le 811", True, "Call 811")}
    )
    assert assemble.texts(blocks, catalog) == ({"Your health": "Sant\u00e9"}, [])


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


def test_markdown_for_people_holds_no_marks_of_terms_and_of_two_languages_either():
    catalog = french({SUMMARY: Entry(""), CARD: Entry("Votre carte", True, "Take your card")})
    plain = assemble.without_marks(localized(PAGE, catalog)[0].markdown)
    terms = {1: ("a",), 2: ("sin", "health-card"), 3: ("lease",)}
    assert assemble.without_marks(localized(PAGE, catalog, terms)[0].markdown) == plain
    assert assemble.without_marks(localized(PAGE, catalog, terms, both=True)[0].markdown) == plain


# Terms


def test_a_term_is_marked_at_the_end_of_its_block_in_any_state_and_in_any_language():
    terms = {2: ("sin", "health-card"), 3: ("lease",)}
    mark = f"{TERM}sin{TERM}{TERM}health-card{TERM}"
    made, _ = localized(PAGE, french(), terms)
    assert f"\nAppelez le [8-1-1](tel:811).{mark}\n\n- Apportez votre carte{TERM}lease{TERM}\n" in made.markdown
    source, _ = localized(PAGE, None, terms)
    assert f"\nCall [8-1-1](tel:811) at any time.{mark}\n" in source.markdown
    missing, _ = localized(PAGE, french({CALL: Entry("")}), terms)
    assert f"\n{SOURCE}Call [8-1-1](tel:811) at any time.{mark}\n" in missing.markdown
    stale, _ = localized(PAGE, french({CARD: Entry("Votre carte", True, "Take your card")}), terms)
    assert f"- {STALE}Votre carte{MARK_NOW}Bring your card{MARK_END}{TERM}lease{TERM}\n" in stale.markdown


def test_terms_are_counted_from_the_title_also_on_a_page_without_a_summary():
    page, _ = read_page("a", b"# T\n\nText\n")
    assert localized(page, None, {1: ("x",)})[0].markdown.endswith(f"\nText{TERM}x{TERM}\n")


def test_a_term_changes_neither_coverage_nor_titles():
    plain, marked = localized(PAGE, french())[0], localized(PAGE, french(), {0: ("a",), 1: ("b",), 3: ("c",)})[0]
    assert (marked.coverage, marked.title, marked.summary) == (plain.coverage, plain.title, plain.summary)


def test_the_attributes_of_an_item_stay_behind_its_term():
    page, _ = read_page("a", b'# T\n\n1. Call us. {: icon="phone" }\n')
    made, _ = localized(page, Catalog("x.po", {"Call us.": Entry("Appelez.")}), {1: ("x",)})
    assert made.markdown.endswith(f'1. Appelez.{TERM}x{TERM} {{: icon="phone" }}\n')


# Two languages side by side


def test_a_bilingual_page_holds_each_translation_and_its_source():
    made, problems = localized(PAGE, french(), both=True)
    assert problems == []
    assert made.markdown == (
        f"# {BOTH}Votre *sant\u00e9*{MARK_NOW}Your *health*{MARK_END} {{: #your-health }}\n\n"
        f"{BOTH}O\u00f9 aller d'abord{MARK_NOW}Where to go first{MARK_END}\n\n{LEAD_END}\n\n\n"
        f"{BOTH}Appelez le [8-1-1](tel:811).{MARK_NOW}Call [8-1-1](tel:811) at any time.{MARK_END}\n\n"
        f"- {BOTH}Apportez votre carte{MARK_NOW}Bring your card{MARK_END}\n"
    )


def test_what_a_bilingual_page_has_in_one_language_only_stands_there_once_and_says_so():
    made, problems = localized(PAGE, french({CALL: Entry("<b>", line=3), CARD: Entry("")}), both=True)
    assert f"\n{SOURCE}Call [8-1-1](tel:811) at any time.\n\n- {SOURCE}Bring your card\n" in made.markdown
    assert made.markdown.count("Bring your card") == 1
    assert [problem.line for problem in problems] == [3]


def test_a_bilingual_page_never_pairs_a_translation_whose_words_changed_with_the_new_text():
    made, _ = localized(PAGE, french({CARD: Entry("Votre carte", True, "Take your card")}), both=True)
    assert f"- {STALE}Votre carte{MARK_NOW}Bring your card{MARK_END}\n" in made.markdown
    assert made.coverage[State.STALE_WORDS] == 3


def test_the_text_of_a_picture_is_never_set_side_by_side():
    page, _ = read_page("a", b"# T\n\n![A card](card.png)\n")
    made, _ = localized(page, Catalog("x.po", {"A card": Entry("Une carte")}), both=True)
    assert made.markdown.endswith("![Une carte](card.png)\n")


def test_a_bilingual_page_marks_terms_behind_both_texts():
    made, _ = localized(PAGE, french(), {3: ("lease",)}, both=True)
    assert made.markdown.endswith(f"{BOTH}Apportez votre carte{MARK_NOW}Bring your card{MARK_END}{TERM}lease{TERM}\n")


# Catalogs that are left


def test_a_catalog_whose_page_is_gone_is_said():
    problems = assemble.unused({"a": None}, {"a": Catalog("fr/a.po"), "b": Catalog("fr/b.po")})
    assert [str(problem) for problem in problems] == [
        "fr/b.po: there is no page docs/b.md for this catalog. Move it to the page's new name, or delete it."
    ]


def test_a_catalog_of_an_alert_that_has_gone_is_only_a_note():
    found = assemble.unused(["a"], {"alerts/storm": Catalog("fr/alerts/storm.po"), "b": Catalog("fr/b.po")})
    assert [(problem.path, problem.severity) for problem in found] == [
        ("fr/alerts/storm.po", Severity.NOTE),
        ("fr/b.po", Severity.WARNING),
    ]
