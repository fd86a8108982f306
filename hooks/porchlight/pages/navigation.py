"""Where pages stand: topics, pathways, and what comes next. Every answer is found once for all pages, in linear time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

HOME = "index"
NEXT_PAGES = 3


@dataclass(frozen=True)
class Topic:
    """A group of pages."""

    id: str
    title: str
    """In the source language: the msgid of its name."""
    icon: str
    pages: tuple[str, ...]
    """Names, in order."""

    @property
    def slug(self) -> str:
        """Its place in addresses: its id, or for the pages without a topic one that no topic can have."""
        return self.id or "-"


def ordered(names: Iterable[str], nav: Sequence[str]) -> list[str]:
    """Page names: those of the nav in its order, then the others by path."""
    place = {name: i for i, name in enumerate(nav)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def topic_of(name: str, said: str) -> str:
    """Topic id of a page: the one its front matter names, else its first folder, else ''."""
    return said or (name.split("/")[0] if "/" in name else "")


def topics(pages: Sequence[tuple[str, str]], known: Sequence[tuple[str, str, str]]) -> list[Topic]:
    """The topics that have pages, in the settings' order, then by id.

    `pages` holds (name, topic id) in order, without the home page; `known` holds (id, title, icon).
    """
    members: dict[str, list[str]] = {}
    for name, topic in pages:
        members.setdefault(topic, []).append(name)
    first = [Topic(id_, title, icon, tuple(members.pop(id_))) for id_, title, icon in known if id_ in members]
    return first + [Topic(id_, id_[:1].upper() + id_[1:], "", tuple(names)) for id_, names in sorted(members.items())]


def next_pages(
    groups: Sequence[Topic], said: Mapping[str, Sequence[str]], pathways: Iterable[Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """For each page what its reader most likely needs next.

    First what its front matter says (`said`), then what follows it on a pathway, then the rest of its topic and the next one.
    """
    line = [name for group in groups for name in group.pages]
    follows: dict[str, list[str]] = {}
    for pages in pathways:
        for name, after in itertools.pairwise(pages):
            follows.setdefault(name, []).append(after)
    found = {}
    for i, name in enumerate(line):
        wanted = [*said.get(name, ()), *follows.get(name, ()), *line[i + 1 : i + 1 + NEXT_PAGES]]
        found[name] = tuple(other for other in dict.fromkeys(wanted) if other != name)[:NEXT_PAGES]
    return found
