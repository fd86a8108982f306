"""Marks of `translation.assemble` → lang, dir, the source text beside, and the terms explained in place."""

from __future__ import annotations

import re
from xml.etree import ElementTree as etree

from markdown.util import AtomicString

from ..core.locale import direction
from ..translation.assemble import BOTH, MARK_END, MARK_NOW, SOURCE, STALE, TERM
from .markup import Processor, add_class

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(["blockquote", "details", "div", "dl", "ol", "p", "pre", "table", "ul"])
ATTRIBUTES = re.compile(r"[ \n]+\{:?[ ]*[^\}\n ][^\}\n]*\}[ ]*\Z")
TASK = re.compile(r"\[[ xX]\]")
TERMS = re.compile(f"{TERM}([^{TERM}]*){TERM}")


class Marks(Processor):
    """Works on raw text, before inline Markdown is read."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                ids = self.terms(child)
                self.mark(parent, child)
                if ids:
                    self.explain(parent, child, ids)

    def terms(self, element: etree.Element) -> list[str]:
        """Take the marks of terms out of an element's text; their ids."""
        text = element.text or ""
        if TERM not in text:
            return []
        element.text = TERMS.sub("", text)
        return TERMS.findall(text)

    def explain(self, parent: etree.Element, element: etree.Element, ids: list[str]) -> None:
        """Say what terms mean: after a paragraph, or at the end of an item's own text."""
        given = self.extension.given
        known = [id_ for id_ in ids if id_ in given.terms]
        at = list(parent).index(element) + 1
        for n, id_ in enumerate(known):
            term = given.terms[id_]
            # The text around may be in another language, and the other direction, than its reader's.
            box = etree.Element(
                "details", {"class": "term", "lang": given.language.tag, "dir": given.language.direction}
            )
            summary = etree.SubElement(box, "summary")
            last = None
            if term.name:
                summary.text = AtomicString(term.name)
            for tag, official in term.official:
                if last is not None or term.name:
                    if last is None:
                        summary.text = AtomicString(f"{summary.text} · ")
                    else:
                        last.tail = AtomicString(" · ")
                last = etree.SubElement(summary, "bdi", {"lang": tag})
                last.text = AtomicString(official)
            meaning = etree.SubElement(box, "p")
            meaning.text = AtomicString(term.definition)
            if term.definition_tag != given.language.tag:
                meaning.set("lang", term.definition_tag)
                meaning.set("dir", direction(term.definition_tag))
            if element.tag == "p":
                parent.insert(at + n, box)
                continue
            # Behind the item's own words, which may stand in a span, and before the lists below it.
            words = element[0] if len(element) and element[0].tag == "span" else None
            element.insert(n if words is None else n + 1, box)
            if n + 1 < len(known):
                continue
            # An item's attribute list is looked for behind its last child.
            if words is not None:
                words.tail, box.tail = None, words.tail
            elif found := ATTRIBUTES.search(element.text or ""):
                element.text, box.tail = element.text[: found.start()], found[0]

    def mark(self, parent: etree.Element, element: etree.Element) -> None:
        text = element.text or ""
        at = min((text.find(mark) for mark in (SOURCE, STALE, BOTH) if mark in text), default=-1)
        if at < 0 or text[:at].endswith("!["):
            return  # an image's text is told in its own element
        before, mark, rest = text[:at], text[at], text[at + 1 :]
        if mark == SOURCE:
            if any(child.tag in BLOCKS for child in element):
                # What stands below a list item may well be translated: only the item's own words are marked.
                element.text, attributes = before, ATTRIBUTES.search(rest)
                words = etree.Element("span")
                words.text = rest[: attributes.start()] if attributes else rest
                words.tail = attributes[0] if attributes else None
                element.insert(0, words)
                element = words
            else:
                element.text = before + rest
            self.in_source(element)
            add_class(element, "untranslated")
            return
        shown, _, rest = rest.partition(MARK_NOW)
        source, _, after = rest.partition(MARK_END)
        if mark == BOTH:
            self.pair(parent, element, before, shown, source, after)
            return
        element.text = before + shown + after
        box = etree.Element("details", {"class": "stale"})
        summary = etree.SubElement(box, "summary")
        summary.text = self.extension.given.words["changed"]
        self.extension.for_reader(summary)
        current = etree.SubElement(box, "p")
        current.text = source
        self.in_source(current)
        if element.tag in ("p", "summary", *HEADINGS):
            parent.insert(list(parent).index(element) + 1, box)
        else:
            # An item's attribute list is looked for behind its last child.
            element.text, box.tail = before + shown, after or None
            element.insert(0, box)

    def pair(
        self, parent: etree.Element, element: etree.Element, before: str, shown: str, source: str, after: str
    ) -> None:
        """Set a translation and its source side by side."""
        task = TASK.match(before.lstrip())
        if element.tag in ("p", *HEADINGS) and not task:
            frame = etree.Element("div", {"class": "pair"})
            frame.tail, element.tail = element.tail, None
            parent[list(parent).index(element)] = frame
            frame.append(element)
            element.text = before + shown + after
            beside = etree.SubElement(frame, "p")
        else:
            # A summary, a term and the label of a box to tick hold no blocks.
            inline = element.tag in ("summary", "dt") or bool(task)
            frame = etree.Element("span" if inline else "div", {"class": "pair"})
            first = etree.SubElement(frame, "span" if inline else "div")
            first.text, first.tail = shown, " " if inline else None
            beside = etree.SubElement(frame, "span" if inline else "div")
            element.text, frame.tail = before, after or None
            element.insert(0, frame)
        beside.text = source
        self.in_source(beside)

    def in_source(self, element: etree.Element) -> None:
        """Say that an element's text is in the source language."""
        element.set("lang", self.extension.given.source.tag)
        element.set("dir", self.extension.given.source.direction)
