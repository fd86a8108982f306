from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.translation.staleness import facts, same_facts

GOLDEN = Path(__file__).parent.parent / "golden" / "staleness"
PAIRS = [
    pytest.param(pair, id=f"{file.stem}: {pair['why']}")
    for file in sorted(GOLDEN.glob("*.yml"))
    for pair in yaml.safe_load(file.read_text(encoding="utf-8"))
]
texts = st.text(alphabet="ab 019$.%@[](){}`\\'\n٣½", max_size=25)


def test_there_are_pairs_enough_to_mean_something():
    assert len(PAIRS) >= 40


@pytest.mark.parametrize("pair", PAIRS)
def test_an_old_translation_is_shown_only_where_no_fact_changed(pair):
    assert same_facts(**pair["input"]) is pair["output"]["same_facts"]


@pytest.mark.parametrize("pair", PAIRS)
def test_an_edit_and_its_reversal_are_judged_alike(pair):
    previous, current = pair["input"]["previous"], pair["input"]["current"]
    assert same_facts(current, previous) is pair["output"]["same_facts"]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_a_text_has_the_facts_of_itself(text):
    assert same_facts(text, text)


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.integers(0, 9999), st.integers(0, 9999))
def test_another_number_anywhere_is_another_fact(before, after, one, other):
    texts_differ = f"{before} {one} {after}", f"{before} {other} {after}"
    assert same_facts(*texts_differ) == (one == other)


def test_digits_of_any_script_are_the_same_number():
    assert facts("٨١١") == facts("811")


def test_the_number_of_a_slot_is_no_fact():
    assert facts("Read [this](1){2}.") == facts("Read [this](3){4}.")
