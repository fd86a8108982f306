"""What Porchlight does to a page's element tree, as a Python-Markdown extension: marks, pictures, regions, tables."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from ..assets.images import Picture
from ..core.locale import Language
from ..translation.assemble import MARK_END, MARK_NOW, SOURCE, STALE

IMAGES = "assets/img/"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


BLOCKS = frozenset(["blockquote", "details", "div", "dl", "ol", "p", "pre", "table", "ul"])
ATTRIBUTES = re.compile(r"[ \n]*\{:?[ ]*[^\}\n ][^\}\n]*\}[ ]*\Z")


class Found(NamedTuple):
    """A page's HTML, and what was found in it."""

    html: str
    headings: list[tuple[int, str, str]]
    """(level, anchor, plain text) in order."""
    links: list[str]
    """Every href, as it stands in the HTML."""
    anchors: list[str]
    """Every id, sorted."""


class PorchlightExtension(Extension):
    """One for a language build; `begin` it for each page, take what it `found` after."""

    def __init__(
        self,
        source: Language,
        tag: str,
        rtl: bool,
        addresses: Mapping[str, str],
        pictures: Mapping[str, Picture],
        words: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.source = source
        """Language of the source text: `lang` and `dir` of marked blocks."""
        self.tag = tag
        """Language being built: a picture `poster.ar.jpg` stands in for `poster.jpg` where there is one."""
        self.addresses = addresses
        """Path below the site of each page, by name."""
        self.pictures = pictures
        """By path below docs/, 'assets/photo.jpg'."""
        self.words = words
        """Interface words by name: 'changed', 'larger'."""
        self.rtl = rtl
        """Whether the language being built runs right to left."""
        self.page = ""
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def begin(self, page: str) -> None:
        """Make ready for a page, by its name."""
        self.page = page
        self.links = []
        self.anchors = set()

    def found(self, html: str, md: Markdown) -> Found:
        """What the page just converted holds."""
        headings = [(token["level"], token["id"], token["name"]) for token in _flat(md.toc_tokens)]  # type: ignore[attr-defined]
        # Ids of raw HTML are in no element tree.
        anchors = self.anchors.union(re.findall(r"""<[a-z][^>]*\sid=["']?([^"'\s>]+)""", html))
        return Found(
            html, [(level, anchor, unescape(name)) for level, anchor, name in headings], self.links, sorted(anchors)
        )

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        # Before inline patterns (20), so that what a mark holds is read as inline Markdown too; after footnotes (50).
        md.treeprocessors.register(_Marks(md, self), "porchlight_marks", 28)
        # Around the inline patterns (20).
        md.treeprocessors.register(_Plain(md, True), "porchlight_plain", 21)
        md.treeprocessors.register(_Plain(md, False), "porchlight_plain_again", 19)
        # After attribute lists (8) and ids of headings (5).
        md.treeprocessors.register(_Tidy(md, self), "porchlight_tidy", 4)
        md.treeprocessors.register(_Addresses(md, self), "porchlight_addresses", 3)


def _flat(tokens: list[dict]) -> Iterator[dict]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def add_class(element: etree.Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


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
        element.text = before + shown + after
        box = etree.Element("details", {"class": "stale"})
        etree.SubElement(box, "summary").text = self.extension.words["changed"]
        current = etree.SubElement(box, "p")
        current.text = source
        self.in_source(current)
        if element.tag in ("p", "summary", *HEADINGS):
            parent.insert(list(parent).index(element) + 1, box)
        else:
            # An item's attribute list is looked for behind its last child.
            element.text, box.tail = before + shown, after or None
            element.insert(0, box)

    def in_source(self, element: etree.Element) -> None:
        element.set("lang", self.extension.source.tag)
        element.set("dir", self.extension.source.direction)


class _Plain(Treeprocessor):
    """Spares text without inline marks the search for each of them: a quarter of a conversion, as most text is plain."""

    KNOWN = (
        *(
            "backtick",
            "escape",
            "reference",
            "link",
            "image_link",
            "image_reference",
            "short_reference",
            "short_image_ref",
        ),
        *("autolink", "automail", "linebreak", "html", "entity", "not_strong", "em_strong", "em_strong2", "footnote"),
    )
    """The inline patterns that need one of the signs below. Where a portal's settings add another, nothing is spared."""
    SIGNS = re.compile(r"[`\\\[\]<&*_\n\x02\x03]")

    def __init__(self, md: Markdown, begin: bool) -> None:
        super().__init__(md)
        self.begin = begin

    def run(self, root: etree.Element) -> None:
        patterns = self.md.inlinePatterns
        if len(patterns) != sum(name in patterns for name in self.KNOWN):
            return
        for element in root.iter():
            text = element.text
            if not text:
                continue
            if not self.begin:
                if type(text) is AtomicString and not self.SIGNS.search(text):
                    # Attribute lists and abbreviations look at plain text only.
                    element.text = str(text)
            elif type(text) is str and not self.SIGNS.search(text):
                element.text = AtomicString(text)


class _Tidy(Treeprocessor):
    """Region blocks get an id, tables a frame that scrolls; no element keeps a style or an event attribute."""

    def __init__(self, md: Markdown, extension: PorchlightExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            self.attributes(parent)
            if anchor := parent.get("id"):
                self.extension.anchors.add(anchor)
            for i, child in enumerate(list(parent)):
                if child.tag == "table":
                    # Focusable, so that it can be scrolled by keys (WCAG 2.1.1).
                    frame = etree.Element("div", {"class": "scroll", "tabindex": "0"})
                    frame.append(child)
                    frame.tail, child.tail = child.tail, None
                    parent[i] = frame

    def attributes(self, element: etree.Element) -> None:
        classes = element.get("class", "").split()
        if "region" in classes and element.tag in ("div", "details"):
            code = next((name for name in classes if "-" in name), "")
            # A link leads to the first block of a region.
            if code and not element.get("id") and code not in self.extension.anchors:
                element.set("id", code)
            element.set("class", " ".join(name for name in classes if name != code))
        for name in [name for name in element.attrib if name.lower() == "style" and name != "style"]:
            del element.attrib[name]
        style = element.attrib.pop("style", "")
        if element.tag in ("td", "th") and "text-align" in style:
            side = style.partition(":")[2].strip(" ;")
            add_class(element, f"align-{side}")
        for name in [name for name in element.attrib if name.lower().startswith("on")]:
            del element.attrib[name]


class _Addresses(Treeprocessor):
    """Makes addresses relative to the page, and `<img>` a `<picture>` with its sizes. Faults are told by `checks.links`."""

    def __init__(self, md: Markdown, extension: PorchlightExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        self.root = "../" * self.extension.addresses[self.extension.page].count("/")
        for parent in list(root.iter()):
            if parent.tag == "a":
                parent.set("href", self.address(parent.get("href", "")))
                if self.extension.rtl and parent.get("href", "").startswith(("tel:", "sms:", "mailto:")):
                    # Isolated, or a number after right-to-left words is shown with its groups turned round.
                    parent.set("dir", "auto")
                self.extension.links.append(unescape(parent.get("href", "").replace(AMP_SUBSTITUTE, "&")))
            for i, child in enumerate(list(parent)):
                if child.tag == "img":
                    parent[i] = self.shown(child, in_link=parent.tag == "a")

    def target(self, path: str) -> str:
        """A path as written, below docs/."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.extension.page), unquote(path)))

    def address(self, written: str) -> str:
        """An address as written in the source page, as the built page needs it."""
        # Python-Markdown hides an e-mail address behind references that begin with this sign.
        if written.startswith(AMP_SUBSTITUTE):
            return written
        parts = urlsplit(written)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return written
        path = self.target(parts.path)
        name = path.removesuffix(".md")
        if name in self.extension.addresses and path.endswith(".md"):
            here, there = self.extension.addresses[self.extension.page], self.extension.addresses[name]
            path = "" if here == there and parts.fragment else posixpath.relpath(there, here) + "/"
        else:
            path = self.root + quote(path)
        return urlunsplit(("", "", path, parts.query, parts.fragment))

    def shown(self, image: etree.Element, in_link: bool) -> etree.Element:
        alt = image.get("alt", "")
        if alt.startswith(STALE):
            alt = alt[1:].partition(MARK_NOW)[0]
        elif alt.startswith(SOURCE):
            alt = alt[1:]
            image.set("lang", self.extension.source.tag)
            image.set("dir", self.extension.source.direction)
        image.set("alt", alt)
        stem, suffix = posixpath.splitext(self.target(image.get("src", "")))
        pictures = self.extension.pictures
        picture = pictures.get(f"{stem}.{self.extension.tag}{suffix}") or pictures.get(stem + suffix)
        if picture is None:
            return image
        root = self.root + IMAGES
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
        if picture.large and not in_link:
            frame = etree.Element("span", {"class": "picture"})
            frame.append(whole)
            link = etree.SubElement(frame, "a", {"href": root + picture.large, "class": "picture__large"})
            link.text = self.extension.words["larger"] % {"size": max(1, round(picture.large_bytes / 1024))}
            whole = frame
        whole.tail = tail
        return whole
