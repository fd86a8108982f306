"""Inline Markdown of a block: what a translator must not touch becomes numbered slots, and comes back from them.

`[your rights](rights.md)` becomes `[your rights](1)`; an autolink, an inline tag, a footnote mark or an attribute list
becomes `{1}`. Emphasis and `code` stay, since they belong to the words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

ESCAPE = r"\\[\s\S]"
CODE = r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
ATTRIBUTES = r"\{:?[ ]*[^\}\n ][^\}\n]*\}"
DESTINATION = r"(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s]|\([^()\s]*\))*\))*)"
TITLE = r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?"""

TOKEN = re.compile(
    rf"(?P<escape>{ESCAPE})|(?P<code>{CODE})"
    r"|(?P<verbatim><(?:https?|ftp|mailto):[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>|<!--[\s\S]*?-->|</?[A-Za-z][^<>]*>|\[\^[^\]\s]+\])"
    rf"|(?P<link>\](?P<target>\(\s*{DESTINATION}{TITLE}\s*\)(?:{ATTRIBUTES})?))"
    r"|(?P<reference>\](?P<id>[ ]?\[[^\[\]]*\]))"
    r"|(?P<shortcut>\[(?P<name>[^\[\]]+)\](?!\(|:|[ ]?\[))"
    rf"|(?P<attributes>(?<=[\])*_`>]){ATTRIBUTES})"
)
SLOT = re.compile(rf"{ESCAPE}|{CODE}|\]\((?P<link>\d+)\)|\{{(?P<verbatim>\d+)\}}")
MARKUP = re.compile(r"[\\`*_{}\[\]\n\t]|\s\s")
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


class SlotFault(ValueError):
    """A text does not hold each slot of its source exactly once."""


def slotted(text: str, references: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The text with numbered slots, and what they stand for.

    `references` holds the lower-case names of the page's link definitions.
    """
    slots: list[str] = []

    def number(markdown: str) -> int:
        slots.append(markdown)
        return len(slots)

    def replace(match: re.Match) -> str:
        kind = match.lastgroup if match.lastgroup in ("escape", "code") else None
        if kind or match["escape"] or match["code"]:
            return match[0]
        if match["verbatim"] or match["attributes"]:
            return f"{{{number(match[0])}}}"
        if match["link"]:
            return f"]({number(match['target'])})"
        if match["reference"]:
            if not references:
                return match[0]
            # `[text][]` names its target by its text, which a translation changes.
            name = (
                match["id"].strip()[1:-1] or match.string[match.string.rfind("[", 0, match.start()) + 1 : match.start()]
            )
            return f"]({number(f'[{name}]')})" if name.strip().lower() in references else match[0]
        if match["name"].strip().lower() in references:
            return f"[{match['name']}]({number('[' + match['name'] + ']')})"
        return match[0]

    return TOKEN.sub(replace, text), tuple(slots)


def numbers(text: str) -> list[tuple[str, int]]:
    """('link' or 'verbatim', number) of each slot of a text, in order. Any decimal digits count, ١ as 1."""
    if "](" not in text and "{" not in text:
        return []
    return [
        (kind, int(match[kind]))
        for match in SLOT.finditer(text)
        for kind in ("link", "verbatim")
        if match[kind] is not None
    ]


def unslotted(text: str, slots: tuple[str, ...], expected: list[tuple[str, int]]) -> str:
    """The text with its slots filled again.

    Raises SlotFault, in a translator's words, where a slot is missing, twice, of the wrong kind or not in the source.
    """
    found = numbers(text)
    if not found and not expected:
        return text
    for kind, n in sorted(set(expected) - set(found)):
        raise SlotFault(
            f"the mark {'](' + str(n) + ')' if kind == 'link' else '{' + str(n) + '}'} of the source is missing"
        )
    for kind, n in found:
        if (kind, n) not in expected or not 1 <= n <= len(slots):
            raise SlotFault(
                f"the mark {'](' + str(n) + ')' if kind == 'link' else '{' + str(n) + '}'} does not stand in the source"
            )
        if found.count((kind, n)) > expected.count((kind, n)):
            raise SlotFault(f"the mark with number {n} stands there twice")

    def fill(match: re.Match) -> str:
        if match["link"] is not None:
            return "]" + slots[int(match["link"]) - 1]
        if match["verbatim"] is not None:
            return slots[int(match["verbatim"]) - 1]
        return match[0]

    return SLOT.sub(fill, text)


def plain(text: str) -> str:
    """The words of a slotted text, without marks: for titles in data, and for counting."""
    if not MARKUP.search(text):
        return text.strip()
    text = re.sub(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\d+\)", r"\1", text)
    text = re.sub(r"\{\d+\}", "", text)
    text = re.sub(r"\\([\\`*_{}\[\]()>#+.!|~:\-])", r"\1", re.sub(r"(?<!\\)(\*\*|__|\*|`+)", "", text))
    return re.sub(r"\s+", " ", text).strip()


@functools.lru_cache(maxsize=100_000)
def word_count(text: str) -> int:
    """Words of a slotted text, at least 1: coverage is counted in them."""
    return max(1, len(WORD.findall(plain(text))))


def slot_address(slot: str) -> str:
    """Where a link slot leads: the address of `(address "title")`; '' for other slots."""
    match = re.match(rf"\(\s*({DESTINATION})", slot)
    return match[1].strip("<>") if match else ""
