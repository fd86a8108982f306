"""Markdown ↔ translatable blocks.

`segments(markdown)` walks the lines as Python-Markdown reads them and yields, in order, Markdown that is no text (strings)
and blocks. `rebuilt(parts, text_of)` puts a page together again with other texts. What cannot be taken apart and put
together again stays a string, so it is never mangled; `Kept` says where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown.extensions.toc import unique

from ..core.page import Block
from . import inline, syntax
from .syntax import TAB


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
        return syntax.CODE_OR_BAR.sub(lambda match: match["code"] or r"\|", " ".join(lines))
    if block.kind in ("title", "heading", "box title", "term", "image"):
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
        self.quoted: list[int] = []  # how deep each open quote itself stands
        self.references = {m["id"].strip().lower() for m in map(syntax.REFERENCE.match, lines) if m}
        self.ids: set[str] = {
            m["id"] for line in lines for a in re.findall(inline.ATTRIBUTES, line) for m in syntax.ID.finditer(a)
        }

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not syntax.split_quote(line, self.depth)[1].strip():
                self.literal(1)
                self.after_blank = True
                continue
            fresh, self.after_blank = self.after_blank, False
            self.step(line, fresh)

    # What a line is

    def step(self, line: str, fresh: bool) -> None:
        """Read what begins at a line; `fresh` says that no text runs into it."""
        quote, rest = syntax.split_quote(line, self.depth)
        indent = len(rest) - len(rest.lstrip(" "))
        body = rest[indent:]
        level = (syntax.outer(quote) + indent) // TAB
        if fresh:
            self.boxes = [box for box in self.boxes if box <= level * TAB]
            # A heading or a quote in a list does not end it, a blank line before unindented text does.
            self.in_list = self.in_list and (level > 0 or bool(self.at and self.lines[self.at - 1].strip()))
            while len(self.quoted) > quote.count(">"):
                self.depth = self.quoted.pop()
            self.quoted += [self.depth] * (quote.count(">") - len(self.quoted))
            if level > self.depth:
                return self.code()
            self.depth = level
        prefix = quote + rest[:indent]
        # Python-Markdown takes these for what they are only where nothing stands before them in their container.
        straight = indent % TAB == 0 and level <= self.depth
        if syntax.FENCE.match(body):
            return self.literal(syntax.fence_end(self.lines, self.at, syntax.FENCE.match(body)["fence"]) - self.at)
        # Python-Markdown takes raw HTML out before it looks at blocks, at the start of any line but an indented one.
        raw_html = not quote and indent < TAB
        if (fresh or raw_html) and syntax.opens_html(body):
            return self.html(raw_html)
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if fresh and syntax.opens_table(rest, syntax.split_quote(below, self.depth)[1]):
            return self.table()
        if straight and (match := syntax.HEADING.match(body)):
            self.depth = level
            return self.heading(prefix, match["marks"].rstrip(), match["text"])
        if syntax.RULE.match(body):
            self.after_blank = level <= self.depth
            self.depth = min(self.depth, level)
            return self.literal(1)
        if straight and (match := syntax.BOX.match(body)):
            return self.box(prefix, match, level)
        if syntax.REFERENCE.match(body) or syntax.ABBREVIATION.match(body):
            if syntax.ABBREVIATION.match(body):
                self.keep("an abbreviation's meaning")
            elif self.at + 1 < len(self.lines) and syntax.REFERENCE_TITLE.match(self.lines[self.at + 1]):
                self.literal(1)
            self.after_blank = True
            return self.literal(1)
        if match := syntax.FOOTNOTE.match(body):
            return self.container(prefix + match["open"], match["text"], "footnote", quote, level + 1)
        if level <= self.depth and (match := syntax.DEFINITION.match(body)):
            return self.container(prefix + match["open"], match["text"], "definition", quote, level + 1)
        if (fresh or self.in_list) and (match := syntax.ITEM.match(body)):
            self.in_list = True
            return self.container(
                prefix + match["marker"] + (match["task"] or ""), match["text"], "list item", quote, level + 1
            )
        if syntax.ATTRIBUTE_LINE.match(body) or syntax.EMPTY_ITEM.match(body):
            return self.literal(1)
        if self.is_term(quote):
            return self.term(prefix, body)
        return self.paragraph(prefix, body, "paragraph", quote + " " * indent, level, fresh)

    def is_term(self, quote: str) -> bool:
        """Whether a definition follows the run of lines that begins here, at once or after a blank line."""
        blank = False
        for line in self.lines[self.at + 1 :]:
            rest = syntax.split_quote(line, self.depth)[1]
            if not line.startswith(quote.rstrip(" ")):
                return False
            if rest.strip() and self.boxes and syntax.column(line, self.depth) < self.boxes[-1]:
                return False
            if not rest.strip():
                blank = True
            elif syntax.DEFINITION.match(rest.lstrip(" ")) and syntax.column(line, self.depth) <= self.depth * TAB + 3:
                return True
            elif blank:
                return False
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
    ) -> None:
        """Add a block between two strings; where it holds no words, the one string it is."""
        text, slots = inline.slotted(raw, self.references)
        text = "\n".join(line.strip() for line in re.sub(r"[ \t]+", " ", text).split("\n"))
        number = self.first_line + (self.at if line is None else line)
        if any(map(str.isalnum, inline.plain(text))):
            self.parts.extend(
                part for part in (before, Block(kind, text, slots, number, indent, anchor), after) if part
            )
        else:
            self.parts.append(before + raw.replace("\n", "  \n" + indent) + after)

    def end(self, count: int = 1) -> str:
        """Take `count` lines; the line break after them, none at the end of the text."""
        self.at += count
        return "\n" if self.at < len(self.lines) else ""

    def code(self) -> None:
        """An indented code block: nothing in it is text."""
        self.literal(1)
        while self.at < len(self.lines):
            quote, rest = syntax.split_quote(self.lines[self.at], self.depth)
            if rest.strip() and syntax.outer(quote) + len(rest) - len(rest.lstrip(" ")) < (self.depth + 1) * TAB:
                break
            self.literal(1)
        self.after_blank = True

    def html(self, raw: bool) -> None:
        """An HTML block, up to the end of its element; `raw` where Python-Markdown passes it on unread."""
        start = self.at
        self.literal(syntax.html_end(self.lines, start) - start)
        # What stands behind the end of the element runs on to the next blank line.
        if raw and self.lines[self.at - 1].rstrip().endswith(">"):
            self.after_blank = True
        else:
            while self.at < len(self.lines) and self.lines[self.at].strip():
                self.literal(1)
        if any(map(str.isalnum, syntax.NOT_SHOWN.sub("", "\n".join(self.lines[start : self.at])))):
            self.keep("raw HTML", start)

    def heading(self, prefix: str, marks: str, raw: str, lines: int = 1) -> None:
        raw, attributes = syntax.without_attributes(raw)
        given = syntax.ID.search(attributes)
        # Python-Markdown would take a brace after a space for the beginning of the attribute list.
        raw = raw.replace(" {", r" \{")
        anchor = given["id"] if given else self.anchor(raw)
        self.ids.add(anchor)
        if not raw.strip():
            # An attribute list alone would be its text.
            return self.literal(lines)
        inner = attributes.strip("{}: ")
        after = f" {{: {inner if given else ('#' + anchor + ' ' + inner).strip()} }}"
        line, newline = self.at, self.end(lines)
        self.block("heading", raw, prefix + marks + " ", after + newline, line=line, anchor=anchor)
        self.after_blank = True
        return None

    def anchor(self, heading: str) -> str:
        """The id Python-Markdown gives a heading."""
        text, slots = inline.slotted(heading, self.references)
        for n, slot in enumerate(slots, 1):
            if syntax.AUTOLINK.match(slot):
                text = text.replace(f"{{{n}}}", slot[1:-1])
        # A picture's text is no part of it.
        return unique(syntax.anchor_of(inline.plain(re.sub(rf"!{inline.LABEL}", "", text))), self.ids)

    def box(self, prefix: str, match: re.Match, level: int) -> None:
        title = match["title"]
        if title is None:
            # What Python-Markdown writes where no title is given; as a block, so that it is translated.
            title = match["kind"].split()[0].capitalize()
        self.boxes = [*(box for box in self.boxes if box <= level * TAB), level * TAB + TAB]
        line, newline = self.at, self.end()
        self.block("box title", title, f'{prefix}{match["open"]} "', '"' + newline, line=line)
        self.depth = level + 1
        self.after_blank = True
        self.in_list = False

    def term(self, prefix: str, body: str) -> None:
        line, newline = self.at, self.end()
        raw, attributes = syntax.without_attributes(body.strip())
        self.block("term", raw, prefix, (" " if attributes else "") + attributes + newline, line=line)

    def table(self) -> None:
        first = self.at
        while self.at < len(self.lines):
            line, number = self.lines[self.at], self.at
            quote, rest = syntax.split_quote(line, self.depth)
            if not rest.strip() or (self.boxes and syntax.column(line, self.depth) < self.boxes[-1]):
                break
            newline = self.end()
            if number == first + 1:
                self.parts.append(line + newline)
                continue
            self.parts.append(quote)
            for i, cell in enumerate(syntax.cells(rest)):
                if i:
                    self.parts.append("|")
                self.cell(cell, number)
            self.parts.append(newline)
        self.after_blank = True

    def cell(self, raw: str, line: int) -> None:
        text = syntax.without_attributes(raw.strip())[0]
        if not text:
            self.parts.append(raw)
            return
        start = raw.index(text)
        self.block("table cell", text, raw[:start], raw[start + len(text) :], line=line)

    def container(self, before: str, text: str, kind: str, quote: str, level: int) -> None:
        """A list item, a footnote or a definition: its first text, with what opens it; `level` is its content's."""
        self.depth = level
        if kind != "list item" and (item := syntax.ITEM.match(text)):
            self.in_list = True
            before, text = before + item["marker"] + (item["task"] or ""), item["text"]
            kind, self.depth, level = "list item", level + 1, level + 1
        if heading := syntax.HEADING.match(text):
            self.ids.add(self.anchor(heading["text"]))
        if heading or syntax.BOX.match(text) or text.startswith(">"):
            self.keep("a heading, a box or a quote in one line with the mark of a list, a footnote or a definition")
            return self.literal(1)
        return self.paragraph(before, text, kind, quote + " " * (level * TAB - syntax.outer(quote)), level)

    def paragraph(self, before: str, first: str, kind: str, indent: str, level: int, fresh: bool = True) -> None:
        """A run of lines that makes one text, whatever opened it; `level` is how deep it stands."""
        start = self.at
        taken = [first]
        attributes = ""
        quotes = before.count(">") if kind == "paragraph" else indent.count(">")
        # A list item's text begins beside its mark: what stands below that text is no further item, heading or box.
        margin = level * TAB - TAB if kind == "list item" else level * TAB
        floor = self.boxes[-1] if self.boxes else 0
        self.at += 1
        if fresh and self.underlined(quotes, margin, floor):
            if kind == "paragraph" and self.lines[self.at].count(">") == quotes:
                marks = "#" if self.lines[self.at].lstrip(" >").startswith("=") else "##"
                self.at = start
                quote, spaces = re.match(r"(.*>[ ]?|)([ ]*)", indent).groups()
                return self.heading(quote + " " * (len(spaces) // TAB * TAB), marks, first.strip(), 2)
            self.keep("a heading underlined with === or --- in a list or a quote", start)
            self.at, self.depth, self.in_list = start, margin // TAB, False
            return self.literal(2)
        while self.at < len(self.lines) and (more := self.continuation(quotes, margin, floor)) is not None:
            if syntax.ATTRIBUTE_LINE.match(more):
                attributes = "\n" + self.lines[self.at]
                self.at += 1
                break
            if (
                kind == "definition"
                and self.at == start + 1
                and syntax.column(self.lines[self.at], self.depth) >= margin
            ):
                floor = max(floor, margin)
            taken.append(more)
            self.at += 1
        newline = "\n" if self.at < len(self.lines) else ""
        if kind == "definition" and self.after_blank and newline:
            # Without its indented lines the definition would take in what follows.
            newline += indent.rstrip(" ") + "\n"
        if taken[-1].endswith("  ") and (attributes or (newline and self.lines[self.at].strip())):
            attributes = "  " + attributes
        raw = ""
        for i, line in enumerate(taken):
            hard = line.endswith("  ") and i < len(taken) - 1
            raw += line.strip() + ("\n" if hard else " " if i < len(taken) - 1 else "")
        if kind == "list item" and (found := syntax.ATTRIBUTES_AT_END.search(raw)):
            attributes, raw = " " + found["list"] + attributes, raw[: found.start()]
        if image := syntax.IMAGE_ALONE.match(raw):
            self.block(
                "image", image["alt"], before + "![", "]" + image["target"] + attributes + newline, indent, start
            )
        else:
            self.block(kind, raw, before, attributes + newline, indent, start)
        if len(taken) > 1 and newline:
            below = self.lines[self.at]
            if syntax.SETEXT.match(below.lstrip(" >")) and floor <= syntax.column(below, self.depth) <= margin + 3:
                # A rule under several lines; under one line it would be a heading.
                self.lines[self.at] = below.replace("-", "*")
        return None

    def underlined(self, quotes: int, margin: int, floor: int) -> bool:
        """Whether the current line makes the one before it a heading."""
        if self.at >= len(self.lines):
            return False
        quote, rest = syntax.split_quote(self.lines[self.at], margin // TAB)
        at = syntax.outer(quote) + len(rest) - len(rest.lstrip(" "))
        return (
            quote.count(">") <= quotes
            and bool(syntax.SETEXT.match(rest.lstrip(" ")))
            and at in (0, margin)
            and at >= floor
        )

    def continuation(self, quotes: int, margin: int, floor: int) -> str | None:
        """The current line's text if it goes on with the block before it, else None.

        The block stands below `quotes` quote marks, at column `margin`; before column `floor` ends its container.
        """
        line = self.lines[self.at]
        quote, rest = syntax.split_quote(line, margin // TAB)
        if not rest.strip():
            return None
        body = rest.lstrip(" ")
        at = syntax.outer(quote) + len(rest) - len(body)
        if at < floor or quote.count(">") > quotes:
            self.after_blank = True
            return None
        straight = at in (margin, floor, 0)
        new_item = self.in_list and (syntax.ITEM.match(body) or syntax.EMPTY_ITEM.match(body))
        opens = (
            syntax.ends_text(body)
            or (straight and (syntax.HEADING.match(body) or syntax.BOX.match(body)))
            or (at <= margin + 3 and syntax.DEFINITION.match(body))
            or (not quote and at < TAB and syntax.opens_html(body))
        )
        if new_item or opens:
            return None
        return body
