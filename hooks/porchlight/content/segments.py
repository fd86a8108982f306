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

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})")
HEADING = re.compile(r"^(?P<marks>#{1,6}[ \t]*)(?P<text>.*?)[ \t]*#*[ \t]*$")
ATTRIBUTES_AT_END = re.compile(r"[ \t]+(?P<list>\{:?[ ]*[^\}\n ][^\}\n]*\})[ \t]*$")
ATTRIBUTE_LINE = re.compile(r"^[ ]*\{:?[ ]*[^\}\n ][^\}\n]*\}[ ]*$")
RULE = re.compile(r"^[ ]{0,3}(?=(?P<rule>[-_*]))((?P=rule)[ ]{0,2}){3,}[ ]*$")
ITEM = re.compile(r"^(?P<marker>(?:[*+-]|\d+\.)[ \t]+)(?P<task>\[[ xX]\][ \t]+)?(?P<text>\S.*)$")
QUOTE = re.compile(r"^[ ]{0,3}>[ ]?")
BOX = re.compile(r'^(?P<open>(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[\w\-]+(?:[ ]+[\w\-]+)*))(?:[ ]+"(?P<title>.*?)")?[ ]*$')
FOOTNOTE = re.compile(r"^(?P<open>\[\^[^\]]+\]:[ ]*)(?P<text>.*)$")
REFERENCE = re.compile(r"^[ ]{0,3}\[(?P<id>[^\[\]^][^\[\]]*)\]:[ ]*\S")
ABBREVIATION = re.compile(r"^[*]\[[^\]]+\][ ]?:")
DEFINITION = re.compile(r"^(?P<open>[ ]{0,3}:[ ]{1,3})(?P<text>\S.*)$")
TABLE_LINE = re.compile(r"^\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
SETEXT = re.compile(r"^[=-]+[ ]*$")
IMAGE_ALONE = re.compile(
    rf"^!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\](?P<target>\({inline.DESTINATION}{inline.TITLE}\)(?:{inline.ATTRIBUTES})?)$"
)
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
    if "\n" not in done and "  " not in done and "\t" not in done and block.kind not in ("box title", "table cell"):
        return done.strip()
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in done.split("\n")]
    if block.kind == "box title":
        return " ".join(lines).replace('"', "”")
    if block.kind == "table cell":
        return CODE_OR_BAR.sub(lambda match: match["code"] or r"\|", " ".join(lines))
    if block.kind in ("heading", "term", "image"):
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
        level = indent // TAB
        if fresh:
            self.in_list = self.in_list and level > 0
            if level > self.depth:
                return self.code(quote)
            self.depth = level
        prefix = quote + rest[:indent]
        if FENCE.match(body):
            return self.fence(FENCE.match(body)["fence"])
        if fresh and self.is_html(body):
            return self.html(body)
        if fresh and self.is_table(quote):
            return self.table(quote)
        if match := HEADING.match(body):
            return self.heading(prefix, match)
        if RULE.match(body):
            return self.literal(1)
        if match := BOX.match(body):
            return self.box(prefix, match, level)
        if REFERENCE.match(body) or ABBREVIATION.match(body):
            if ABBREVIATION.match(body):
                self.keep("an abbreviation's meaning")
            return self.literal(1)
        if (match := FOOTNOTE.match(body)) and fresh:
            self.depth = level + 1
            return self.paragraph(prefix + match["open"], match["text"], "footnote", quote + " " * (indent + TAB))
        if match := DEFINITION.match(rest):
            self.depth = level + 1
            return self.paragraph(quote + match["open"], match["text"], "definition", quote + " " * (indent + TAB))
        if (fresh or self.in_list) and (match := ITEM.match(body)):
            self.in_list = True
            self.depth = level + 1
            opened = prefix + match["marker"] + (match["task"] or "")
            return self.paragraph(opened, match["text"], "list item", quote + " " * (level * TAB + TAB))
        if ATTRIBUTE_LINE.match(body):
            return self.literal(1)
        if self.is_term(quote):
            return self.term(prefix, body)
        return self.paragraph(prefix, body, "paragraph", quote + " " * indent)

    def split_quote(self, line: str) -> tuple[str, str]:
        end = 0
        while match := QUOTE.match(line[end:]):
            end += match.end()
        return line[:end], line[end:]

    def is_html(self, body: str) -> bool:
        match = TAG.match(body)
        return bool(match) and (not match["name"] or match["name"].lower() in BLOCK_LEVEL_ELEMENTS)

    def is_table(self, quote: str) -> bool:
        here, below = self.lines[self.at], self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        below = below[len(quote) :].strip()
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

    def keep(self, why: str) -> None:
        self.kept.append(Kept(self.first_line + self.at, why))

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

    def code(self, quote: str) -> None:
        """An indented code block: nothing in it is text."""
        while self.at < len(self.lines):
            rest = self.split_quote(self.lines[self.at])[1]
            if rest.strip() and len(rest) - len(rest.lstrip(" ")) < (self.depth + 1) * TAB:
                break
            self.literal(1)
        self.after_blank = True

    def fence(self, opened: str) -> None:
        closing = re.compile(rf"^[ >]*{re.escape(opened[0])}{{{len(opened)},}}[ ]*$")
        end = next((i for i in range(self.at + 1, len(self.lines)) if closing.match(self.lines[i])), None)
        self.literal((end - self.at + 1) if end is not None else 1)

    def html(self, body: str) -> None:
        """A raw HTML block, up to the end of its element."""
        name = TAG.match(body)["name"]
        start, balance = self.at, 0
        if any(re.search(r">[^<]*\w", line) for line in self.lines[self.at : self.at + 40] if line.strip()):
            self.keep("raw HTML")
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if name:
                balance += len(re.findall(rf"<{name}\b[^>]*(?<!/)>", line, re.I)) - len(
                    re.findall(rf"</{name}\s*>", line, re.I)
                )
                done = balance <= 0
            else:
                done = "-->" in line or (">" in line and not self.lines[start].lstrip().startswith("<!--"))
            self.literal(1)
            if done:
                break
        # Python-Markdown reads on to the next blank line as part of the same raw block.
        while self.at < len(self.lines) and self.lines[self.at].strip():
            self.literal(1)

    def heading(self, prefix: str, match: re.Match) -> None:
        raw, attributes = match["text"], ""
        if found := ATTRIBUTES_AT_END.search(raw):
            attributes, raw = found["list"], raw[: found.start()]
        given = ID.search(attributes)
        text, _ = inline.slotted(raw, self.references)
        anchor = given["id"] if given else unique(slugify_unicode(inline.plain(text), "-"), self.ids)
        self.ids.add(anchor)
        inner = attributes.strip("{}: ")
        after = f" {{: {inner if given else ('#' + anchor + ' ' + inner).strip()} }}"
        line = self.at
        newline = self.end()
        self.block("heading", raw, prefix + match["marks"].rstrip() + " ", after + newline, line=line, anchor=anchor)
        self.after_blank = True

    def box(self, prefix: str, match: re.Match, level: int) -> None:
        title = match["title"]
        if title is None:
            # What Python-Markdown writes where no title is given; as a block, so that it is translated.
            title = match["kind"].split()[0].capitalize()
        line = self.at
        newline = self.end()
        self.block("box title", title, f'{prefix}{match["open"]} "', '"' + newline, line=line)
        self.depth = level + 1
        self.after_blank = True
        self.in_list = False

    def term(self, prefix: str, body: str) -> None:
        line = self.at
        newline = self.end()
        self.block("term", body.strip(), prefix, newline, line=line)

    def table(self, quote: str) -> None:
        first = self.at
        while self.at < len(self.lines) and self.lines[self.at].strip():
            line, number = self.lines[self.at], self.at
            newline = self.end()
            if number == first + 1:
                self.parts.append(line + newline)
                continue
            self.parts.append(quote)
            cell = ""
            for piece in BAR.findall(line[len(quote) :]):
                if piece == "|":
                    self.cell(cell, number)
                    self.parts.append("|")
                    cell = ""
                else:
                    cell += piece
            self.cell(cell, number)
            self.parts.append(newline)

    def cell(self, raw: str, line: int) -> None:
        text = raw.strip()
        if not text:
            self.parts.append(raw)
            return
        start = raw.index(text)
        self.block("table cell", text, raw[:start], raw[start + len(text) :], line=line)

    def paragraph(self, before: str, first: str, kind: str, indent: str) -> None:
        """A run of lines that makes one text, whatever opened it."""
        start = self.at
        taken = [first]
        attributes = ""
        self.at += 1
        while self.at < len(self.lines) and (more := self.continuation(kind)) is not None:
            if ATTRIBUTE_LINE.match(more):
                attributes = "\n" + self.lines[self.at]
                self.at += 1
                break
            taken.append(more)
            self.at += 1
        newline = "\n" if self.at < len(self.lines) else ""
        if kind == "paragraph" and len(taken) > 1 and SETEXT.match(taken[1].strip()):
            self.kept.append(
                Kept(self.first_line + start, "a heading underlined with === or ---; write it as `## Heading`")
            )
            self.parts.append(before + ("\n" + indent).join(taken) + attributes + newline)
            return
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
            return
        self.block(kind, raw, before, attributes + newline, indent, start)

    def continuation(self, kind: str) -> str | None:
        """The current line's text if it goes on with the block before it, else None."""
        line = self.lines[self.at]
        _, rest = self.split_quote(line)
        if not rest.strip():
            return None
        body = rest.lstrip(" ")
        new_item = self.in_list and ITEM.match(body)
        opens = (
            HEADING.match(body) or FENCE.match(body) or BOX.match(body) or RULE.match(body) or DEFINITION.match(rest)
        )
        if new_item or opens or REFERENCE.match(body) or ABBREVIATION.match(body) or FOOTNOTE.match(body):
            return None
        if QUOTE.match(line) and kind == "paragraph" and not self.split_quote(self.lines[self.at - 1])[0]:
            return None
        return rest.lstrip(" ")
