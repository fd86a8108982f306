"""Words and sentences that a translation says twice."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import stopwordsiso

from . import spoken

REDUPLICATING = ("zh", "th", "lo", "km", "my", "id", "ms", "yo", "ha", "ln", "rw", "rn")
"""Languages that say any word twice to mean "each" or "very"."""
SPARING = ("ku", "bn", "ne", "mr", "gu", "ta", "te", "az", "uz", "kk", "ky")
"""Languages that say many a word twice, "slowly slowly", but none such as "and" or "of"; of others see DOUBLING."""
DOUBLING = ("vi", "tr", "so", "ur", "ps", "ckb", "ti", "am", "hi", "fa", "prs", "sw", "pa", "tl", "fil")
"""Languages that say some words twice: those of spoken.yml, and others where English says "each", "slowly" or "step by step"."""
EACH = re.compile(
    r"\b(?:each|every|various|different|differs?|separate(?:ly)?|depend(?:s|ing)|slowly|gradually|individual(?:ly)?|one at a time|(\w{3,12}) (?:by|and|after) \1|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b",
    re.I,
)
DOUBLE = re.compile(
    r"(?<![\w-])([^\s.,;:!?]{1,30}|[^\s.,;:!?]{2,30} \S{2,30}) \1(?![\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u200c\u200d'’-])",
    re.I,
)
UNSPACED_DOUBLE = re.compile(r"([\u3400-\u9fff]{2,12})\1")
COUNTERS = "一二两兩三四五六七八九十几每逐半"
"""With which Chinese says words of two characters twice: 一步一步. Others are verbs, 讨论讨论, which spoken.yml lists."""
LONG_WORD = 8
"""Letters of a word with endings, which is not said twice."""
AGAIN_SOON = re.compile(r"\b(\w{4,30})\W{1,3}(?:\w{1,30}\W{1,3})?\1\b", re.I)
AGAIN = re.compile(r"\b(\w{4,30})\b.*\b\1\b", re.I)
SENTENCE = re.compile(r"[^.!?。！？؟۔።।\n]+")
LEAST_LETTERS = 20
"""Of a sentence that nobody says twice on purpose."""


@functools.cache
def stop_words(tag: str) -> frozenset[str]:
    """Words such as "and" and "of", none where they are not known."""
    code = tag.split("-")[0]
    listed = stopwordsiso.stopwords(code) if stopwordsiso.has_lang(code) else frozenset()
    return frozenset(listed) | spoken.tongue(tag).function


def words(text: str, source: str, tag: str) -> str:
    """The word, or two words, that a text says twice in a row, and its source does not. '' for none."""
    code = tag.split("-")[0]
    twice = spoken.tongue(tag).twice
    if code in REDUPLICATING:
        return next((match[1] for match in UNSPACED_DOUBLE.finditer(text) if not _each_in_chinese(match[1], twice)), "")
    endings = tuple(word[1:] for word in twice if word.startswith("~"))
    for match in DOUBLE.finditer(text):
        said = match[1].lower()
        if said in twice or said.endswith(endings) or f"{said} {said}" in source.lower() or not match[1][0].isalpha():
            continue
        content = " " not in said and said not in stop_words(tag) and len(said) < LONG_WORD
        if content and (code in SPARING or (code in DOUBLING and EACH.search(source))):
            continue
        if code == "ar" and said.endswith(("ًا", "اً")):
            # "Question by question."
            continue
        if " " not in said and not AGAIN_SOON.search(source):
            return match[1]
        # "The district of X and the district of Y" may have two alike.
        if " " in said and not AGAIN.search(source):
            return match[1]
    return ""


def _each_in_chinese(said: str, twice: frozenset[str]) -> bool:
    return said in twice or said[0] in COUNTERS or len(set(said)) == 1


def sentence(text: str, source: str) -> str:
    """The beginning of a sentence that a text has twice, where its source has none twice. '' for none."""
    again = next(_again(text), "")
    return again if again and not next(_again(source), "") else ""


def _again(text: str) -> Iterator[str]:
    seen = set()
    for match in SENTENCE.finditer(text):
        said = match[0].strip().casefold()
        if sum(map(str.isalpha, said)) >= LEAST_LETTERS:
            if said in seen:
                yield " ".join(match[0].split())[:40]
            seen.add(said)
