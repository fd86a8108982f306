"""Slips that leave every fact of the source in its translation, and yet send readers astray: two links with each other's number,
an address of somebody else's, a text without letters. The translator's page looks for the same (overrides/translate/beyond.js).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..content import inline
from .facts import spelled

LINK = re.compile(r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((\d+)\)", re.S)
NUMBER = re.compile(r"\d(?:[ ().-]*\d){2,}", re.ASCII)
"""What can be dialled."""
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
HOST = re.compile(
    r"(?:https?://|www\.)([\w-]{1,63}(?:\.[\w-]{1,63})+)|(?:^|[^\w.@-])((?:[\w-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info))(?![\w-])",
    re.ASCII,
)
"""The host of a web address, with its beginning or by one of the endings that people leave bare."""
WORD = re.compile(r"[^\W\d_]{4}")
LETTER = re.compile(r"[^\W\d_]")
LOST = re.compile(r"\?{2,}|\ufffd")
"""What letters become where a file is saved in an encoding that lacks them."""

Slip = tuple[str, str, str]
"""(rule, what is wrong, what to do)."""


def slips(msgid: str, msgstr: str, slots: Sequence[str] = ()) -> Iterator[Slip]:
    """What looks so in a translation; `slots` are those of its source. All errors."""
    if "](" in msgid:
        yield from _exchanged(msgid, msgstr)
    if "." in msgstr:
        yield from _added(msgid, msgstr, slots)
    yield from _lost(msgid, msgstr)


def _exchanged(msgid: str, msgstr: str) -> Iterator[Slip]:
    source = _links(msgid)
    for slot, (words, said) in _links(msgstr).items():
        # A mark that the source does not have is told as such.
        if slot not in source or said & source[slot][1]:
            continue
        other = next((one for one, (_, reached) in source.items() if said & reached), "")
        if other:
            text = " ".join(said)
            rule = "email" if "@" in text else "phone" if re.search(r"\d", text) else "address"
            what = f"the link ({slot}) says {words}, which is what the link ({other}) leads to"
            yield rule, what, f"Give the mark ({slot}) to the words of the source's [{source[slot][0]}]({slot})"


def _links(text: str) -> dict[str, tuple[str, set[str]]]:
    """Slot → (words, what in them can be dialled, written to or opened)."""
    return {str(int(found[2])): (found[1], _reached(found[1])) for found in LINK.finditer(text)}


def _reached(words: str) -> set[str]:
    text = spelled(words)
    numbers = {re.sub(r"\D", "", one) for one in NUMBER.findall(text)}
    return numbers | {*EMAIL.findall(text)} | _hosts(text)


def _hosts(text: str) -> set[str]:
    return {(found[1] or found[2]).removeprefix("www.") for found in HOST.finditer(EMAIL.sub(" ", text))}


def _added(msgid: str, msgstr: str, slots: Sequence[str]) -> Iterator[Slip]:
    said, known = spelled(msgstr), spelled(" ".join((msgid, *slots)))
    for one in sorted({*EMAIL.findall(said)} - {*EMAIL.findall(known)}):
        yield "email", f"the translation says {one}, the source does not", "Take it out"
    for one in sorted(_hosts(said) - _hosts(known)):
        yield "address", f"the translation says {one}, the source does not", "Take it out"


def _lost(msgid: str, msgstr: str) -> Iterator[Slip]:
    source, translation = (inline.SLOT.sub(" ", text) for text in (msgid, msgstr))
    if not WORD.search(source):
        return
    if not LETTER.search(translation):
        yield (
            "length",
            "the translation has no letters",
            "Translate the text; save files as UTF-8, else letters become ?",
        )
    elif (lost := LOST.search(translation)) and not LOST.search(source):
        yield "script", f"letters are lost: {lost[0]}", "Write the words anew, and save the file as UTF-8"
