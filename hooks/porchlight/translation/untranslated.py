"""Words of a translation that stand in the source language."""

from __future__ import annotations

import re

from . import repeated

WORD = re.compile(
    "(?:[^\\W\\d_][\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0abc-\u0acd\u0b3c-\u0b57\u0b82-\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3e-\u0d57\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3'’\u200c\u200d]*)+"
)
"""Letters with their marks: the signs of vowels are no letters to Python."""
SENTENCE = re.compile(r"[^.!?:;。！？؟۔।።]+")
LATIN, OTHER = ((5, 3), (4, 4)), ((3, 2),)
"""(words in a row, of which in small letters) that are more than a name; among other letters fewer are as telling."""
LEAST_STOP_WORDS = 2


def is_sentence(source: str) -> bool:
    """Whether it is more than a title or a name, which may be made of capitals, or of words of another language."""
    low = [word for word in WORD.findall(source) if word[0].islower() and len(word) > 1]
    return len(low) >= 2 and len(WORD.findall(source)) >= 3 and not repeated.stop_words("en").isdisjoint(low)


def left(source: str, plain: str, kept: set[str], script: str) -> str:
    """The words of a translation that are the source's, where they are more than a name. '' for none.

    `kept`: words in small letters that may stand as they are. `script`: ISO 15924 code of the translation's.
    """
    if plain.casefold() == source.casefold():
        return source if is_sentence(source) else ""
    said = {_squeezed(sentence) for sentence in SENTENCE.findall(plain)}
    for sentence in SENTENCE.findall(source):
        if _squeezed(sentence) in said and is_sentence(sentence):
            return " ".join(sentence.split())
    ours, theirs = ([word for word in WORD.findall(one) if len(word) > 1] for one in (source, plain))
    joined = " " + " ".join(word.casefold() for word in theirs) + " "
    for least, lows in LATIN if script == "Latn" else OTHER:
        for at in range(len(ours) - least + 1):
            run = ours[at : at + least]
            low = [word for word in run if word[0].islower() and word.lower() not in kept]
            # Names of offices and forms have capitals; an English name in brackets helps at the counter.
            stops = sum(word.lower() in repeated.stop_words("en") for word in run)
            if (
                len(low) >= lows
                and (stops >= LEAST_STOP_WORDS or (stops and _goes_on(ours[at : at + least + 1], joined, script)))
                and f" {' '.join(word.casefold() for word in run)} " in joined
            ):
                end = at + least
                while end < len(ours) and f" {' '.join(word.casefold() for word in ours[at : end + 1])} " in joined:
                    end += 1
                return " ".join(ours[at:end])
    return ""


def _squeezed(sentence: str) -> str:
    return " ".join(sentence.casefold().split())


def _goes_on(run: list[str], joined: str, script: str) -> bool:
    """Whether a run of words between other letters has one more, all of small letters: then one stop word is enough."""
    low = all(word.islower() for word in run)
    return script != "Latn" and len(run) == 4 and low and f" {' '.join(run)} " in joined
