"""Sentences that a translation leaves out: those of source and translation, aligned by their lengths and digits.

After Gale and Church, A Program for Aligning Sentences in Bilingual Corpora (1993): sentences are paired, or two are taken for one,
whichever explains their lengths best. A sentence of the source that is best explained by none is missing.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from dataclasses import dataclass

from ..core import locale
from . import table
from .facts import spelled

SHORTENED = (
    "approx",
    "Apt",
    "Ave",
    "Blvd",
    "Dr",
    "etc",
    "ext",
    "Inc",
    "incl",
    "Jr",
    "Ltd",
    "max",
    "min",
    "Mr",
    "Mrs",
    "Ms",
    "No",
    "Rd",
    "Sr",
    "St",
    "tel",
    "Tel",
    "vs",
)
ABBREVIATED = "".join(rf"(?<!\b{word}\.)" for word in (*SHORTENED, "[A-Za-z]"))
ENGLISH_END = re.compile(rf"(?:[!?]|\.(?:(?<=[ap]\.m\.)|{ABBREVIATED}))[\"')\]”’*]*\s+(?=[\"'(\[“*]*[A-Z0-9])")
WIDE_END = re.compile(r"[。！？]+[」』”’)）*]*")
END = re.compile(r"(?:[.!?…؟۔।።፧]|፡፡)+[\"'»”’)\]*]*\s+(?=(\S))")
SEMICOLON = re.compile("[;؛；]")
LETTER = re.compile(r"[^\W\d_]")
DIGITS = re.compile(r"\d{2,}")
CASED = ("Latn", "Cyrl", "Grek", "Armn")
DENSE = ("Hans", "Hant", "Jpan", "Ethi")
"""Scripts of syllables or characters."""
USUAL = {"Hans": 0.38, "Hant": 0.38, "Jpan": 0.5, "Kore": 0.55, "Ethi": 0.75, "Arab": 1.05, "Hebr": 0.85}
"""Characters for one of English, by script; 1.1 for others. A language's own stands in spoken.yml."""
LEAST_LETTERS = 5
"""Of a sentence; what has fewer is a part of the next. Of syllables and characters half are enough."""
ROOT_SPREAD, LEAST_SPREAD = 1.0, 0.08
"""Standard deviation of the logarithm of length, of one character and of any number of them."""
COST = {(1, 1): 0.0, (2, 1): 3.0, (1, 2): 2.5, (2, 2): 5.0, (3, 1): 6.0, (1, 3): 5.5, (1, 0): 3.5}
"""Of sentences of the source and the translation that are taken together."""
STRANGER = 1.0
"""Cost of a number in digits that stands on one side only."""
UNJOINED = 2.0
"""Cost of two sentences that became one with nothing between them."""
JOINT = re.compile("[,;:،؛、，；：፣፡—–-]")
PART = 0.5
"""Of its usual length; a sentence that is shorter lacks a part."""
SHORT_BY = 0.42
"""Of the length of a sentence that is missing, or half missing; by so much the whole must be shorter than usual."""
LONG_ENOUGH = 60


@dataclass(frozen=True)
class Sentence:
    """What is compared of a sentence."""

    length: float
    """In characters of the translation's language."""
    digits: frozenset[str]
    """Its numbers in digits, of two digits and more."""
    joints: int
    """Commas and what else may stand where two sentences became one."""


def of_source(text: str) -> list[str]:
    """The sentences of an English text."""
    return _whole(ENGLISH_END.sub("\\g<0>\0", text).split("\0"))


def of_translation(text: str, script: str) -> list[str]:
    """The sentences of a text in a script (ISO 15924)."""
    parts = END.sub(lambda match: _gap(match, script), WIDE_END.sub("\\g<0>\0", text)).split("\0")
    return _whole(parts, LEAST_LETTERS // 2 if script in DENSE else LEAST_LETTERS)


def _gap(match: re.Match, script: str) -> str:
    # An abbreviation is followed by a small letter.
    return match[0] if script in CASED and match[1].islower() else f"{match[0]}\0"


def _whole(parts: list[str], least: int = LEAST_LETTERS) -> list[str]:
    sentences: list[str] = []
    for part in filter(None, (one.strip() for one in parts)):
        if sentences and min(len(LETTER.findall(one)) for one in (part, sentences[-1])) < least:
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return sentences


@functools.cache
def usual(tag: str) -> float:
    """Characters of a language for one of English."""
    return float(table.said(tag).get("length", USUAL.get(locale.script(tag), 1.1)))


def left_out(source: str, text: str, tag: str) -> str:
    """A sentence of the source that a translation does not have, '' for none."""
    ours = of_source(source)
    if len(ours) < 2:
        return ""
    # A semicolon may have become of a full stop.
    theirs = of_translation(text if ";" in source else SEMICOLON.sub(". ", text), locale.script(tag))
    if len(ours) > 12 or not theirs:
        return ""
    said = [Sentence(len(one) * usual(tag), _digits(one), 0) for one in ours]
    told = [Sentence(len(one), _digits(one), len(JOINT.findall(one))) for one in theirs]
    short = (sum(one.length for one in said) - sum(one.length for one in told)) / SHORT_BY
    if len(theirs) >= len(ours):
        pairs = zip(ours, said, told, strict=False) if len(theirs) == len(ours) else ()
        parts = (
            one for one, a, b in pairs if len(one) >= LONG_ENOUGH and b.length < a.length * PART and a.length <= short
        )
        return next(parts, "")
    whole, _ = _aligned(said, told, deleted=False)
    parted, missing = _aligned(said, told, deleted=True)
    if parted >= whole or not missing or len(source) < LONG_ENOUGH or said[missing[0]].length > short:
        return ""
    return ours[missing[0]]


def _digits(text: str) -> frozenset[str]:
    return frozenset(DIGITS.findall(spelled(text)))


def _aligned(said: list[Sentence], told: list[Sentence], deleted: bool) -> tuple[float, tuple[int, ...]]:
    """The cost of the cheapest alignment, and the number of the source's sentence that is missing in it. `deleted`: whether one may
    be.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for i, j in itertools.product(range(len(said) + 1), range(len(told) + 1)):
        ways = []
        for (a, b), cost in COST.items():
            before, missing = best.get((i - a, j - b), (math.inf, ()))
            if before == math.inf or (not b and (missing or not deleted)):
                continue
            if b:
                ways.append((before + cost + _unlike(said[i - a : i], told[j - b : j]), missing))
            else:
                ways.append((before + cost, (i - 1,)))
        if ways:
            best[i, j] = min(ways)
    return best.get((len(said), len(told)), (math.inf, ()))


def _unlike(said: list[Sentence], told: list[Sentence]) -> float:
    """How unlikely it is that sentences say the same: by their lengths, their numbers in digits, and what joins them."""
    usual_length, length = (sum(one.length for one in side) for side in (said, told))
    spread = math.hypot(LEAST_SPREAD, ROOT_SPREAD / math.sqrt(max(usual_length, 1)))
    away = math.log(max(length, 1) / max(usual_length, 1)) / spread
    ours, theirs = (frozenset().union(*(one.digits for one in side)) for side in (said, told))
    unjoined = len(said) > len(told) and sum(one.joints for one in told) < len(said) - len(told)
    return away * away / 2 + STRANGER * len(ours ^ theirs) + UNJOINED * unjoined
