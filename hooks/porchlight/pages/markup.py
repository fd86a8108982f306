"""What Porchlight does to a page's element tree, as a Python-Markdown extension.

Its processors stand in rooms of their own: `marks` (what is not plainly translated, terms), `boxes` (checklists, icons, boxes,
tables), `addresses` (links, pictures). The HTML they leave fits any place: `placed` gives it its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..assets.images import Picture
from ..core.locale import Language

HERE, OWN = "\ufdd7", "\ufdd8"
"""Stand in HTML for the way to the language's folder, before each address in it, and before each id: see `placed`."""


class Found(NamedTuple):
    """A page's HTML, and what was found in it."""

    html: str
    """Not yet `placed`."""
    headings: list[tuple[int, str, str]]
    """(level, anchor, plain text) in order."""
    links: list[str]
    """Every href, not yet placed."""
    anchors: list[str]
    """Every id, sorted."""
    pictures_bytes: int = 0
    """Of all pictures together, as phones load them."""
    passages: list[list[str]] = []  # noqa: RUF012  a tuple's field, never changed
    """[anchor, heading, words] of what stands under each heading, the first with neither."""


class Explained(NamedTuple):
    """A term of the glossary in one language."""

    name: str
    """In the reader's language; '' where nothing is agreed."""
    official: tuple[tuple[str, str], ...]
    """(tag, term) in each official language, but for the reader's own."""
    definition: str
    definition_tag: str
    """Language of the definition."""


@dataclass(frozen=True)
class Given:
    """What the pages of one language share."""

    source: Language
    """Language of the source text."""
    language: Language
    """Language being built."""
    addresses: Mapping[str, str]
    """Path below the site of each page, by name."""
    pictures: Mapping[str, Picture]
    """By path below docs/, 'assets/photo.jpg'."""
    words: Mapping[str, str]
    """Interface words by name; see overrides/parts/words.html."""
    downloads: Mapping[str, int] = field(default_factory=dict)
    """Bytes of the files that pages can link to, by path below docs/."""
    terms: Mapping[str, Explained] = field(default_factory=dict)
    icon: Callable[[str], str] = str
    """Path data of an icon by its name."""
    month: Callable[[str], str] = str
    """A month such as 2026-05 as the language writes it."""

    @property
    def rtl(self) -> bool:
        """Whether the language being built runs right to left."""
        return self.language.direction == "rtl"


class PorchlightExtension(Extension):
    """One for a language build; `begin` it for each page, take what it `found` after."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given
        self.page = ""
        self.foreign = False
        self.ticks: tuple[str, ...] = ()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.pictures_bytes = 0
        self.passages: list[list[str]] = []

    def begin(self, page: str, ticks: tuple[str, ...] = (), foreign: bool = False) -> None:
        """Make ready for a page, by its name. `ticks` holds an id for each item of its checklists.

        `foreign` says whether the page fell back to another language, so that words for its reader have to say theirs.
        """
        self.page = page
        self.foreign = foreign
        self.ticks = ticks
        self.links = []
        self.anchors = set()
        self.pictures_bytes = 0

    def for_reader(self, element: etree.Element) -> None:
        """Say that an element's words are in the reader's language, where the text around them is not."""
        if self.foreign:
            element.set("lang", self.given.language.tag)
            element.set("dir", self.given.language.direction)

    def found(self, html: str, md: Markdown) -> Found:
        """What the page just converted holds."""
        headings = [(token["level"], token["id"], token["name"]) for token in _flat(md.toc_tokens)]  # type: ignore[attr-defined]
        # Ids of raw HTML are in no element tree.
        anchors = self.anchors.union(re.findall(rf"""<[a-z][^>]*\sid=["']?([^"'\s>{OWN}]+)""", html))
        plain = [(level, anchor, unescape(name)) for level, anchor, name in headings]
        return Found(html, plain, self.links, sorted(anchors), self.pictures_bytes, self.passages)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        from .addresses import Addresses
        from .boxes import Boxes, Items
        from .marks import Marks
        from .passages import Passages

        # Before inline patterns (20), so that what a mark holds is read as inline Markdown too; after footnotes (50).
        md.treeprocessors.register(Marks(md, self), "porchlight_marks", 28)
        md.treeprocessors.register(Items(md, self), "porchlight_items", 27)
        # Around the inline patterns (20).
        md.treeprocessors.register(_Plain(md, True), "porchlight_plain", 21)
        md.treeprocessors.register(_Plain(md, False), "porchlight_plain_again", 19)
        # After attribute lists (8) and ids of headings (5).
        md.treeprocessors.register(Boxes(md, self), "porchlight_boxes", 4)
        md.treeprocessors.register(Addresses(md, self), "porchlight_addresses", 3)
        md.treeprocessors.register(Passages(md, self), "porchlight_passages", 2)


def placed(html: str, to_language: str, prefix: str = "") -> str:
    """HTML for one place: `to_language` leads from there to the language's folder ('../../'), `prefix` begins every id.

    So the same HTML stands on a page, in an embed, and beside other pages on one sheet.
    """
    return html.replace(HERE, to_language).replace(OWN, prefix)


def _flat(tokens: list[dict]) -> Iterator[dict]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def add_class(element: etree.Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def svg(path: str) -> etree.Element:
    """An icon of Material's set, for eyes only: words stand beside it."""
    drawing = etree.Element("svg", {"viewBox": "0 0 24 24", "width": "24", "height": "24", "aria-hidden": "true"})
    etree.SubElement(drawing, "path", {"d": path})
    return drawing


class Processor(Treeprocessor):
    """A tree processor of the extension."""

    def __init__(self, md: Markdown, extension: PorchlightExtension) -> None:
        super().__init__(md)
        self.extension = extension


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
