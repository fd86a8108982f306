"""Phone numbers are held against the numbering plans; editors are told what is wrong with one, readers how to dial it."""

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.phones import checked, is_free, readable

FORM = "a phone number is written +16135550123, or as a short code such as 211"


@pytest.mark.parametrize(
    ("number", "country"),
    [
        *((code, "CA") for code in ("211", "311", "811", "911", "988", "686868")),
        ("000", "AU"),
        ("110", "DE"),
        ("+16135550123", "CA"),
        ("+16135550123", ""),
        ("+442079460958", "CA"),
        ("+80012345678", "CA"),
        ("310", ""),
        ("310", "XX"),
    ],
)
def test_a_number_of_its_plan_is_taken_as_it_is(number, country):
    assert checked(number, country) == number


@pytest.mark.parametrize(
    ("number", "country", "fault"),
    [
        ("310", "CA", "310 is no short code of CA: write a whole number with its country code, such as +16135550123"),
        ("911", "DE", "911 is no short code of DE: write a whole number with its country code, such as +4930123456"),
        ("+1613555", "CA", "+1613555 has 4 digits too few for a number of +1"),
        ("+161355501234", "CA", "+161355501234 has 1 digit too many for a number of +1"),
        ("+12345678901234567", "CA", "+12345678901234567 has 6 digits too many for a number of +1"),
        ("+123456789012345678901", "CA", "+123456789012345678901 is too long for a phone number"),
        ("+999123456", "CA", "+999123456 begins with no country's code: write + and the country code first, such as +16135550123"),
        ("+44207946", "GB", "+44207946 lacks its area code: write it between +44 and the number"),
        ("+16130000000", "CA", "+16130000000 is no number in use: look at its area code and at each digit again"),
        ("+211", "CA", "+211 is too short for a whole number; a short code is written without +"),
        ("+0", "CA", "+0 is too short for a phone number"),
        ("2-1-1", "CA", f'{FORM} (did you mean "211"?)'),
        ("9-1-1", "", f'{FORM} (did you mean "911"?)'),
        ("613-555-0123", "CA", f'{FORM} (did you mean "+16135550123"?)'),
        ("+1 613 555 0123", "", f'{FORM} (did you mean "+16135550123"?)'),
        ("613-555-0123", "", FORM),
        ("1-800-CALL", "CA", FORM),
        ("call us", "CA", FORM),
        ("", "", FORM),
        ("٢١١", "CA", f'{FORM} (did you mean "211"?)'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_told_in_words(number, country, fault):
    with pytest.raises(ValueError, match=re.escape(fault) + "$"):
        checked(number, country)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789+- ()x", max_size=18), st.sampled_from(["", "CA", "DE", "AU", "XX"]))
def test_any_text_is_a_number_that_can_be_read_aloud_or_a_fault(text, country):
    try:
        number = checked(text, country)
    except ValueError as error:
        assert str(error)
        assert readable(text, country) or not text
        return
    assert re.fullmatch(r"[0-9]{3,6}|\+[0-9]{7,15}", number)


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("211", "CA", "2-1-1"),
        # On posters in Germany stands 112.
        ("112", "DE", "112"),
        ("112", "", "1-1-2"),
        ("686868", "CA", "686868"),
        ("+18006226232", "CA", "1-800-622-6232"),
        ("+18006226232", "", "1-800-622-6232"),
        ("+12025550123", "CA", "1-202-555-0123"),
        ("+16135550123", "GB", "+1 613-555-0123"),
        ("+442079460958", "GB", "020 7946 0958"),
        ("+442079460958", "CA", "+44 20 7946 0958"),
        ("+442079460958", "", "+44 20 7946 0958"),
        ("+80012345678", "CA", "+800 1234 5678"),
        ("+1613555", "CA", "+1613555"),
        ("no number", "CA", "no number"),
    ],
)
def test_a_number_is_shown_as_people_read_it(number, country, shown):
    assert readable(number, country) == shown


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_a_number_shown_to_another_country_can_be_dialled_as_it_stands(region):
    number = phonenumbers.format_number(phonenumbers.example_number(region), phonenumbers.PhoneNumberFormat.E164)
    abroad = "DE" if region != "DE" else "FR"
    assert checked(number, abroad) == number
    assert re.sub("[^0-9+]", "", readable(number, abroad)) == number


@pytest.mark.parametrize(
    ("number", "country", "free"),
    [
        ("911", "CA", True),
        ("211", "CA", True),
        ("988", "CA", True),
        ("811", "CA", None),
        ("311", "CA", None),
        ("686868", "CA", None),
        ("911", "", None),
        ("+18006226232", "CA", True),
        ("+18006226232", "", True),
        ("+448001111", "GB", True),
        ("+16135550123", "CA", None),
        ("+19005550123", "CA", False),
        ("no number", "CA", None),
    ],
)
def test_a_call_is_free_only_where_the_plan_says_so(number, country, free):
    assert is_free(number, country) is free


@pytest.mark.parametrize("number", ["+448001111", "+80012345678"])
def test_a_number_that_is_free_in_another_country_is_not_called_free_here(number):
    assert is_free(number, "CA") is None
