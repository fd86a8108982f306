"""What Porchlight does to a page's element tree, as a Python-Markdown extension: marks, pictures, regions, tables."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..assets.images import Picture
from ..core.locale import Language
from ..translation.assemble import MARK_END, MARK_NOW, SOURCE, STALE

IMAGES = "assets/img/"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class PorchlightExtension(Extension):
    """One for a language build; `page_url`, `shown` and `found_links` change with each page."""

    def __init__(self, source: Language, pictures: Mapping[str, Picture], words: Mapping[str, str]) -> None:
        super().__init__()
        self.source = source
        """Language of the source text: `lang` and `dir` of marked blocks."""
        self.pictures = pictures
        """By site path of the image's own file, 'assets/photo.jpg'."""
        self.words = words
        """Interface words by name: 'changed', 'larger'."""
        self.page_url = ""
        self.found_links: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        # Before inline patterns (20), so that what a mark holds is read as inline Markdown too; after footnotes (50).
        md.treeprocessors.register(_Marks(md, self), "porchlight_marks", 28)
        # After attribute lists (8), before ids are gathered (5).
        md.treeprocessors.register(_Tidy(md), "porchlight_tidy", 6)
        # After MkDocs made addresses relative (0).
        md.treeprocessors.register(_Pictures(md, self), "porchlight_pictures", -5)


class _Marks(Treeprocessor):
    """Turns the marks of `translation.assemble` into lang, dir and the source text beside."""

    def __init__(self, md: Markdown, extension: PorchlightExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                self.mark(parent, child)

    def mark(self, parent: etree.Element, element: etree.Element) -> None:
        text = element.text or ""
        at = min((text.find(mark) for mark in (SOURCE, STALE) if mark in text), default=-1)
        if at < 0 or text[:at].endswith("!["):
            return  # an image's text is told in its own element
        before, mark, rest = text[:at], text[at], text[at + 1 :]
        if mark == SOURCE:
            element.text = before + rest
            self.in_source(element)
            element.set("class", f"{element.get('class', '')} untranslated".strip())
            return
        shown, _, rest = rest.partition(MARK_NOW)
        source, _, after = rest.partition(MARK_END)
        element.text = before + shown + after
        box = etree.Element("details", {"class": "stale"})
        etree.SubElement(box, "summary").text = self.extension.words["changed"]
        current = etree.SubElement(box, "p")
        current.text = source
        self.in_source(current)
        if element.tag in ("p", "summary", *HEADINGS):
            parent.insert(list(parent).index(element) + 1, box)
        else:
            element.insert(0, box)

    def in_source(self, element: etree.Element) -> None:
        element.set("lang", self.extension.source.tag)
        element.set("dir", self.extension.source.direction)


class _Tidy(Treeprocessor):
    """Region blocks get an id, tables a frame that scrolls; no element keeps a style or an event attribute."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            self.attributes(parent)
            for i, child in enumerate(list(parent)):
                if child.tag == "table":
                    # Focusable, so that it can be scrolled by keys (WCAG 2.1.1).
                    frame = etree.Element("div", {"class": "scroll", "tabindex": "0"})
                    frame.append(child)
                    frame.tail, child.tail = child.tail, None
                    parent[i] = frame

    @staticmethod
    def attributes(element: etree.Element) -> None:
        classes = element.get("class", "").split()
        if "region" in classes and element.tag in ("div", "details"):
            code = next((name for name in classes if "-" in name), "")
            if code and not element.get("id"):
                element.set("id", code)
            element.set("class", " ".join(name for name in classes if name != code))
        style = element.attrib.pop("style", "")
        if element.tag in ("td", "th") and "text-align" in style:
            side = style.partition(":")[2].strip(" ;")
            element.set("class", f"align-{side}")
        for name in [name for name in element.attrib if name.lower().startswith("on")]:
            del element.attrib[name]


class _Pictures(Treeprocessor):
    """`<img>` → `<picture>` with its sizes; gathers the page's links."""

    def __init__(self, md: Markdown, extension: PorchlightExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        self.extension.found_links = [element.get("href", "") for element in root.iter("a")]
        for parent in list(root.iter()):
            for i, child in enumerate(list(parent)):
                if child.tag == "img":
                    parent[i] = self.shown(child)

    def shown(self, image: etree.Element) -> etree.Element:
        alt = image.get("alt", "")
        if alt.startswith(STALE):
            alt = alt[1:].partition(MARK_NOW)[0]
        elif alt.startswith(SOURCE):
            alt = alt[1:]
            image.set("lang", self.extension.source.tag)
            image.set("dir", self.extension.source.direction)
        image.set("alt", alt)
        page = self.extension.page_url
        path = posixpath.normpath(posixpath.join(page, image.get("src", "")))
        picture = self.extension.pictures.get(path)
        if picture is None:
            return image
        root = "../" * page.count("/") + IMAGES
        image.set("src", root + picture.small)
        image.set("width", str(picture.width_px))
        image.set("height", str(picture.height_px))
        image.set("loading", "lazy")
        if not picture.webp:
            return image
        tail, image.tail = image.tail, None
        whole = etree.Element("picture")
        etree.SubElement(whole, "source", {"type": "image/webp", "srcset": root + picture.webp})
        whole.append(image)
        if picture.large:
            frame = etree.Element("span", {"class": "picture"})
            frame.append(whole)
            link = etree.SubElement(frame, "a", {"href": root + picture.large, "class": "picture__large"})
            link.text = self.extension.words["larger"] % {"size": max(1, round(picture.large_bytes / 1024))}
            whole = frame
        whole.tail = tail
        return whole
