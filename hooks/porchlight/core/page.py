"""A source page as an editor wrote it, and the record of a built page, which all later layers read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Block:
    """A piece of text that is translated on its own."""

    kind: str
    """'title', 'summary', 'heading', 'paragraph', 'list item', 'table cell', 'box title', 'term', 'image' …"""
    text: str
    """The msgid: text with inline marks; link targets and the like stand as numbered slots, `[your rights](1)`, `{2}`."""
    slots: tuple[str, ...] = ()
    """What the slots stand for, as Markdown: slot n is slots[n - 1]."""
    line: int = 0
    """1-based line in its file."""
    indent: str = ""
    """What begins each further line of the block."""
    anchor: str = ""
    """Heading id, the same in every language; '' for other kinds."""


@dataclass(frozen=True)
class SourcePage:
    """One page of docs/, read and checked."""

    name: str
    """Path below docs/ without .md: 'health/doctor'."""
    path: str
    """Path below the portal's folder: 'docs/health/doctor.md'."""
    title: Block
    summary: Block | None
    parts: tuple[str | Block, ...]
    """The body in order: Markdown that is no text, and blocks."""
    topic: str = ""
    icon: str = ""
    sources: tuple[dict[str, str], ...] = ()
    """Official pages that back it, each {'name', 'url'}."""
    contacts: tuple[str, ...] = ()
    """Contact ids."""
    reviewed: dict[str, str] = field(default_factory=dict)
    """{'on': ISO date, 'by': who}; empty where nobody has reviewed it."""
    review_every: int = 0
    """Months between reviews, 0 where not said."""
    regions: tuple[str, ...] = ()
    """ISO 3166-2 codes of the places it is for; empty for the whole country."""
    image_budgets: dict[str, int] = field(default_factory=dict)
    """Bytes at 320 px by format ('webp', 'jpeg') where front matter says other than the settings."""
    next: tuple[str, ...] = ()
    """Names of the pages its reader most likely needs next."""
    sensitive: bool = False
    """Whether its reader may have to leave it at once, unseen."""
    lines: dict[str, int] = field(default_factory=dict)
    """1-based line of each key of its front matter."""
    source_hash: str = ""
    """Hash of the file's bytes."""
    ticks: tuple[str, ...] = ()
    """An id for each item of its checklists, in order: the same in every language, and as long as the item's words stay."""
    icons: tuple[tuple[str, int], ...] = ()
    """(icon name, line) of each item with an icon."""
    images: tuple[tuple[str, int], ...] = ()
    """(address as written, line) of each picture."""
    links: tuple[tuple[str, int], ...] = ()
    """(address as written, line) of each link."""
    anchors: tuple[str, ...] = ()
    """Every id on the page that a link can lead to."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything translatable, in reading order."""
        head = (self.title, self.summary) if self.summary else (self.title,)
        return (*head, *(part for part in self.parts if isinstance(part, Block)))


@dataclass
class Record:
    """A built page in one language: what search, outputs and checks read. JSON-lines on disk."""

    page: str
    """Source page's name: 'health/doctor'."""
    locale: str
    """Language of the portal the page stands in."""
    shown: str
    """Language of its text: another than `locale` where the page fell back."""
    url: str
    """Below the site: 'ar/health/doctor/'."""
    title: str
    summary: str
    html: str
    """Content as HTML, without the title and the summary; links are relative to `url`."""
    markdown: str
    """Localized Markdown the HTML was made of."""
    headings: list[list]
    """[level, anchor, text] of each, in order."""
    links: list[str]
    """Every href of the content, as it stands in the HTML."""
    anchors: list[str]
    """Every id in the content."""
    topic: str
    icon: str
    regions: list[str]
    contacts: list[dict[str, Any]]
    """Localized contacts of the page."""
    sources: list[dict[str, str]]
    reviewed: dict[str, str]
    provenance: dict[str, str]
    """{'kind': 'source' | 'human' | 'machine' | 'machine-reviewed', 'by', 'on'}."""
    coverage: dict[str, int]
    """Source words by state: 'translated', 'stale_words', 'stale_facts', 'untranslated', 'faulty', and 'total'."""
    translations: list[str]
    """Tags of the languages this page is offered in, the source language first, then by tag."""
    source_hash: str
    passages: list[list[str]] = field(default_factory=list)
    """[anchor, heading, words, a block a line] of what stands under each heading, in order; the first has no heading."""
    html_bytes: int = 0
    """Bytes of the whole HTML file, before compression."""
    weight_bytes: int = 0
    """Upper bound of the file's bytes after brotli 11 (that of brotli 5), or the exact bytes where weighed."""
    heavy: list[list] = field(default_factory=list)
    """[bytes before compression, first words] of the heaviest blocks, for pages over budget."""

    @property
    def offered(self) -> bool:
        """Whether the page is there in this language, and not in a fallback's."""
        return self.shown == self.locale

    def to_json(self) -> str:
        """One line of JSON, keys in a fixed order."""
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Record:
        """The record of a line. Raises TypeError or ValueError where it is none."""
        return cls(**json.loads(line))
