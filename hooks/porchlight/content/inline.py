"""Inline Markdown of a block: what a translator must not touch becomes numbered slots, and comes back from them.

`[your rights](rights.md)` becomes `[your rights](1)`; an autolink, an inline tag, a footnote mark or an attribute list
becomes `{1}`. Emphasis and `code` stay, since they belong to the words.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Collection

ESCAPE = r"\\[\s\S]"
CODE = r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
ATTRIBUTES = r"\{:?[ ]*[^\}\n ][^\}\n]*\}"
DESTINATION = r"(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s]|\([^()\s]*\))*\))*)"
TITLE = r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?"""
# Python-Markdown also takes an address with spaces in it.
LOOSE = r"\((?:[^()\n]|\([^()\n]*\))*\)"

TOKEN = re.compile(
    rf"(?P<escape>{ESCAPE})|(?P<code>{CODE})"
    r"|(?P<verbatim><(?:https?|ftp|mailto):[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>|<!--[\s\S]*?-->|</?[A-Za-z][^<>]*>|\[\^[^\]\s]+\]|\{\d+\})"
    rf"|(?P<link>\](?P<target>(?:\(\s*{DESTINATION}{TITLE}\s*\)|{LOOSE})(?:{ATTRIBUTES})?))"
    r"|(?P<reference>\](?P<id>[ ]?\[[^\[\]]*\])(?!\())"
    r"|(?P<shortcut>\[(?P<name>[^\[\]]+)\](?!\())"
    rf"|(?P<attributes>(?<=[\])*_`>]){ATTRIBUTES})"
)
SLOT = re.compile(rf"{ESCAPE}|{CODE}|\]\((?P<link>\d+)\)|\{{(?P<verbatim>\d+)\}}")
MARKUP = re.compile(r"[\\`*_{}\[\]&\n\t]|\s\s")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!|~:\-])")
LABEL = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\d+\)"
# What Python-Markdown takes for emphasis, the strong kind first; a lone sign between spaces is text.
EMPHASIS = (
    re.compile(r"(?<!\S)(?!\*\*\s)\*\*(.+?)\*\*|(?<=\S)\*\*(.+?)\*\*", re.S),
    re.compile(r"(?<!\w)__(?!\s)(.+?)(?<!\s)__(?!\w)", re.S),
    re.compile(r"(?<!\S)(?!\*\s)\*([^*]+)\*|(?<=\S)\*([^*]+)\*"),
    re.compile(r"(?<!\w)_(?![_\s])(.+?)(?<![_\s])_(?!\w)", re.S),
)
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


class SlotFault(ValueError):
    """A text does not hold each slot of its source exactly once."""


def slotted(text: str, references: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The text with numbered slots, and what they stand for.

    `references` holds the lower-case names of the page's link definitions.
    """
    slots: list[str] = []
    done: list[str] = []

    def number(markdown: str) -> int:
        slots.append(markdown)
        return len(slots)

    at = 0
    while match := TOKEN.search(text, at):
        start, end = match.span()
        made = match[0]
        if match["verbatim"] or match["attributes"]:
            made = f"{{{number(made)}}}"
        elif match["link"]:
            made = f"]({number(match['target'])})"
        elif match["reference"]:
            # `[text][]` names its target by its text, which a translation changes.
            given = match["id"].strip()[1:-1]
            name = given or text[text.rfind("[", 0, start) + 1 : start]
            if name.strip().lower() in references:
                made = f"]({number(match['id'] if given else f'[{name}]')})"
            else:
                made, end = "]", start + 1
        elif match["shortcut"]:
            name = match["name"]
            full = re.compile(r"[ ]?\[([^\[\]]*)\](?!\()").match(text, end)
            if full and (full[1] or name).strip().lower() in references:
                made, end = "[", start + 1
            elif name.strip().lower() in references:
                made = f"[{name}]({number(f'[{name}]')})"
            else:
                made, end = "[", start + 1
        done += (text[at:start], made)
        at = end
    return "".join([*done, text[at:]]), tuple(slots)


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
        if (kind, n) not in expected:
            raise SlotFault(
                f"the mark {'](' + str(n) + ')' if kind == 'link' else '{' + str(n) + '}'} does not stand in the source"
            )
        if found.count((kind, n)) > expected.count((kind, n)):
            raise SlotFault(f"the mark with number {n} stands there twice")

    def fill(match: re.Match) -> str:
        number = match["link"] or match["verbatim"]
        if number is None or not 1 <= int(number) <= len(slots):
            # Code, an escape, or the braces of a text that was never slotted, such as a contact's.
            return match[0]
        return ("]" if match["link"] else "") + slots[int(number) - 1]

    return SLOT.sub(fill, text)


def plain(text: str) -> str:
    """The words of a slotted text, without marks: for titles in data, and for counting."""
    if not MARKUP.search(text):
        return text.strip()
    literal: list[str] = []

    def aside(match: re.Match) -> str:
        literal.append((match["ticks"] and match[0].strip("`").strip()) or ESCAPED.sub(r"\1", match[0]))
        return f"\x02{len(literal) - 1}\x03"

    text = re.sub(rf"{ESCAPE}|{CODE}", aside, text)
    text = re.sub(LABEL, r"\1", re.sub(f"!{LABEL}", r"\1", text))
    text = re.sub(r"\{\d+\}", "", text)
    for emphasis in EMPHASIS:
        text = emphasis.sub(lambda match: match[match.lastindex], text)
    text = re.sub(r"\x02(\d+)\x03", lambda match: literal[int(match[1])], html.unescape(text))
    return re.sub(r"\s+", " ", text).strip()


@functools.lru_cache(maxsize=100_000)
def word_count(text: str) -> int:
    """Words of a slotted text, at least 1: coverage is counted in them."""
    return max(1, len(WORD.findall(plain(text))))


def slot_address(slot: str) -> str:
    """Where a link slot leads: the address of `(address "title")`; '' for other slots."""
    if match := re.match(rf"\(\s*({DESTINATION}){TITLE}\s*\)", slot):
        return match[1].strip("<>")
    loose = re.match(LOOSE, slot)
    return re.sub(r"""\s+(["']).*\1\s*$""", "", loose[0][1:-1]).strip() if loose else ""
