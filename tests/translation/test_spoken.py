"""How languages say numbers, months, days and the halves of the day."""

import re

import pytest
from porchlight.translation import english, spoken, table
from porchlight.translation.facts import spelled


def says(pattern, text):
    return re.search(pattern, spelled(text)) is not None


@pytest.mark.parametrize(
    ("tag", "number", "said"),
    [
        ("fr", "3", "trois"),
        ("fr", "0", "zéro"),
        ("fr", "99", "quatre-vingt-dix-neuf"),
        ("de", "24", "vierundzwanzig"),
        ("de", "2", "zweimal"),
        ("uk", "4", "чотириденний"),
        ("ar", "6", "وستة"),
        ("ar", "6", "بالسادسة"),
        ("ar", "12", "الثاني عشر"),
        ("ar", "35", "خمسة وثلاثون"),
        ("zh-Hans", "20000", "二万"),
        ("zh-Hans", "105", "一百零五"),
        ("ti", "3", "ንሰለስተ"),
    ],
)
def test_a_number_is_known_in_words(tag, number, said):
    assert says(spoken.tongue(tag).words(number), said)


@pytest.mark.parametrize(
    ("tag", "number", "other"),
    [
        ("ar", "6", "ستحصل"),
        ("ar", "6", "استخدام"),
        ("ar", "100", "الرسمية"),
        ("ar", "3", "الثلاثاء"),
        ("de", "2", "Zweifel"),
        ("uk", "2", "дворець"),
        ("fr", "3", "détrois"),
    ],
)
def test_a_number_is_not_found_inside_another_word(tag, number, other):
    assert not says(spoken.tongue(tag).words(number), other)


def test_a_short_day_has_short_endings():
    days = spoken.tongue("uk").families["weekday"]
    assert says(days["3"], "по середах") and says(days["3"], "середою") and says(days["3"], "щосереди")
    assert not says(days["3"], "в середній школі") and not says(days["3"], "серед них")


def test_night_is_of_both_halves_of_the_day_but_not_of_every_hour():
    german = spoken.tongue("de")
    assert says(german.half("am", 4), "4 Uhr nachts") and says(german.half("pm", 11), "11 Uhr nachts")
    assert not says(german.half("am", 10), "10 Uhr nachts") and not says(german.half("pm", 3), "3 Uhr nachts")


def test_a_number_of_tens_and_ones_is_made_of_both():
    assert says(spoken.tongue("so").words("25"), "labaatan iyo shan")
    assert says(spoken.tongue("ti").words("25"), "ዕስራን ሓሙሽተን")
    assert not says(spoken.tongue("so").words("25"), "labaatan iyo lix")


def test_a_month_is_known_by_its_name_its_english_name_and_its_number():
    (_, name), (_, digits) = spoken.tongue("fr").month(5)
    assert says(name, "mai") and says(name, "May") and says(digits, "05")
    assert spoken.tongue("qaa").month(5) == [(False, "0?5(?!\\d)"), (True, "[^\\d]{1,25}")]


def test_money_and_percent_are_known_by_sign_by_word_and_in_english():
    french = spoken.tongue("fr")
    assert all(says(french.currency(sign), text) for sign in ("$", "dollar") for text in ("$", "dollars", "CAD"))
    assert says(spoken.tongue("ar").currency("$"), "دولارًا") and says(french.percent, "p. cent")


def test_of_a_language_nobody_knows_only_what_all_share_is_known():
    unknown = spoken.tongue("qaa")
    assert unknown.words("7") == "" and unknown.families == {} and says(unknown.currency("$"), "$")


def test_the_other_calendar_has_the_same_day():
    assert [(year, day) for year, _, day in spoken.tongue("fa").elsewhere(2026, 5, 5)] == [(1405, 15)]
    assert [(year, day) for year, _, day in spoken.tongue("am").elsewhere(2026, 5, 5)] == [(2018, 27)]
    assert spoken.tongue("fr").elsewhere(2026, 5, 5) == []
    assert spoken.tongue("fa").elsewhere(2026, 2, 30) == []


def test_every_pattern_of_every_language_of_the_table_compiles():
    for tag in table.whole():
        tongue = spoken.tongue(tag)
        for family in tongue.families.values():
            for pattern in family.values():
                re.compile(pattern)
        for pattern in (*tongue.number_words.values(), tongue.percent, tongue.hour, tongue.noon, tongue.midnight):
            re.compile(pattern)


def test_number_words_of_english_have_values():
    said = english.NUMBERS
    assert (said["three"], said["twentieth"], said["zero"], said["both"], said["a"]) == ("3", "20", "0", "2", "1")
