"""What a translation may hold: words and inline marks. Structure, raw HTML and new links never pass."""

from __future__ import annotations

import re

from ..content import inline, segments
from ..core.page import Block

MARKERS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"
"""Unicode noncharacters, kept for a process's own use: `assemble` marks blocks with them, so no text may hold one."""
OPENS_BLOCK = re.compile(
    r"(?P<number>\d+)(?P<dot>[.)])(?=\s|$)"
    # Headings, quotes, tables, definitions; lists; boxes; fences; abbreviations; rules, underlines and table lines.
    r"|(?P<sign>[#>|:]|[-+*](?=\s|$)|!!!|\?\?\?|~~~|\*\[(?=.*\{\d+\}\s?:)|-{2,}|={2,}|_{3,}|\*{3,}|[-=:| ]+$|[*_][*_ ]*$)"
)
FOOTNOTE = re.compile(r"(\{\d+\}):")
LINK_OTHER = re.compile(r"\]\((?!\d+\))|\]\s?\[(?!\^)|^[^\S\n]*\[[^\]\n]+\]:|<[^<>]*@[^<>]*>", re.M)
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
"""What the templates put a value in the place of."""
TAG = re.compile(r"<[A-Za-z/!?]")
SPECIAL = re.compile(r"[<\[\]{}\\`\r\n]|///")
# Controls and noncharacters: Python-Markdown and XML take some for their own, `assemble` others.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
PIECE = re.compile(
    # Python-Markdown's escapes; before any other character a backslash is itself.
    rf"(?P<escape>\\[\\`*_{{}}\[\]()>#+.!|-])|(?P<code>{inline.CODE})|(?P<verbatim>\{{(?P<slot>\d+)\}})"
    r"|(?P<close>\](?:\((?P<link>\d+)\))?)|(?P<open>\[)|(?P<sign>[\\`{])"
)


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
    # Python-Markdown takes a lone carriage return for a line break.
    text = msgstr.replace("\r\n", "\n").replace("\r", "\n")
    bare = PIECE.sub(lambda m: " " if m["escape"] or m["code"] else m[0], text)
    if TAG.search(bare):
        raise UnsafeText("the translation holds raw HTML")
    if LINK_OTHER.search(bare):
        raise UnsafeText("the translation holds a link that is not in the source")
    spelled, links = _spelled(text)
    if block.slots:
        _check_slots(block, text, links)
    return _filled(block, "\n".join(_line(line.strip()) for line in spelled.split("\n")))


def _spelled(text: str) -> tuple[str, dict[int, tuple[bool, int, bool]]]:
    """The text with every sign that is no mark of ours escaped; and its links: number → (picture?, number of the link it
    stands in or 0, has words?).

    So no bracket, backtick or backslash pairs up with what stands beside the block.
    """
    pieces: list[str] = []
    opened: list[int] = []
    links: dict[int, tuple[bool, int, bool]] = {}
    place: dict[int, int] = {}
    at = 0
    for match in PIECE.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        piece = match[0]
        if match["code"]:
            # A line of code must not begin a line of the page.
            piece = piece.replace("\n", " ")
            if len(match["ticks"]) > 2 and not text[: match.start()].rpartition("\n")[2].strip():
                raise UnsafeText("a line of the translation begins with ```")
        elif match["open"]:
            opened.append(len(pieces))
            piece = "\\["
        elif match["link"] and opened:
            start = opened.pop()
            pieces[start] = "["
            number = int(match["link"])
            for inner, where in place.items():
                if where > start and not links[inner][1]:
                    links[inner] = (links[inner][0], number, links[inner][2])
            words = "".join(pieces[start + 1 :]).strip()
            links[number] = (pieces[start - 1].endswith("!"), 0, bool(words))
            place[number] = start
        elif match["close"]:
            if opened:
                opened.pop()
            piece = "\\" + piece
        elif match["sign"]:
            piece = "\\" + piece
        pieces.append(piece)
    return "".join(pieces) + text[at:], links


def _check_slots(block: Block, text: str, links: dict[int, tuple[bool, int, bool]]) -> None:
    """Raise UnsafeText where the numbered marks are not those of the source, or would not do what they do there."""
    _filled(block, text)
    _, wanted = _spelled(block.text)
    for number, (picture, within, has_words) in wanted.items():
        if number not in links:
            if ("link", number) in inline.numbers(text):
                raise UnsafeText(f"the bracket [ before the mark ]({number}) is missing")
            continue
        found = links[number]
        if found[0] != picture:
            raise UnsafeText(
                f"the link with number {number} has a sign ! before it, and not in the source"
                if found[0]
                else f"the picture with number {number} has no sign ! before it"
            )
        if found[1] != within:
            raise UnsafeText(f"the link with number {number} stands within another, unlike in the source")
        if has_words and not found[2]:
            raise UnsafeText(f"the link with number {number} has no words")
    tags = [n for kind, n in inline.numbers(block.text) if kind == "verbatim" and block.slots[n - 1].startswith("<")]
    if [n for kind, n in inline.numbers(text) if kind == "verbatim" and n in tags] != tags:
        raise UnsafeText(
            "the marks " + ", ".join(f"{{{n}}}" for n in tags) + " do not stand in the order of the source"
        )
    if any(slot.startswith("{") for slot in block.slots):
        wanted_before, before = _before_slots(block.text), _before_slots(text)
        for number, sign in before.items():
            if block.slots[number - 1].startswith("{") and sign != wanted_before[number]:
                raise UnsafeText(f"the mark {{{number}}} does not follow directly after the words it belongs to")


def _before_slots(text: str) -> dict[int, str]:
    """The sign before each verbatim slot, by its number."""
    return {int(m["slot"]): text[: m.start()][-1:] for m in PIECE.finditer(text) if m["slot"]}


def _line(line: str) -> str:
    """A line that opens no block."""
    line = FOOTNOTE.sub(r"\1&#58;", line, count=1) if FOOTNOTE.match(line) else line
    # Where Python-Markdown would put the footnotes.
    line = line.replace("///", "//&#47;")
    return OPENS_BLOCK.sub(_escaped, line, count=1) if OPENS_BLOCK.match(line) else line


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
