"""Links: in the source, where the line is known, and once more in every built page."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..assets.images import RASTER
from ..content.source import NO_PAGES
from ..core import fields
from ..core.page import Record, SourcePage
from ..core.problem import Problem

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "geo"})
UNPUBLISHED = tuple(f"{name}/" for name in NO_PAGES if name != "assets")
"""Folders of docs/ that the engine reads and nobody downloads."""


def source_links(pages: Mapping[str, SourcePage], docs: Path) -> list[Problem]:
    """A problem for each link that leads to no page, no heading, or no file, with its line."""
    problems: list[Problem] = []
    for page in pages.values():
        for address, line in page.links:
            if fault := _fault(page, address, pages, docs):
                problems.append(Problem(page.path, line, *fault))
    return problems


def _fault(page: SourcePage, address: str, pages: Mapping[str, SourcePage], docs: Path) -> tuple[str, str] | None:
    """(what, remedy) of a link, None where it is good."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"the link {address} is no address", "Correct it"
    if parts.scheme or parts.netloc:
        if parts.scheme not in SCHEMES:
            return (
                f"the link {address} is of a kind that readers cannot follow",
                f"Use one of: {', '.join(sorted(SCHEMES))}",
            )
        return None
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        return f"the link {address} begins with /", "Name the page's file from here, such as ../housing.md"
    if not path:
        target = page
    elif path.endswith(".md"):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)).removesuffix(".md")
        if name not in pages:
            return (
                f"the link leads to {path}, and there is no such page{fields.nearest(name, list(pages))}",
                "Correct it",
            )
        target = pages[name]
    else:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
        # os.path, since pathlib raises where an address is too long for a file's name.
        if name.startswith("../") or not os.path.isfile(docs / name):  # noqa: PTH113
            return f"the link leads to {path}, and there is no such file", "Name a page by its file, such as housing.md"
        if name.lower().endswith((*RASTER, ".svg")):
            what = f"the link leads to the picture {path}, and only pictures that a page shows are published"
            return what, f"Show it with ![what it shows]({path})"
        if name.startswith(UNPUBLISHED):
            return f"the link leads to {path}, and nothing in that folder is published", "Link to a page"
        return None
    if anchor and anchor not in target.anchors:
        what = f"the link leads to #{anchor}, and {target.path} has no such heading{fields.nearest(anchor, list(target.anchors))}"
        return what, "Correct what stands after #"
    return None


def built_links(records: Iterable[Record], others: set[str]) -> list[Problem]:
    """A problem for each link of a built page that leads nowhere. `others` holds the paths of files that are no pages."""
    records = list(records)
    anchors = {record.url: set(record.anchors) for record in records}
    problems = []
    for record in records:
        for address in record.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            url = (
                posixpath.normpath(posixpath.join(record.url, unquote(parts.path)))
                if parts.path
                else record.url.rstrip("/")
            )
            if url + "/" in anchors:
                if not parts.fragment or unquote(parts.fragment) in anchors[url + "/"]:
                    continue
                what = f"/{record.url} links to #{parts.fragment}, which is not on /{url}/"
            elif url in others:
                continue
            else:
                what = f"/{record.url} links to {address}, which is not there"
            problems.append(Problem(f"docs/{record.page}.md", 0, what, "Correct the link in the source page"))
    return problems
