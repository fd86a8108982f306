"""What a translation may hold: words and inline marks. Structure, raw HTML and new links never pass."""

from __future__ import annotations

import re

from ..content import inline, segments
from ..core.page import Block

MARKERS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
"""Unicode noncharacters, kept for a process's own use: `assemble` marks blocks with them, so no text may hold one."""
OPENS_BLOCK = re.compile(
    r"(?P<number>\d+)(?P<dot>[.)])(?=\s|$)|(?P<sign>[#>|:]|[-+*](?=[ \t])|!!!|\?\?\?|===|```|~~~|\*\[|-{2,}|={2,}|_{3,}|\*{3,})"
)
LINK_OTHER = re.compile(r"\]\((?!\d+\))|\]\s?\[(?!\^)|^\s*\[[^\]]+\]:|<(?:https?|ftp|mailto):|<[^<>\s@]+@[^<>\s]+>")
TAG = re.compile(r"<[A-Za-z/!?]")
SPECIAL = re.compile(r"[<\[\]{}\\`\n]")
NO_TEXT = re.compile(f"[{MARKERS}\x00\x02\x03]")
SKIP = re.compile(rf"{inline.ESCAPE}|{inline.CODE}")


class UnsafeText(ValueError):
    """A translation that cannot be shown; its text says why, in a translator's words."""


def safe_markdown(block: Block, msgstr: str) -> str:
    """A translation as the block's Markdown, which cannot open another block, add a link or carry HTML.

    Raises UnsafeText.
    """
    if NO_TEXT.search(msgstr):
        raise UnsafeText("the translation holds a character that is no text")
    if not SPECIAL.search(msgstr) and not OPENS_BLOCK.match(msgstr.lstrip()):
        # Nothing in it but words: nearly all text.
        return _filled(block, msgstr)
    bare = SKIP.sub(" ", msgstr)
    if TAG.search(bare):
        raise UnsafeText("the translation holds raw HTML")
    if LINK_OTHER.search(bare):
        raise UnsafeText("the translation holds a link that is not in the source")
    # An attribute list would give the text attributes of its own.
    text = re.sub(rf"({SKIP.pattern}|\{{\d+\}})|\{{", lambda m: m[1] or r"\{", msgstr)
    lines = [
        OPENS_BLOCK.sub(_escaped, line.strip(), count=1) if OPENS_BLOCK.match(line.strip()) else line
        for line in text.split("\n")
    ]
    return _filled(block, "\n".join(lines))


def _filled(block: Block, text: str) -> str:
    try:
        return segments.filled(block, text)
    except inline.SlotFault as fault:
        raise UnsafeText(str(fault)) from None


def _escaped(match: re.Match) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['dot']}"
    sign = match["sign"]
    # Python-Markdown has no escape for some signs, but reads a character reference as text.
    return f"&#{ord(sign[0])};{sign[1:]}"
