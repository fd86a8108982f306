"""The index as the phone gets it: a few hundred bytes a page, after the compression of whoever serves it.

    head    length, then JSON: what a phone needs to fold words, how to score, and all texts
    words   how many letters each shares with the one before it
    stems   which stem each word has: an old one, or a new one: in how many passages that stands, and whether it is weak
    pages   how many passages there are, and of each whether it begins a page or stands under another heading
    places  the passages of each stem, as differences; then, how often it stands in those where it does more than once

All numbers are unsigned LEB128. Whoever reads it knows it for whole by its name, which holds the hash of its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .analyse import Analyser
from .index import Index

SCORING = {"k": 2.2, "b": 0.75, "e": 1.15, "t": 6, "p": 0.8, "w": 0.3, "s": 0.6}
"""How search.js weighs; what each means gained stands in CONTRIBUTING.md.

'k' and 'b': BM25's k1 and b. 'e': exponent of the inverse document frequency. 't': weight of the title. 'p': of the best passage
beside the whole page. 'w': of a stop word. 's': of a word that only begins alike.
"""


def pack(index: Index, scoring: Mapping[str, float] = SCORING) -> bytes:
    """The bytes of an index."""
    stems: dict[str, int] = {}
    rests: list[str] = []
    alike: list[int] = []
    numbers: list[int] = []
    # A list of no lines and one of an empty line are the same text, so there is always a word.
    forms = index.forms or {"": ""}
    postings = index.postings or {"": {}}
    counts = {stem: 2 * len(found) + (stem in index.weak) for stem, found in postings.items()}
    before = ""
    for word, stem in forms.items():
        shared = next(
            (n for n, pair in enumerate(zip(before, word, strict=False)) if len({*pair}) > 1),
            min(len(before), len(word)),
        )
        # JavaScript counts letters beyond U+FFFF twice: a word that begins with one shares nothing.
        shared = 0 if any(letter > "\uffff" for letter in word[:shared]) else shared
        rests.append(word[shared:])
        # Words that are alike mostly stand together, and so do their stems: 1 is the newest one, 3 the one before.
        new = stem not in stems
        back = len(stems) - stems.setdefault(stem, len(stems))
        alike.append(shared)
        numbers.append(2 * counts[stem] if new else 2 * back - 1)
        before = word
    numbers.append(len(index.passages))
    sections: list[tuple[str, str]] = []
    for number, passage in enumerate(index.passages):
        section = (passage.anchor, passage.heading)
        first = not number or index.passages[number - 1].page != passage.page
        begins = first or section != sections[-1]
        numbers.append(2 * first + begins)
        sections += [section] if begins else []
    more: list[int] = []
    # Stems that stand in as many places as each other are written together: their differences are alike.
    for stem in sorted(stems, key=lambda stem: (counts[stem], stems[stem])):
        before_it = -1
        for place, times in postings[stem].items():
            numbers.append(2 * (place - before_it - 1) + (times > 1))
            more += [times - 2] if times > 1 else []
            before_it = place
    head = {
        **Analyser(index.tag).device(),
        "scoring": dict(scoring),
        "synonyms": [[stems[stem] + 1, stems[one] + 1] for stem, others in index.synonyms.items() for one in others],
        "lists": [
            _lines(texts)
            for texts in (
                rests,
                (title for _, title, _ in index.pages),
                (path for path, _, _ in index.pages),
                (anchor for anchor, _ in sections),
                (heading for _, heading in sections),
            )
        ],
    }
    told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return _leb128([len(told)]) + told + _leb128([*alike, *numbers, *more])


def name(data: bytes) -> str:
    """FNV-1a of a file's bytes, 32 bits, as eight hexadecimal digits: what a phone can check in any browser, http too."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _leb128(numbers: Iterable[int]) -> bytes:
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)
