"""Money and percentages, by themselves and from one to the other."""

import pytest
from porchlight.translation import facts, spoken, wanted


def told(source, translation, tag):
    return [
        (one.kind, one.missing)
        for one in facts.differences(wanted.wanted(source, tag, "CA"), translation, spoken.tongue(tag).families)
    ]


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "$20 to $40", "20 à 40 $"),
        ("fr", "$20 to $40", "20 $ à 40 $"),
        ("fr", "between $8,000 and $15,000", "entre 8 000 et 15 000 $"),
        ("uk", "$20-$40", "від 20 до 40 доларів"),
        ("sw", "$20 to $40", "dola 20 hadi 40"),
        ("zh-Hans", "$8,000 to $15,000", "8000 到 1.5 万加元"),
        ("es", "fifteen to twenty-five dollars", "de quince a veinticinco dólares"),
        ("tl", "5% to 10%", "5 hanggang 10 porsiyento"),
        ("ar", "$20, $30 or $40", "20 أو 30 أو 40 دولارًا"),
        ("pa", "$1,400", "ਚੌਦਾਂ ਸੌ ਡਾਲਰ"),
        ("sw", "$90,000", "dola elfu 90"),
        ("tl", "$100,000", "sandaang libong dolyar"),
        ("fr", "2.5%", "deux et demi pour cent"),
        ("zh-Hans", "2.5%", "百分之二点五"),
    ],
)
def test_a_language_may_name_the_unit_once_and_in_its_own_words(tag, source, translation):
    assert told(source, translation, tag) == []


@pytest.mark.parametrize(
    ("tag", "source", "translation"),
    [
        ("fr", "$20 to $40", "20 à 60 $"),
        ("fr", "$20 to $40", "40 à 20 $"),
        ("fr", "$20 to $40", "20 à 40 €"),
        ("fr", "$20 to $40", "120 à 40 $"),
        ("sw", "$20 to $40", "dola 20 hadi 400"),
        ("zh-Hans", "$100,000", "100 万加元"),
        ("ur", "$300,000", "چار لاکھ ڈالر"),
    ],
)
def test_another_amount_order_or_currency_is_told(tag, source, translation):
    assert "money" in {kind for kind, _ in told(source, translation, tag)}


def test_amounts_of_two_currencies_are_facts_of_their_own():
    assert told("$20 or €15", "15 € ou 20 $", "fr") == []
    assert told("$20 or €15", "20 € ou 15 $", "fr") != []
