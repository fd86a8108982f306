"""Checklists, icons, boxes and tables of a page's element tree."""

from __future__ import annotations

import re
from xml.etree import ElementTree as etree

from ..content.syntax import ATTRIBUTES_AT_END
from .markup import Processor, add_class, svg

TASK = re.compile(r"\[(?P<tick>[ xX])\][ \t]*")
BLOCKS = frozenset(["blockquote", "details", "dl", "ol", "p", "pre", "table", "ul"])
ATTRIBUTES = re.compile(r"\n[ ]*\{[^\}\n]*\}[ ]*\Z")
MONTH = re.compile(r"\d{4}-\d{2}")


class Items(Processor):
    """`- [ ]` becomes a box to tick, each with an id that is the same in every language. Before inline Markdown is read."""

    def run(self, root: etree.Element) -> None:
        found = []
        for item in root.iter("li"):
            for element in (item, item.find("p"), item.find("div[@class='pair']/p")):
                if element is not None:
                    self.set_apart(element)
            holder = item
            if not (item.text or "").strip() and len(item) and item[0].tag == "p":
                holder = item[0]
            if match := TASK.match((holder.text or "").lstrip()):
                found.append((item, holder, match))
        ticks = self.extension.ticks
        for n, (item, holder, match) in enumerate(found):
            tick = ticks[n] if len(ticks) == len(found) else str(n)
            label = etree.Element("label")
            box = etree.SubElement(label, "input", {"type": "checkbox", "disabled": "", "data-tick": tick})
            if match["tick"] != " ":
                box.set("checked", "")
            box.tail = " " + (holder.text or "").lstrip()[match.end() :]
            holder.text = None
            # The item's own words, not the lists below it.
            while len(holder) and holder[0].tag not in BLOCKS:
                child = holder[0]
                holder.remove(child)
                label.append(child)
            if attributes := ATTRIBUTES.search(label[-1].tail or ""):
                label[-1].tail, label.tail = label[-1].tail[: attributes.start()], attributes[0]
            holder.insert(0, label)
            add_class(item, "task")

    def set_apart(self, element: etree.Element) -> None:
        """Give an attribute list at the end of an item's line a line of its own, where Python-Markdown looks for it."""
        element.text = ATTRIBUTES_AT_END.sub(r"\n\g<list>", element.text or "")
        for child in element:
            if child.tag in ("ul", "ol"):
                break
            child.tail = ATTRIBUTES_AT_END.sub(r"\n\g<list>", child.tail or "")


class Boxes(Processor):
    """Icons of items and boxes, ids of regions, frames of tables; no element keeps a style or an event attribute."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            self.attributes(parent)
            if name := parent.attrib.pop("icon", ""):
                self.put_icon(parent, name)
            if anchor := parent.get("id"):
                self.extension.anchors.add(anchor)
            for i, child in enumerate(list(parent)):
                if child.tag == "table":
                    # Focusable, so that it can be scrolled by keys (WCAG 2.1.1).
                    frame = etree.Element("div", {"class": "scroll", "tabindex": "0"})
                    frame.append(child)
                    frame.tail, child.tail = child.tail, None
                    parent[i] = frame

    def put_icon(self, element: etree.Element, name: str) -> None:
        """Set an icon before an element's text. One that does not exist was told of with its line."""
        try:
            drawing = svg(self.extension.given.icon(name))
        except LookupError:
            return
        drawing.tail, element.text = " " + (element.text or ""), None
        element.insert(0, drawing)
        add_class(element, "step")

    def attributes(self, element: etree.Element) -> None:
        """What an element's attributes may and have to be."""
        classes = element.get("class", "").split()
        if "region" in classes and element.tag in ("div", "details"):
            code = next((name for name in classes if "-" in name), "")
            # A link leads to the first block of a region.
            if code and not element.get("id") and code not in self.extension.anchors:
                element.set("id", code)
            element.set("class", " ".join(name for name in classes if name != code))
        elif "experience" in classes and element.tag in ("div", "details"):
            self.experience(element, classes)
        if element.tag == "details" and not {"term", "stale"} & set(classes):
            add_class(element, "admonition")
        for name in [name for name in element.attrib if name.lower() == "style" and name != "style"]:
            del element.attrib[name]
        style = element.attrib.pop("style", "")
        if element.tag in ("td", "th") and "text-align" in style:
            side = style.partition(":")[2].strip(" ;")
            add_class(element, f"align-{side}")
        for name in [name for name in element.attrib if name.lower().startswith("on")]:
            del element.attrib[name]

    def experience(self, element: etree.Element, classes: list[str]) -> None:
        """Say above what a newcomer tells that it is theirs, when they told it, and that they agreed."""
        given = self.extension.given
        month = next((name for name in classes if MONTH.fullmatch(name)), "")
        element.set("class", " ".join(name for name in classes if name not in (month, "consent")))
        note = etree.Element("p", {"class": "experience__note"})
        note.text = given.words["experience"] % {"month": given.month(month) if month else ""}
        self.extension.for_reader(note)
        element.insert(1, note)
