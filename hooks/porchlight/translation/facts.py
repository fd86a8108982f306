"""Facts a translation must keep: numbers, money, percentages, dates, times, weekdays, phone numbers, e-mail and web addresses.

A fact of the source is a few regular expressions, which say how a translation may write it. They are looked for and taken out
one after the other; a fact that is not found is missing, and a number that is left over is one the source does not have.
Only what Python and ECMAScript both know is used in them: the translator's page (overrides/translate/facts.js) looks for the
very same ones.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..content import inline

INVISIBLE = re.compile(
    "[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
SIGNS = str.maketrans(
    {
        "٫": ".",
        "٬": ",",
        "٪": "%",
        "؟": "?",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "′": "'",
        "⁄": "/",
        "،": ",",
        "؛": ";",
        "۔": ".",
        "।": ".",
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("*[]", None),
    }
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DIGITS = re.compile(r"\d+")
ENTITY = re.compile(r"&#(\d{1,6});")
WIDE_ADDRESS = re.compile(r"([A-Za-z0-9/])[？＆＝＃](?=[A-Za-z0-9])")
"""A full-width sign inside an address leads elsewhere, though NFKC makes it the plain one."""
GLUED_PART = re.compile(r"(\d)(?=[¼-¾⅐-⅞])", re.ASCII)
"""Before a fraction in one sign, which NFKC makes digits of: 15½."""
SQUARED = re.compile(r"((?:^|[\d (/])[kcк]?[mмم])\^?[23](?![\da-z])")
"""After NFKC. A translation may write square metres in words."""
ONES = re.compile(r"(?:count|pair):[2-9]")
JOINED = re.compile(r"[ -]*(?:[^ -]{1,3} )?")
"""What stands between two words of one number: nothing, a hyphen, an "and"."""
NEIGHBOUR = 24
"""Most letters of a ten with what joins it."""
LEFT_OVER = re.compile(r"\d+(?:[.,:/-]\d+)*")

Families = Mapping[str, Mapping[str, str]]
"""'weekday', 'month', 'half' (of the day), 'noon', 'count' or 'pair' → member → pattern: of these another in one's place is a fault.
'ten': numbers in words of which a smaller one can be a part.
"""


@dataclass(frozen=True)
class Fact:
    """One fact of a source text."""

    kind: str
    """'number', 'money', 'percent', 'date', 'time', 'phone', 'email', 'address', 'weekday', 'month' or 'half' (of the day)."""
    shown: str
    """As the source writes it."""
    patterns: tuple[str, ...]
    """How a `spelled` translation may write it, the likeliest first. Group 1 is what stands before and is kept."""
    needed: bool = True
    """Whether a translation without it is at fault; else only one with another of its kind in its place is."""
    member: str = ""
    """'weekday:1' where it is one of a few of its kind, of which another in its place is a fault; '' else."""


@dataclass(frozen=True)
class Difference:
    """A fact that a translation states otherwise."""

    kind: str
    missing: str = ""
    """What the source says; '' where the translation only says more."""
    extra: str = ""
    """What the translation says; '' where it only says less."""


def spelled(text: str) -> str:
    """A text as facts are looked for in it: digits 0 to 9, plain signs, small letters, no marks, nothing invisible.

    >>> spelled("[٨١١](1) – ٥٠٪")
    '811 - 50%'
    """
    bare = inline.SLOT.sub(_unmarked, text) if any(sign in text for sign in ("](", "{", "`", "\\")) else text
    if "&#" in bare:
        bare = ENTITY.sub(_character, bare)
    plain = INVISIBLE.sub(
        "", unicodedata.normalize("NFKC", GLUED_PART.sub(r"\1 ", WIDE_ADDRESS.sub(r"\1 ", bare)))
    ).translate(SIGNS)
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return SQUARED.sub(r"\1", re.sub(r"\s+", " ", plain.lower()))


def _character(match: re.Match) -> str:
    return chr(int(match[1])) if 0x20 <= int(match[1]) < 0xD800 else match[0]


def _unmarked(match: re.Match) -> str:
    return "" if match["link"] is not None else " " if match["verbatim"] is not None else match[0].strip("`\\")


def differences(facts: Sequence[Fact], translation: str, families: Families) -> list[Difference]:
    """How a translation's facts differ from those of its source, none where they agree.

    `families` are the language's (`spoken.Tongue.families`).
    """
    # Nearly all texts.
    if all(fact.kind == "one" for fact in facts) and not _has_digits(translation):
        return []
    text = spelled(translation)
    # What the source says too is only said again, such as with an official name in brackets.
    stated = {
        "00",
        *(number for fact in facts for number in DIGITS.findall(re.sub(r"(?<=\d)[,-](?=\d)", "", fact.shown))),
    }
    counted = {fact.member.partition(":")[2] for fact in facts if fact.member.startswith(("count", "pair"))}
    tens = [pattern for value, pattern in families.get("ten", {}).items() if value not in stated | counted]
    missing, found = [], []
    for fact in facts:
        for pattern in fact.patterns:
            if match := _compiled(pattern).search(text):
                before, after = text[: match.start()] + match[1], text[match.end() :]
                if ONES.fullmatch(fact.member) and (more := _next(before, match[0][len(match[1]) :], after, tens)):
                    found.append(Difference(fact.kind, fact.shown, more))
                text = f"{before} {after}"
                break
        else:
            missing.append(fact)
    for fact in [one for one in missing if one.member]:
        family, _, own = fact.member.partition(":")
        for other, pattern in families.get(family, {}).items():
            if other != own and (match := _compiled(pattern).search(text)):
                said = match[0][len(match[1]) :].strip()
                found.append(Difference("time" if family == "half" else fact.kind, fact.shown, said))
                text = f"{text[: match.start()]}{match[1]} {text[match.end() :]}"
                missing.remove(fact)
                break
    extra = LEFT_OVER.findall(text)
    left = [fact for fact in missing if fact.needed]
    if any(fact.kind == "one" for fact in facts) and "1" in extra:
        extra.remove("1")
    # What is missing most likely became what is most like it.
    for fact in left:
        digits = set(re.sub(r"\D", "", fact.shown))
        nearest = max(extra, key=lambda one: len(digits & set(one)), default="")
        parts = NUMBER.findall(fact.shown)
        said = [one for one in extra if one in parts] if len(parts) > 1 else []
        said += [nearest] * (bool(nearest) and nearest not in said)
        found.append(Difference(fact.kind, fact.shown, ", ".join(said)))
        for one in said:
            extra.remove(one)
    again = {one for one in extra if re.sub(r"[.,-]", "", one) in stated or stated.issuperset(re.split(r"[:/]", one))}
    return found + [Difference("number", "", one) for one in extra if one not in again]


def _next(before: str, word: str, after: str, tens: Sequence[str]) -> str:
    """A number in words with the ten that it stands beside: the five of a fifteen. '' where there is none."""
    if DIGITS.search(word):
        return ""
    for pattern in tens:
        if (match := _compiled(pattern).search(after[:NEIGHBOUR])) and JOINED.fullmatch(
            after[: match.start()] + match[1]
        ):
            return f"{word}{after[: match.end()]}".strip()
        begin = before[-NEIGHBOUR:]
        if (match := _compiled(pattern).search(begin)) and JOINED.fullmatch(begin[match.end() :]):
            return f"{begin[match.start() :]}{word}".strip()
    return ""


def _has_digits(text: str) -> bool:
    return bool(DIGITS.search(text if text.isascii() else unicodedata.normalize("NFKC", text)))


_compiled = functools.lru_cache(maxsize=100_000)(re.compile)


def to_json(facts: Iterable[Fact]) -> list[list]:
    """[kind, shown, patterns, needed (1 or 0), member] of each, for the translator's page."""
    return [[fact.kind, fact.shown, list(fact.patterns), int(fact.needed), fact.member] for fact in facts]
