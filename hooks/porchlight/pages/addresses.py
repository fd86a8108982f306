"""Links and pictures of a page's element tree: addresses that fit any place, sizes, what a link loads."""

from __future__ import annotations

import posixpath
from html import unescape
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree import ElementTree as etree

from markdown.util import AMP_SUBSTITUTE

from ..assets.images import Picture
from ..core.locale import kilobytes
from ..translation.assemble import MARK_NOW, SOURCE, STALE
from .markup import HERE, OWN, Processor

IMAGES = "../assets/img/"
"""Pictures, seen from a language's folder."""


class Addresses(Processor):
    """The last to see the tree. Faults of links are told by `checks.links`, with their lines."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            if parent.tag == "a":
                self.link(parent)
            if anchor := parent.get("id"):
                parent.set("id", OWN + anchor)
            for i, child in enumerate(list(parent)):
                if child.tag == "img":
                    parent[i] = self.shown(child, in_link=parent.tag == "a")

    def link(self, element: etree.Element) -> None:
        """An address as the built page needs it, and what following it costs."""
        given, written = self.extension.given, element.get("href", "")
        element.set("href", self.address(written))
        if given.rtl and element.get("href", "").startswith(("tel:", "sms:", "mailto:")):
            # Isolated, or a number after right-to-left words is shown with its groups turned round.
            element.set("dir", "auto")
        self.extension.links.append(unescape(element.get("href", "").replace(AMP_SUBSTITUTE, "&")))
        if (size := given.downloads.get(self.target(urlsplit(written).path))) is not None and written:
            kind = posixpath.splitext(urlsplit(written).path)[1].removeprefix(".").upper()
            cost = etree.SubElement(element, "span", {"class": "cost-of"})
            cost.text = f" ({kind}, {kilobytes(size, given.language.tag, given.language.numbering)})"

    def target(self, path: str) -> str:
        """A path as written, below docs/."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.extension.page), unquote(path)))

    def address(self, written: str) -> str:
        """An address as written in the source page, as the built page needs it."""
        # Python-Markdown hides an e-mail address behind references that begin with this sign.
        if written.startswith(AMP_SUBSTITUTE):
            return written
        parts = urlsplit(written)
        if not parts.scheme and not parts.netloc and not parts.path and parts.fragment:
            return f"#{OWN}{parts.fragment}"
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return written
        path = self.target(parts.path)
        name = path.removesuffix(".md")
        addresses = self.extension.given.addresses
        if name in addresses and path.endswith(".md"):
            if name == self.extension.page and parts.fragment:
                return f"#{OWN}{parts.fragment}"
            path = HERE + (addresses[name].partition("/")[2] or "./")
        else:
            path = f"{HERE}../{quote(path)}"
        return urlunsplit(("", "", path, parts.query, parts.fragment))

    def shown(self, image: etree.Element, in_link: bool) -> etree.Element:
        """A picture with its sizes, in the formats of new phones and old ones."""
        given = self.extension.given
        alt = image.get("alt", "")
        if alt.startswith(STALE):
            alt = alt[1:].partition(MARK_NOW)[0]
        elif alt.startswith(SOURCE):
            alt = alt[1:]
            image.set("lang", given.source.tag)
            image.set("dir", given.source.direction)
        image.set("alt", alt)
        stem, suffix = posixpath.splitext(self.target(image.get("src", "")))
        picture = given.pictures.get(f"{stem}.{given.language.tag}{suffix}") or given.pictures.get(stem + suffix)
        if picture is None:
            return image
        self.extension.pictures_bytes += picture.small_bytes
        image.set("src", HERE + IMAGES + picture.small)
        image.set("width", str(picture.width_px))
        image.set("height", str(picture.height_px))
        image.set("loading", "lazy")
        return self.framed(image, picture, in_link)

    def framed(self, image: etree.Element, picture: Picture, in_link: bool) -> etree.Element:
        """A picture in a frame that says what it costs, for readers who save data, and leads to a larger one."""
        given = self.extension.given
        size = kilobytes(picture.small_bytes, given.language.tag, given.language.numbering)
        frame = etree.Element("span", {"class": "picture", "data-size": size})
        frame.tail, image.tail = image.tail, None
        whole = frame
        if picture.webp:
            whole = etree.SubElement(frame, "picture")
            etree.SubElement(whole, "source", {"type": "image/webp", "srcset": HERE + IMAGES + picture.webp})
        whole.append(image)
        if picture.large and not in_link:
            link = etree.SubElement(frame, "a", {"href": HERE + IMAGES + picture.large, "class": "picture__large"})
            large = kilobytes(picture.large_bytes, given.language.tag, given.language.numbering)
            link.text = given.words["larger"] % {"size": large}
            self.extension.for_reader(link)
        return frame
