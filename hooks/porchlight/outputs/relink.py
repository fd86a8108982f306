"""Pages for places without a server: each link names its file. A parser says where tags stand; all other bytes stay."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

INDEX = "index.html"
LINKS = {"a": "href", "area": "href", "form": "action", "link": "href"}
"""The attribute that leads to a page, by element; all others lead to files already."""
POLICY = "content-security-policy"
KEEP, DROP = "keep", "drop"
"""What becomes of a page's Content Security Policy: see `relinked`."""


@dataclass(frozen=True)
class Tag:
    """A start tag that may have to be written anew."""

    start: int
    end: int
    """Where it stands in the page's text."""
    name: str
    attributes: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Page:
    """What a built page says of itself."""

    name: str
    """Path in the site: 'ar/health/doctor/index.html'."""
    title: str
    """The words of its first heading, else of its <title>."""
    main: tuple[int, int]
    """Where the inside of <main> stands in its text; (0, 0) where it has none."""
    tags: tuple[Tag, ...]
    """Links to places of the site, the policy and <body>, in order."""
    files: frozenset[str]
    """Paths in the site that any of its attributes may name."""


class _Reader(HTMLParser):
    def __init__(self, name: str, html: str) -> None:
        super().__init__()
        self.name = name
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.tags: list[Tag] = []
        self.files: set[str] = set()
        self.words: dict[str, list[str]] = {}
        self.inside = ""
        self.main = [0, 0]
        self.feed(html)
        self.close()

    def place(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        end = self.place() + len(self.get_starttag_text() or "")
        if tag in ("title", "h1") and tag not in self.words:
            self.inside = tag
            self.words[tag] = []
        elif tag == "main":
            self.main[0] = end
        found = [(key, target(self.name, value or "")) for key, value in attrs]
        self.files.update(path for _, path in found if path)
        said = dict(found)
        if (
            tag == "body"
            or (tag == "meta" and (dict(attrs).get("http-equiv") or "").lower() == POLICY)
            or said.get(LINKS.get(tag, "")) is not None
        ):
            self.tags.append(Tag(self.place(), end, tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        elif tag == "main":
            self.main[1] = self.place()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words[self.inside].append(data)


def read(name: str, html: str) -> Page:
    """A page of the site by its path and text."""
    reader = _Reader(name, html)
    words = {tag: " ".join("".join(said).split()) for tag, said in reader.words.items()}
    start, end = reader.main
    return Page(
        name,
        words.get("h1") or words.get("title") or name,
        (start, end) if start < end else (0, 0),
        tuple(reader.tags),
        frozenset(reader.files),
    )


def target(page: str, address: str) -> str | None:
    """The path in the site that an address on a page leads to, '' for the site itself; None where it leads elsewhere, or
    stays on the page.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    # Joined below "/", so that no number of "../" leads out of the site.
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(parts.path))).lstrip("/")


def relinked(page: Page, html: str, held: Collection[str], live: str, policy: str, bundle: str) -> str:
    """The page's text with each link leading to a file of those `held`, or to the `live` site ('' for none) where it is not.

    `policy` says what becomes of the Content Security Policy. KEEP: it stays, and files beside the page count as its own
    site. DROP: the page goes without. `bundle` is put into <body data-bundle>, so that scripts know where they are.
    """
    pieces, done = [], 0
    for tag in page.tags:
        said = dict(tag.attributes)
        if tag.name == "body":
            said["data-bundle"] = bundle
        elif tag.name == "meta":
            # Of a page read from a disk, 'self' means other files to Chromium and nothing at all to Firefox
            # (CSP_CreateHostSrcFromSelfURI: no host, unique origin).
            said["content"] = (said.get("content") or "").replace("'self'", "'self' file:")
        else:
            key = LINKS[tag.name]
            address = _address(page.name, said[key] or "", held, live)
            if address == said[key]:
                continue
            said[key] = address
            if address is None:
                del said[key]
        pieces += [html[done : tag.start], "" if tag.name == "meta" and policy == DROP else _written(tag.name, said)]
        done = tag.end
    return "".join([*pieces, html[done:]])


def _address(page: str, address: str, held: Collection[str], live: str) -> str | None:
    """Where a link to a place of the site leads now; None where there is nothing to lead to."""
    path = target(page, address) or ""
    parts = urlsplit(address)
    if path in held and not parts.path.endswith("/"):
        return address
    if posixpath.join(path, INDEX) in held:
        return parts._replace(path=posixpath.join(parts.path, INDEX)).geturl()
    if not live:
        return None
    folder = path and parts.path.endswith("/")
    return live + parts._replace(path=quote(path) + ("/" if folder else "")).geturl()


def _written(name: str, attributes: dict[str, str | None]) -> str:
    said = (f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(said)}>"
