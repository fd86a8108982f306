"""Whether a source text's change is one of words only, or one of facts."""

from __future__ import annotations

import re
from collections import Counter

from ..content import inline

FACT_WORDS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "half",
        "twice",
        "no",
        "not",
        "never",
        "must",
        "cannot",
        "free",
    ]
)
"""English words that carry a number, a date, a duty or a price. A wrong one harms; so their change counts as one of facts."""
FACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|[$€£%#@]|\d+|\w+(?:n't|n’t)|\w+")


def facts(text: str) -> Counter[str]:
    """What a block's text states that must be right: numbers, money and percent signs, addresses, dates, duties."""
    found: Counter[str] = Counter()
    for match in FACT.finditer(inline.SLOT.sub("", text)):
        token = match[0].lower()
        if token[0].isdigit():
            found[str(int(token)) if token.isdecimal() else token] += 1
        elif (
            token in FACT_WORDS
            or not token[0].isalnum()
            or "@" in token
            or "." in token
            or "'" in token
            or "’" in token
            or any(character.isdigit() for character in token)
        ):
            found[token] += 1
    return found


def same_facts(previous: str, current: str) -> bool:
    """Whether an old translation of `previous` still tells the truth of `current`: same facts, same links in the same order."""
    return facts(previous) == facts(current) and _links(previous) == _links(current)


def _links(text: str) -> list[str]:
    # The words of each link too: the same slots with other words may lead somewhere else now.
    return re.findall(r"\[((?:[^\[\]]|\[[^\[\]]*\]\(\d+\))*)\]\(\d+\)|(\{\d+\})", text)
