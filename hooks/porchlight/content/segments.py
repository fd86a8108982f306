"""Markdown ↔ translatable blocks.

`segments(markdown)` walks the lines as Python-Markdown reads them and yields, in order, Markdown that is no text (strings)
and blocks. `rebuilt(parts, text_of)` puts a page together again with other texts. What cannot be taken apart and put
together again stays a string, so it is never mangled; `Kept` says where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown.extensions.toc import slugify_unicode, unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

from ..core.page import Block
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
BAR = re.compile(rf"({inline.ESCAPE}|`+[^`]*`+|\||[^\\`|]+|[`\\])")
CODE_OR_BAR = re.compile(rf"(?P<code>{inline.ESCAPE}|{inline.CODE})|\|")
TAB = 4  # Python-Markdown's tab_length: a container's content stands this deep


@dataclass(frozen=True)
class Kept:
    """Text that stays in the source language, since it cannot be taken apart safely."""

    line: int
    """1-based line in the text given."""
    why: str
    """What it is, for the report."""


def segments(markdown: str, first_line: int = 1) -> tuple[list[str | Block], list[Kept]]:
    """The page in order, as strings and blocks, and what was kept whole. `first_line` is the text's line in its file."""
    walk = _Walk(markdown.expandtabs(TAB).split("\n"), first_line)
    walk.run()
    return walk.parts, walk.kept


def rebuilt(parts: list[str | Block] | tuple[str | Block, ...], text_of: Callable[[Block], str]) -> str:
    """The page as Markdown again; `text_of` gives each block's Markdown (see `filled`)."""
    return "".join(part if isinstance(part, str) else text_of(part) for part in parts)


def filled(block: Block, text: str) -> str:
    """A block's Markdown from a msgid or msgstr: slots filled, line breaks and what the place forbids spelled as Markdown.

    Raises inline.SlotFault where the slots are not those of the block.
    """
    done = inline.unslotted(text, block.slots, inline.numbers(block.text))
    if "\n" not in done and "  " not in done and "\t" not in done and block.kind != "table cell":
        return done.strip()
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in done.split("\n")]
    if block.kind == "table cell":
        return CODE_OR_BAR.sub(lambda match: match["code"] or r"\|", " ".join(lines))
    if block.kind in ("heading", "box title", "term", "image"):
        return " ".join(lines)
    return f"  \n{block.indent}".join(line for line in lines if line)


class _Walk:
    """One pass over the lines of a page."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.parts: list[str | Block] = []
        self.kept: list[Kept] = []
        self.at = 0
        self.depth = 0  # how many containers are open: text indented by 4 × depth is their content
        self.after_blank = True
        self.in_list = False
        self.boxes: list[int] = []  # the column at which each open box's content begins: text before it leaves the box
        self.references = {m["id"].strip().lower() for m in map(REFERENCE.match, lines) if m}
        self.ids: set[str] = {
            m["id"] for line in lines for a in re.findall(inline.ATTRIBUTES, line) for m in ID.finditer(a)
        }

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not self.split_quote(line)[1].strip():
                self.literal(1)
                self.after_blank = True
                continue
            fresh, self.after_blank = self.after_blank, False
            self.step(line, fresh)

    # What a line is

    def step(self, line: str, fresh: bool) -> None:
        """Read what begins at a line; `fresh` says that no text runs into it."""
        quote, rest = self.split_quote(line)
        indent = len(rest) - len(rest.lstrip(" "))
        body = rest[indent:]
        level = (outer(quote) + indent) // TAB
        if fresh:
            while self.boxes and level * TAB < self.boxes[-1]:
                self.boxes.pop()
            self.in_list = self.in_list and level > 0
            if level > self.depth:
                return self.code()
            self.depth = level
        prefix = quote + rest[:indent]
        # Python-Markdown takes these for what they are only where nothing stands before them in their container.
        straight = indent % TAB == 0 and level <= self.depth
        if FENCE.match(body):
            return self.fence(FENCE.match(body)["fence"])
        # Python-Markdown takes raw HTML out before it looks at blocks, at the start of any line but an indented one.
        raw_html = not quote and indent < TAB
        if (fresh or raw_html) and self.is_html(body):
            return self.html(body, raw_html)
        if fresh and self.is_table():
            return self.table()
        if straight and (match := HEADING.match(body)):
            return self.heading(prefix, match["marks"].rstrip(), match["text"])
        if RULE.match(body):
            return self.literal(1)
        if straight and (match := BOX.match(body)):
            return self.box(prefix, match, level)
        if REFERENCE.match(body) or ABBREVIATION.match(body):
            if ABBREVIATION.match(body):
                self.keep("an abbreviation's meaning")
            elif self.at + 1 < len(self.lines) and REFERENCE_TITLE.match(self.lines[self.at + 1]):
                self.literal(1)
            return self.literal(1)
        if match := FOOTNOTE.match(body):
            return self.container(prefix + match["open"], match["text"], "footnote", quote, level + 1)
        if level <= self.depth and (match := DEFINITION.match(body)):
            return self.container(prefix + match["open"], match["text"], "definition", quote, level + 1)
        if (fresh or self.in_list) and (match := ITEM.match(body)):
            self.in_list = True
            return self.container(
                prefix + match["marker"] + (match["task"] or ""), match["text"], "list item", quote, level + 1
            )
        if ATTRIBUTE_LINE.match(body) or EMPTY_ITEM.match(body):
            return self.literal(1)
        if self.is_term(quote):
            return self.term(prefix, body)
        return self.paragraph(prefix, body, "paragraph", quote + " " * indent, level)

    def split_quote(self, line: str, depth: int | None = None) -> tuple[str, str]:
        """A line's quote marks, and the rest. A mark stands at most 3 columns further in than what holds it."""
        if ">" not in line:
            return "", line
        end, furthest = 0, TAB * (self.depth if depth is None else depth) + 3
        while match := re.compile(rf"[ ]{{0,{furthest}}}>[ ]?").match(line, end):
            end = match.end()
        return line[:end], line[end:]

    def is_html(self, body: str) -> bool:
        match = TAG.match(body)
        return bool(match) and (not match["name"] or match["name"].lower() in BLOCK_LEVEL_ELEMENTS)

    def is_table(self) -> bool:
        here, below = self.lines[self.at], self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        below = self.split_quote(below)[1].strip()
        return "|" in here and bool(TABLE_LINE.match(below)) and "-" in below and ("|" in below)

    def is_term(self, quote: str) -> bool:
        """Whether the run of lines that begins here ends in a definition."""
        for line in self.lines[self.at + 1 :]:
            rest = self.split_quote(line)[1]
            if not rest.strip() or not line.startswith(quote):
                return False
            if DEFINITION.match(rest.lstrip(" ") if rest.startswith(" " * TAB) else rest):
                return True
        return False

    # What is taken from it

    def literal(self, count: int) -> None:
        for line in self.lines[self.at : self.at + count]:
            last = self.at == len(self.lines) - 1
            self.parts.append(line + ("" if last else "\n"))
            self.at += 1

    def keep(self, why: str, line: int | None = None) -> None:
        self.kept.append(Kept(self.first_line + (self.at if line is None else line), why))

    def block(
        self, kind: str, raw: str, before: str, after: str, indent: str = "", line: int | None = None, anchor: str = ""
    ) -> bool:
        """Add a block between two strings, if it can be taken apart and put together again."""
        text, slots = inline.slotted(raw, self.references)
        text = "\n".join(line.strip() for line in re.sub(r"[ \t]+", " ", text).split("\n"))
        number = self.first_line + (self.at if line is None else line)
        made = Block(kind, text, slots, number, indent, anchor)
        try:
            again = filled(made, text)
        except inline.SlotFault:
            again = None
        if again is None or not any(character.isalnum() for character in inline.plain(text)):
            if again is None:
                self.kept.append(Kept(number, "text with marks that cannot be told from links"))
            self.parts.append(before + raw.replace("\n", "  \n" + indent) + after)
            return False
        self.parts.extend(part for part in (before, made, after) if part)
        return True

    def end(self, count: int = 1) -> str:
        """Take `count` lines; the line break after them, none at the end of the text."""
        self.at += count
        return "\n" if self.at < len(self.lines) else ""

    def code(self) -> None:
        """An indented code block: nothing in it is text."""
        self.literal(1)
        while self.at < len(self.lines):
            quote, rest = self.split_quote(self.lines[self.at])
            if rest.strip() and outer(quote) + len(rest) - len(rest.lstrip(" ")) < (self.depth + 1) * TAB:
                break
            self.literal(1)
        self.after_blank = True

    def fence(self, opened: str) -> None:
        closing = re.compile(rf"^[ >]*{re.escape(opened[0])}{{{len(opened)},}}[ ]*$")
        end = next((i for i in range(self.at + 1, len(self.lines)) if closing.match(self.lines[i])), None)
        self.literal((end - self.at + 1) if end is not None else 1)

    def html(self, body: str, raw: bool) -> None:
        """An HTML block, up to the end of its element; `raw` where Python-Markdown passes it on unread."""
        name = (TAG.match(body)["name"] or "").lower()
        ends = "-->" if body.startswith("<!--") else ">"
        start, balance, done = self.at, 0, False
        while self.at < len(self.lines) and not done:
            line = self.lines[self.at]
            if name:
                balance += len(re.findall(rf"<{name}\b[^>]*(?<!/)>", line, re.I))
                balance -= len(re.findall(rf"</{name}\s*>", line, re.I))
                done = balance <= 0 or name == "hr"
            else:
                done = ends in line
            self.literal(1)
        # What stands behind the end of the element runs on to the next blank line.
        if raw and line.rstrip().endswith(">"):
            self.after_blank = True
        else:
            while self.at < len(self.lines) and self.lines[self.at].strip():
                self.literal(1)
        if any(map(str.isalnum, NOT_SHOWN.sub("", "\n".join(self.lines[start : self.at])))):
            self.keep("raw HTML", start)

    def heading(self, prefix: str, marks: str, raw: str, lines: int = 1) -> None:
        raw, attributes = without_attributes(raw)
        given = ID.search(attributes)
        # Python-Markdown would take a brace after a space for the beginning of the attribute list.
        raw = raw.replace(" {", r" \{")
        anchor = given["id"] if given else self.anchor(raw)
        self.ids.add(anchor)
        if not raw.strip():
            # An attribute list alone would be its text.
            return self.literal(lines)
        inner = attributes.strip("{}: ")
        after = f" {{: {inner if given else ('#' + anchor + ' ' + inner).strip()} }}"
        line = self.at
        newline = self.end(lines)
        self.block("heading", raw, prefix + marks + " ", after + newline, line=line, anchor=anchor)
        self.after_blank = True
        return None

    def anchor(self, heading: str) -> str:
        """The id Python-Markdown gives a heading."""
        text, slots = inline.slotted(heading, self.references)
        for n, slot in enumerate(slots, 1):
            if AUTOLINK.match(slot):
                text = text.replace(f"{{{n}}}", slot[1:-1])
        # A picture's text is no part of it, unless there is nothing else.
        named = inline.plain(re.sub(rf"!{inline.LABEL}", "", text))
        return unique(anchor_of(named or inline.plain(text)), self.ids)

    def box(self, prefix: str, match: re.Match, level: int) -> None:
        title = match["title"]
        if title is None:
            # What Python-Markdown writes where no title is given; as a block, so that it is translated.
            title = match["kind"].split()[0].capitalize()
        while self.boxes and level * TAB < self.boxes[-1]:
            self.boxes.pop()
        self.boxes.append(level * TAB + TAB)
        line = self.at
        newline = self.end()
        self.block("box title", title, f'{prefix}{match["open"]} "', '"' + newline, line=line)
        self.depth = level + 1
        self.after_blank = True
        self.in_list = False

    def term(self, prefix: str, body: str) -> None:
        line = self.at
        newline = self.end()
        raw, attributes = without_attributes(body.strip())
        self.block("term", raw, prefix, (" " if attributes else "") + attributes + newline, line=line)

    def table(self) -> None:
        first = self.at
        while self.at < len(self.lines):
            line, number = self.lines[self.at], self.at
            quote, rest = self.split_quote(line)
            if not rest.strip() or (self.boxes and self.column(line) < self.boxes[-1]):
                break
            newline = self.end()
            if number == first + 1:
                self.parts.append(line + newline)
                continue
            self.parts.append(quote)
            cell = ""
            for piece in BAR.findall(rest):
                if piece == "|":
                    self.cell(cell, number)
                    self.parts.append("|")
                    cell = ""
                else:
                    cell += piece
            self.cell(cell, number)
            self.parts.append(newline)
        self.after_blank = True

    def cell(self, raw: str, line: int) -> None:
        text = without_attributes(raw.strip())[0]
        if not text:
            self.parts.append(raw)
            return
        start = raw.index(text)
        self.block("table cell", text, raw[:start], raw[start + len(text) :], line=line)

    def container(self, before: str, text: str, kind: str, quote: str, level: int) -> None:
        """A list item, a footnote or a definition: its first text, with what opens it; `level` is its content's."""
        self.depth = level
        if kind != "list item" and (item := ITEM.match(text)):
            self.in_list = True
            before, text = before + item["marker"] + (item["task"] or ""), item["text"]
            kind, self.depth, level = "list item", level + 1, level + 1
        if heading := HEADING.match(text):
            self.ids.add(self.anchor(heading["text"]))
        if heading or BOX.match(text) or text.startswith(">"):
            self.keep("a heading, a box or a quote in one line with the mark of a list, a footnote or a definition")
            return self.literal(1)
        return self.paragraph(before, text, kind, quote + " " * (level * TAB - outer(quote)), level)

    def paragraph(self, before: str, first: str, kind: str, indent: str, level: int) -> None:
        """A run of lines that makes one text, whatever opened it; `level` is how deep it stands."""
        start = self.at
        taken = [first]
        attributes = ""
        quotes = before.count(">") if kind == "paragraph" else indent.count(">")
        # A list item's text begins beside its mark: what stands below that text is no further item, heading or box.
        margin = level * TAB - TAB if kind == "list item" else level * TAB
        floor = self.boxes[-1] if self.boxes else 0
        self.at += 1
        if self.underlined(quotes, margin):
            if kind == "paragraph":
                marks = "#" if self.lines[self.at].lstrip(" >").startswith("=") else "##"
                self.at = start
                return self.heading(indent[: len(indent) - len(indent) % TAB], marks, first.strip(), 2)
            self.keep("a heading underlined with === or ---, in a list", start)
            self.at = start
            return self.literal(2)
        while self.at < len(self.lines) and (more := self.continuation(quotes, margin, floor)) is not None:
            if ATTRIBUTE_LINE.match(more):
                attributes = "\n" + self.lines[self.at]
                self.at += 1
                break
            if kind == "definition" and self.at == start + 1 and self.column(self.lines[self.at]) >= margin:
                floor = max(floor, margin)
            taken.append(more)
            self.at += 1
        newline = "\n" if self.at < len(self.lines) else ""
        raw = ""
        for i, line in enumerate(taken):
            hard = line.endswith("  ") and i < len(taken) - 1
            raw += line.strip() + ("\n" if hard else " " if i < len(taken) - 1 else "")
        if kind == "list item" and (found := ATTRIBUTES_AT_END.search(raw)):
            attributes, raw = " " + found["list"] + attributes, raw[: found.start()]
        if image := IMAGE_ALONE.match(raw):
            self.block(
                "image", image["alt"], before + "![", "]" + image["target"] + attributes + newline, indent, start
            )
        else:
            self.block(kind, raw, before, attributes + newline, indent, start)
        if len(taken) > 1 and self.at < len(self.lines) and SETEXT.match(self.lines[self.at].lstrip(" >")):
            # A rule under several lines; under one line it would be a heading.
            self.parts.append(self.lines[self.at].replace("-", "*") + self.end())
        return None

    def column(self, line: str) -> int:
        """Where a line's text begins, quote marks not counted."""
        quote, rest = self.split_quote(line)
        return outer(quote) + len(rest) - len(rest.lstrip(" "))

    def underlined(self, quotes: int, margin: int) -> bool:
        """Whether the current line makes the one before it a heading."""
        if self.at >= len(self.lines):
            return False
        quote, rest = self.split_quote(self.lines[self.at], margin // TAB)
        return quote.count(">") == quotes and bool(SETEXT.match(rest.lstrip(" "))) and self.column(rest) in (0, margin)

    def continuation(self, quotes: int, margin: int, floor: int) -> str | None:
        """The current line's text if it goes on with the block before it, else None.

        The block stands below `quotes` quote marks, at column `margin`; before column `floor` ends its container.
        """
        line = self.lines[self.at]
        quote, rest = self.split_quote(line, margin // TAB)
        if not rest.strip():
            return None
        body = rest.lstrip(" ")
        column = outer(quote) + len(rest) - len(body)
        if column < floor:
            self.after_blank = True
            return None
        straight = column in (margin, floor, 0)
        new_item = self.in_list and (ITEM.match(body) or EMPTY_ITEM.match(body))
        opens = (
            FENCE.match(body)
            or RULE.match(body)
            or (straight and (HEADING.match(body) or BOX.match(body)))
            or (column <= margin + 3 and DEFINITION.match(body))
            or (not quote and column < TAB and self.is_html(body))
            or quote.count(">") > quotes
        )
        if new_item or opens or REFERENCE.match(body) or ABBREVIATION.match(body) or FOOTNOTE.match(body):
            return None
        return body


def anchor_of(name: str) -> str:
    """The id of a heading by its words. Underscores that Python-Markdown would read as emphasis become hyphens."""
    slug = slugify_unicode(name, "-")
    return slug.replace("_", "-").strip("-") if re.search(r"(?<![^\W_])_.*_(?![^\W_])", slug) else slug


def outer(quote: str) -> int:
    """Columns of containers that quote marks themselves stand in."""
    return sum(len(spaces) // TAB * TAB for spaces in re.findall(r"[ ]+(?=>)", quote))


def without_attributes(text: str) -> tuple[str, str]:
    """A text, and the attribute list at its end, '' where there is none."""
    found = ATTRIBUTES_AT_END.search(text)
    return (text[: found.start()], found["list"]) if found else (text, "")
