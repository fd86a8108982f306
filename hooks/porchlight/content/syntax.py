"""Markdown a line at a time, as Python-Markdown and the extensions of mkdocs.yml read it."""

from __future__ import annotations

import re

from markdown.extensions.toc import slugify_unicode
from markdown.util import BLOCK_LEVEL_ELEMENTS

from . import inline

FENCE = re.compile(r"^(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r"^(?P<marks>#{1,6}[ \t]*)(?P<text>(?:\\.|[^\\])*?)[ \t]*#*[ \t]*$")
ATTRIBUTES_AT_END = re.compile(r"[ \t]+(?P<list>\{:?[ ]*[^\}\n ][^\}\n]*\})[ \t]*$")
ATTRIBUTE_LINE = re.compile(r"^[ ]*\{:?[ ]*[^\}\n ][^\}\n]*\}[ ]*$")
RULE = re.compile(r"^[ ]{0,3}(?=(?P<rule>[-_*]))((?P=rule)[ ]{0,2}){3,}[ ]*$")
ITEM = re.compile(r"^(?P<marker>(?:(?:[*+-]|\d+\.)[ \t]+)+)(?P<task>\[[ xX]\][ \t]+)?(?P<text>\S.*)$")
EMPTY_ITEM = re.compile(r"^(?:[*+-]|\d+\.)[ ]+$")
BOX = re.compile(
    r'^(?P<open>(?:!!!|\?\?\?\+?)[ ]?(?P<kind>[\w\-]+(?:[ ]+[\w\-]+)*)|\?\?\?\+?(?=[ ]+"))(?:[ ]+"(?P<title>.*?)")?[ ]*$'
)
FOOTNOTE = re.compile(r"^(?P<open>\[\^[^\]]+\]:[ ]*)(?P<text>.*)$")
REFERENCE = re.compile(r"""^[ ]{0,3}\[(?P<id>[^\[\]^][^\[\]]*)\]:[ ]*\S+[ ]*(?:(?P<q>["']).*(?P=q)|\(.*\))?[ ]*$""")
REFERENCE_TITLE = re.compile(r"""^[ ]*(?:(?P<q>["']).*(?P=q)|\(.*\))[ ]*$""")
ABBREVIATION = re.compile(r"^[*]\[[^\]]+\][ ]?:")
DEFINITION = re.compile(r"^(?P<open>[ ]{0,3}:[ ]{1,3})(?P<text>\S.*)$")
TABLE_LINE = re.compile(r"^\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
SETEXT = re.compile(r"^[=-]+[ ]*$")
IMAGE_ALONE = re.compile(
    rf"^!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\](?P<target>\({inline.DESTINATION}{inline.TITLE}\)(?:{inline.ATTRIBUTES})?)$"
)
NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.S | re.I)
AUTOLINK = re.compile(r"<(?!/)[^<>\s]*[:@][^<>\s]*>$")
TAG = re.compile(r"^<(?:!--|/?(?P<name>[A-Za-z][\w-]*)|[?!])")
ID = re.compile(r"#(?P<id>[\w:.-]+)")
# A table line in pieces: each bar that parts two cells is one, code and escapes stay whole.
CELL_PIECE = re.compile(rf"{inline.ESCAPE}|{inline.CODE}|\||[^\\`|]+|[`\\]")
CODE_OR_BAR = re.compile(rf"(?P<code>{inline.ESCAPE}|{inline.CODE})|\|")
TAB = 4  # Python-Markdown's tab_length: a container's content stands this deep


def split_quote(line: str, depth: int) -> tuple[str, str]:
    """A line's quote marks, and the rest. A mark stands at most 3 columns further in than what holds it."""
    if ">" not in line:
        return "", line
    end, furthest = 0, TAB * depth + 3
    while match := re.compile(rf"[ ]{{0,{furthest}}}>[ ]?").match(line, end):
        end = match.end()
    return line[:end], line[end:]


def outer(quote: str) -> int:
    """Columns of containers that quote marks themselves stand in."""
    return sum(len(spaces) // TAB * TAB for spaces in re.findall(r"[ ]+(?=>)", quote))


def column(line: str, depth: int) -> int:
    """Where a line's text begins, quote marks not counted."""
    quote, rest = split_quote(line, depth)
    return outer(quote) + len(rest) - len(rest.lstrip(" "))


def ends_text(body: str) -> bool:
    """Whether a line ends the text before it, wherever it stands."""
    return any(kind.match(body) for kind in (FENCE, RULE, REFERENCE, ABBREVIATION, FOOTNOTE))


def opens_html(body: str) -> bool:
    """Whether a block of HTML begins here."""
    match = TAG.match(body)
    return bool(match) and (not match["name"] or match["name"].lower() in BLOCK_LEVEL_ELEMENTS)


def html_end(lines: list[str], at: int) -> int:
    """The line after the end of the HTML element that begins at a line."""
    body = lines[at].lstrip(" >")
    name = (TAG.match(body)["name"] or "").lower()
    ends = "-->" if body.startswith("<!--") else ">"
    balance = 0
    for end in range(at, len(lines)):
        if name:
            balance += len(re.findall(rf"<{name}\b[^>]*(?<!/)>", lines[end], re.I))
            balance -= len(re.findall(rf"</{name}\s*>", lines[end], re.I))
        if (balance <= 0 or name == "hr") if name else ends in lines[end]:
            return end + 1
    return len(lines)


def fence_end(lines: list[str], at: int, opened: str) -> int:
    """The line after a fenced code block; after its first line where nothing closes it."""
    closing = re.compile(rf"^[ >]*{re.escape(opened[0])}{{{len(opened)},}}[ ]*$")
    return next((i + 1 for i in range(at + 1, len(lines)) if closing.match(lines[i])), at + 1)


def opens_table(here: str, below: str) -> bool:
    """Whether two lines, quote marks taken off, are the head of a table."""
    below = below.strip()
    return "|" in here and "|" in below and "-" in below and bool(TABLE_LINE.match(below))


def cells(row: str) -> list[str]:
    """The cells of a table row, with the spaces around their text; what stands before the first bar is one too."""
    found = [""]
    for piece in CELL_PIECE.finditer(row):
        if piece[0] == "|":
            found.append("")
        else:
            found[-1] += piece[0]
    return found


def without_attributes(text: str) -> tuple[str, str]:
    """A text, and the attribute list at its end, '' where there is none."""
    found = ATTRIBUTES_AT_END.search(text)
    return (text[: found.start()], found["list"]) if found else (text, "")


def anchor_of(name: str) -> str:
    """The id of a heading by its words. Underscores that Python-Markdown would read as emphasis become hyphens."""
    slug = slugify_unicode(name, "-")
    return re.sub(r"[-_]+", "-", slug).strip("-") if re.search(r"(?<![^\W_])_.*_(?![^\W_])", slug) else slug
