"""Light stemmers for languages that Snowball lacks: the forms of a word meet at one stem, by a few patterns a language.

What is taken off stands in `light.yml`, with the published stemmer or grammar it follows. A stem is a key for the index, never
shown: `навчання` and `навчати` meet at `навч`, which is no word. Two words that meet by mistake cost a reader a wrong result
far down; two forms that do not meet hide the page, so the tables lean towards taking off.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TABLES = Path(__file__).with_name("light.yml")
SYLLABLES = range(0x1200, 0x1358)
"""The Ethiopic syllables, eight to a consonant: with ä, u, i, a, e, none, o and wa."""
VOWELS = ("ä", "u", "i", "a", "e", "", "o", "w")
"""Their vowels in that order, as `light.yml` writes them."""

NO_VOWEL = VOWELS.index("")


@dataclass(frozen=True)
class Step:
    """One pattern, tried once a word."""

    pattern: re.Pattern[str]
    """Found at most once; of endings the longest that leaves `start` letters."""
    to: str
    """What comes in its place, mostly nothing."""
    start: int
    """How many letters at the word's beginning the pattern must leave alone."""

    def apply(self, word: str) -> str:
        """The word without what the pattern takes off; the word itself where nothing else would be left."""
        found = self.pattern.search(word, self.start)
        return (word[: found.start()] + found.expand(self.to) + word[found.end() :] if found else word) or word


@dataclass(frozen=True)
class Stemmer:
    """The steps of one language."""

    steps: tuple[Step, ...]
    """In the order they are taken."""
    syllables: bool
    """Whether the script is Ethiopic, where an ending may begin in the middle of a sign: ልጅ, ልጆች."""

    def stem(self, word: str) -> str:
        # A word that mixes Ethiopic and Latin is a name or a code; its Latin letters are none of our vowels.
        if self.syllables and any(letter.isascii() or letter in VOWELS for letter in word):
            return word
        letters = _apart(word) if self.syllables else word
        for step in self.steps:
            letters = step.apply(letters)
        return _together(letters) if self.syllables else letters


def languages() -> frozenset[str]:
    """Primary subtags (BCP 47) of the languages that have a light stemmer."""
    return frozenset(_tables())


def stem(word: str, language: str) -> str:
    """The stem of a normalised word: '' for '', else never empty. Raises KeyError for a language that has no stemmer."""
    return _stemmer(language).stem(word)


@cache
def _tables() -> dict[str, dict]:
    """What `light.yml` says of each language; of its other names the same."""
    tables = yaml.safe_load(TABLES.read_text(encoding="utf-8"))
    return tables | {other: table for table in tables.values() for other in table.get("also", [])}


@cache
def _stemmer(language: str) -> Stemmer:
    table = _tables()[language]
    return Stemmer(tuple(_step(**step) for step in table["steps"]), table.get("syllables", False))


def _step(*, keep: int = 0, begin: str = "", end: str = "", turn: str = "", to: str = "") -> Step:
    """A step as `light.yml` writes it: alternatives are separated by spaces, `keep` letters stay beside a beginning or end."""
    # As the words are: NFKC takes য় and ਸ਼ apart.
    either = unicodedata.normalize("NFKC", "|".join((begin or end or turn).split()))
    if begin:
        return Step(re.compile(rf"^(?:{either})(?=.{{{keep}}})"), to, 0)
    return Step(re.compile(rf"(?:{either})$" if end else either), to, keep)


def _apart(word: str) -> str:
    """Ethiopic with each vowel as a letter of its own, after the sign that has none: ልጆች → ልጅoች."""
    return "".join(
        chr(ord(sign) - ord(sign) % 8 + NO_VOWEL) + VOWELS[ord(sign) % 8] if ord(sign) in SYLLABLES else sign
        for sign in word
    )


def _together(letters: str) -> str:
    """Back from letters to syllables."""
    return re.sub(
        f"([{chr(SYLLABLES[0])}-{chr(SYLLABLES[-1])}])([{''.join(VOWELS)}])",
        lambda pair: chr(ord(pair[1]) - NO_VOWEL + VOWELS.index(pair[2])),
        letters,
    )
