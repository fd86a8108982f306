"""Words of English for numbers, months and weekdays, in which source texts state facts."""

from __future__ import annotations

import num2words
from babel import Locale

LOCALE = Locale("en")
MONTHS = {
    name.lower().rstrip("."): number
    for width in ("wide", "abbreviated")
    for number, name in LOCALE.months["format"][width].items()
}
WEEKDAYS = {name.lower(): number + 1 for number, name in LOCALE.days["format"]["wide"].items()}
"""Monday is 1."""
COUNTED = [*range(21), *range(30, 100, 10), 100]
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""One to twelve."""
NUMBERS = {
    **{word: str(value) for value, word in enumerate(HOURS, 1)},
    **{num2words.num2words(value): str(value) for value in range(13, 100)},
    **{num2words.num2words(value, to="ordinal"): str(value) for value in COUNTED if 0 < value < 100},
    **{
        "zero": "0",
        "twice": "2",
        "both": "2",
        "couple": "2",
        "pair": "2",
        "double": "2",
        "dozen": "12",
        "decade": "10",
        "hundred": "100",
    },
    **{"thousand": "1000", "million": "1000000", "half": "half", "quarter": "quarter", "noon": "12", "midnight": "0"},
    **{
        "a": "1",
        "an": "1",
        "once": "1",
        "single": "1",
        "each": "1",
        "every": "1",
        "per": "1",
        "another": "1",
        "same": "1",
    },
}
"""Words of English that another language may write as a number."""
LOOSE = (
    "both",
    "couple",
    "pair",
    "double",
    "twice",
    "second",
    "first",
    "dozen",
    "decade",
    "noon",
    "midnight",
    "hundred",
    "thousand",
    "million",
)
"""Of those, words that a translation may leave out or say otherwise: no other number in their place is told."""
ALSO = {
    "half": ("50", "1/2", "0.5", "2", "30"),
    "quarter": ("25", "1/4", "4", "15", "3/4", "75", "45"),
    "third": ("1/3", "2/3", "33", "66", "67", "3"),
    "noon": ("12",),
    "midnight": ("0", "24", "12"),
    "hundred": ("100", "1"),
    "thousand": ("1000", "1"),
    "million": ("1000000", "1"),
    "second": ("2",),
}
