"""Phone numbers by the numbering plans: whether one can be dialled, how it is read, whether its call is free."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult
from phonenumbers.shortnumberinfo import ShortNumberCost, expected_cost_for_region, is_valid_short_number_for_region

NORTH_AMERICA = 1
"""Calling code of the North American Numbering Plan."""


def checked(number: str, country: str) -> str:
    """The number itself, where it is in E.164 form and in use by its country's plan, or a short code of `country`.

    `country` is ISO 3166-1 alpha-2; with '' any 3 to 6 digits are a short code. Raises ValueError with what is wrong.
    """
    if re.fullmatch(r"[0-9]{3,6}", number):
        if _calling_code(country) and not is_valid_short_number_for_region(_short(number, country), country):
            raise ValueError(
                f"{number} is no short code of {country}: write a whole number with its country code, such as "
                f"{_sample(country)}"
            )
        return number
    if not re.fullmatch(r"\+[0-9]+", number):
        raise ValueError(
            f"a phone number is written {_sample(country)}, or as a short code such as 211{_meant(number, country)}"
        )
    if 3 <= len(number) - 1 <= 6:
        raise ValueError(f"{number} is too short for a whole number; a short code is written without +")
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            raise ValueError(_no_country(number, country)) from None
        # No plan has numbers this long or short (ITU-T E.164, 6.2.1: at most 15 digits).
        raise ValueError(f"{number} is too {'long' if len(number) > 15 else 'short'} for a phone number") from None
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError(_fault(number, parsed, country))
    return number


def _fault(number: str, parsed: PhoneNumber, country: str) -> str:
    """Why a number with a known calling code is none."""
    plan = f"for a number of +{parsed.country_code}"
    match phonenumbers.is_possible_number_with_reason(parsed):
        case ValidationResult.INVALID_COUNTRY_CODE:
            return _no_country(number, country)
        case ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return f"{number} lacks its area code: write it between +{parsed.country_code} and the number"
        case ValidationResult.TOO_SHORT | ValidationResult.TOO_LONG as reason:
            lengths = _lengths(parsed)
            has = len(phonenumbers.national_significant_number(parsed))
            off = min(lengths) - has if reason == ValidationResult.TOO_SHORT else has - max(lengths)
            few = "few" if reason == ValidationResult.TOO_SHORT else "many"
            return f"{number} has {off} digit{'s' if off > 1 else ''} too {few} {plan}"
        case ValidationResult.INVALID_LENGTH:
            return (
                f"{number} has not the right count of digits {plan} ({', '.join(map(str, _lengths(parsed)))} after it)"
            )
        case _:
            return f"{number} is no number in use: look at its area code and at each digit again"


def _lengths(parsed: PhoneNumber) -> tuple[int, ...]:
    """How many digits may follow the calling code, in order."""
    region = phonenumbers.region_code_for_country_code(parsed.country_code)
    plan = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(parsed.country_code, region)
    return tuple(sorted(plan.general_desc.possible_length))


def _no_country(number: str, country: str) -> str:
    return f"{number} begins with no country's code: write + and the country code first, such as {_sample(country)}"


def _meant(number: str, country: str) -> str:
    """` (did you mean …?)` where a text is a good number in another form."""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except NumberParseException:
        digits = re.sub(r"[-. ]", "", number)  # as 9-1-1 is spoken
        return f' (did you mean "{digits}"?)' if re.fullmatch(r"[0-9]{3,6}", digits) else ""
    if phonenumbers.is_valid_number(parsed):
        return f' (did you mean "{phonenumbers.format_number(parsed, PhoneNumberFormat.E164)}"?)'
    digits = phonenumbers.national_significant_number(parsed)
    return f' (did you mean "{digits}"?)' if re.fullmatch(r"[0-9]{3,6}", digits) else ""


def _sample(country: str) -> str:
    """A number of the country's plan, to show the form."""
    sample = phonenumbers.example_number(country) if _calling_code(country) not in (NORTH_AMERICA, 0) else None
    # 555-01xx is kept for examples in all of North America.
    return phonenumbers.format_number(sample, PhoneNumberFormat.E164) if sample else "+16135550123"


def _calling_code(country: str) -> int:
    """The calling code of a country, 0 for '' and what is no country."""
    return phonenumbers.country_code_for_region(country)


def _short(code: str, country: str) -> PhoneNumber:
    """A short code as the library wants it: apart from the number, how many zeros it begins with (000 in Australia)."""
    zeros = len(code) - len(str(int(code)))
    return PhoneNumber(
        country_code=_calling_code(country),
        national_number=int(code),
        italian_leading_zero=zeros > 0 or None,
        number_of_leading_zeros=zeros or None,
    )


def _whole(number: str) -> PhoneNumber | None:
    """A number in E.164 form that is in use; None for short codes and anything else."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def readable(number: str, country: str) -> str:
    """A checked number as people in `country` read it: 211 as 2-1-1, +18006226232 as 1-800-622-6232, others with spaces.

    Numbers of another country keep their +. What is no number stays as it is.
    """
    if re.fullmatch(r"[0-9]{3}", number):
        # North America says its short codes digit by digit; elsewhere they are known as they stand on posters.
        return "-".join(number) if _calling_code(country) in (NORTH_AMERICA, 0) else number
    parsed = _whole(number)
    if not parsed:
        return number
    # Beyond North America the plan's 1- says nothing: its numbers begin with + there.
    if parsed.country_code == NORTH_AMERICA and _calling_code(country) in (NORTH_AMERICA, 0):
        digits = phonenumbers.national_significant_number(parsed)
        return f"1-{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    own = phonenumbers.region_code_for_number(parsed) == country
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL)


def is_free(number: str, country: str) -> bool | None:
    """Whether the plan says that a call from `country` is free (True) or costs extra (False); None where it says neither.

    A plan speaks of calls, not of text messages. Of Canada's short codes 911, 211 and 988 are free; of 811 it says nothing.
    """
    if re.fullmatch(r"[0-9]{3,6}", number):
        cost = expected_cost_for_region(_short(number, country), country) if _calling_code(country) else None
        return {ShortNumberCost.TOLL_FREE: True, ShortNumberCost.PREMIUM_RATE: False}.get(cost)
    parsed = _whole(number)
    if not parsed:
        return None
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.PREMIUM_RATE:
        return False
    # What is free to call at home costs from abroad.
    return True if kind == PhoneNumberType.TOLL_FREE and _calling_code(country) in (parsed.country_code, 0) else None
