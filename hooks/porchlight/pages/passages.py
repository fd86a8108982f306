"""A page's words by passage: what stands under each heading, for search."""

from __future__ import annotations

import re
from xml.etree import ElementTree as etree

from .marks import HEADINGS
from .markup import OWN, Processor

BREAKS = frozenset(
    ["blockquote", "br", "dd", "div", "dt", "figure", "li", "p", "pre", "summary", "td", "th", "tr", *HEADINGS]
)
"""Elements around which words end."""
STASHED = re.compile("\x02(?:(\\d+)|[^\x03]*)\x03")
"""Signs that Markdown escaped, by their code, and raw HTML that it put aside."""


class Passages(Processor):
    """Notes each passage as it stands in the finished tree."""

    def run(self, root: etree.Element) -> None:
        found: list[list[str]] = [["", "", ""]]
        self.read(root, found)
        self.extension.passages = [
            [anchor, _plain(heading), text] for anchor, heading, words in found if (text := _plain(words)) or anchor
        ]

    def read(self, element: etree.Element, found: list[list[str]]) -> None:
        """Add an element's words to the passage they stand in. The page's title (h1) is none of them."""
        name = element.get("class", "")
        if element.tag == "h1" or name == "stale":
            return
        if name == "term":
            # A term's names find the page; what it means is the glossary's.
            found[-1][2] += "\n" + " ".join(element[0].itertext())
            return
        if element.tag in HEADINGS:
            found.append([element.get("id", "").replace(OWN, ""), " ".join(element.itertext()), ""])
            return
        edge = "\n" if element.tag in BREAKS else ""
        found[-1][2] += edge + (element.text or element.get("alt") or "")
        for child in element:
            self.read(child, found)
            found[-1][2] += child.tail or ""
        found[-1][2] += edge


def _plain(text: str) -> str:
    """Words a block a line, without what Markdown keeps for later."""
    text = STASHED.sub(lambda sign: chr(int(sign[1])) if sign[1] else " ", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
