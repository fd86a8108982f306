"""Whether a source text's change is one of words only, or one of facts."""

from __future__ import annotations

import re
import unicodedata

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
        "quarter",
        "first",
        "second",
        "third",
        "once",
        "least",
        "most",
        "less",
        "fewer",
        "minimum",
        "maximum",
        "hour",
        "minute",
        "day",
        "week",
        "month",
        "year",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "noon",
        "midnight",
        "today",
        "tomorrow",
        "before",
        "after",
        "until",
        "within",
        "without",
        "except",
        "unless",
        "dollar",
        "cent",
        "euro",
        "percent",
        "no",
        "not",
        "never",
        "must",
        "free",
        "required",
        "mandatory",
        "optional",
        "allowed",
        "forbidden",
        "legal",
        "illegal",
    ]
)
"""English words that carry a number, a date, a duty or a price, in the singular. A wrong one harms; so their change counts as
one of facts."""
FACT = re.compile(
    # An e-mail address, a web address, a number with what belongs to it, a negation, another word, a sign.
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S*[\w/]|\d+(?:[.,:]\d+)*\w*|\w+n['’]t\b|\w+|[$€£¥¢₹₴₽₺%#@]"
)
HALF_OF_DAY = re.compile(r"(\d)\s?([ap])\.?m\b\.?")
THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


def facts(text: str) -> list[str]:
    """What a block's text states that must be right, in its order: numbers, money, percent signs, addresses, dates, duties.

    The order counts: "from 9 to 5" is not "from 5 to 9".
    """
    words = inline.SLOT.sub(lambda slot: slot[0] if slot["link"] is slot["verbatim"] is None else " ", text)
    found = []
    for match in FACT.finditer(HALF_OF_DAY.sub(r"\1\2m", words.lower())):
        token = match[0].strip("_")
        if any(character.isnumeric() for character in token):
            digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in token)
            found.append(THOUSANDS.sub("", "".join(digits)))
        elif token == "cannot" or token.endswith(("n't", "n’t")):
            found.append("not")
        elif token.removesuffix("s") in FACT_WORDS:
            found.append(token.removesuffix("s"))
        elif token and not token.replace("_", "").isalnum():
            found.append(token)
    return found


def same_facts(previous: str, current: str) -> bool:
    """Whether an old translation of `previous` still tells the truth of `current`: same facts, same links in the same order."""
    return facts(previous) == facts(current) and _links(previous) == _links(current)


def _links(text: str) -> list[str]:
    # The words of each link too: the same slots with other words may lead somewhere else now.
    return re.findall(r"\[((?:[^\[\]]|\[[^\[\]]*\]\(\d+\))*)\]\(\d+\)|(\{\d+\})", text)
