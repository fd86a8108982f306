"""Translation memory of a language: what was translated before, offered for texts that are the same or nearly so."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polib
from rapidfuzz import fuzz

from ..content import inline
from ..core.page import Block
from . import lint
from .catalog import Catalog, Entry
from .staleness import same_facts

NEAR_PERCENT = 75  # below it, mending an old translation takes longer than a new one
FEWEST_WORDS = 3
"""Texts with fewer words are offered only where they are the same: "Open now" is as good as "Closed now" by its letters."""
MOST_PLACES = 100
"""A word, or two in a row, that stands in more texts than these finds none: so a look-up takes the same time in any portal."""
RAREST = 12
MOST_COMPARED = 40
"""Candidates that share most are compared letter by letter, no more than these."""
ADDRESS = re.compile(r"\S*@\S+|(?:https?://|www\.)\S+")
WORD = re.compile(r"[^\W\d_]+")
NOTE = "memory: "
"""Begins the translator's comment that says where a suggestion came from."""


@dataclass(frozen=True)
class Suggestion:
    """A translation made for the same text, or for one like it."""

    ratio: int
    """How alike the two source texts are, 75 to 100; 100 for the same text only."""
    source: str
    """The text it was made for."""
    translation: str
    catalog: str
    """Name of the catalog it stands in: 'housing', 'site'."""
    facts_differ: bool = False
    """Whether numbers, dates, duties or links of the two sources differ, so that it must be corrected."""


class Memory:
    """Everything translated in one language, by its source text."""

    def __init__(self, catalogs: Mapping[str, Catalog]) -> None:
        """`catalogs` by name. What is fuzzy, empty or could not be shown safely is left out."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        self._places: dict[tuple[str, str], str] = {}
        for name, catalog in catalogs.items():
            for msgid, entry in catalog.entries.items():
                if msgid and not entry.fuzzy and entry.msgstr.strip() and _is_safe(msgid, entry.msgstr):
                    found[msgid][entry.msgstr] += 1
                    self._places.setdefault((msgid, entry.msgstr), name)
        # The translation used most is first, then that which was there first.
        self._known = {msgid: [msgstr for msgstr, _ in counts.most_common()] for msgid, counts in found.items()}

    def suggestions(self, msgid: str, limit: int = 3) -> list[Suggestion]:
        """Translations of the text, then of texts at least 75 % like it, the most alike first."""
        found = list(self._exact(msgid))[:limit]
        return found + self._near(msgid, limit - len(found)) if len(found) < limit else found

    def exact(self, msgid: str) -> Suggestion | None:
        """The translation most used of the very text."""
        return next(self._exact(msgid), None)

    def _exact(self, msgid: str) -> Iterator[Suggestion]:
        for msgstr in self._known.get(msgid, ()):
            yield Suggestion(100, msgid, msgstr, self._places[msgid, msgstr])

    def _near(self, msgid: str, limit: int) -> list[Suggestion]:
        keys = [key for key in _keys(msgid) if key in self._texts_with]
        rarest = sorted(keys, key=lambda key: (len(self._texts_with[key]), key))[:RAREST]
        shared = Counter(source for key in rarest for source in self._texts_with[key])
        found = []
        # Counter keeps the order of first sight among equals, so the same memory always compares the same texts.
        for source, _ in shared.most_common(MOST_COMPARED):
            if source != msgid and (ratio := fuzz.ratio(msgid, source, score_cutoff=NEAR_PERCENT)):
                found.append((-min(int(ratio), 99), source))
        return [
            Suggestion(-ratio, source, msgstr, self._places[source, msgstr], not same_facts(source, msgid))
            for ratio, source in sorted(found)
            for msgstr in self._known[source]
        ][:limit]

    @functools.cached_property
    def _texts_with(self) -> dict[str, list[str]]:
        """Source texts by the words in them, and by two words in a row, where few enough have them."""
        found: dict[str, list[str]] = defaultdict(list)
        for source in self._known:
            for key in _keys(source):
                found[key].append(source)
        return {key: sources for key, sources in found.items() if len(sources) <= MOST_PLACES}


def catalog_of(read: polib.POFile, path: str) -> Catalog:
    """A file as a memory reads it: with what left the page, since a text often leaves it for another."""
    entries: dict[str, Entry] = {}
    for entry in sorted(read, key=lambda entry: entry.obsolete):
        known = entries.get(entry.msgid)
        if not entry.msgid_plural and not (known and known.msgstr):
            entries[entry.msgid] = Entry(entry.msgstr, entry.fuzzy, entry.previous_msgid or "", entry.linenum)
    return Catalog(path, entries)


def noted(comment: str, suggestion: Suggestion) -> str:
    """A translator's comment with a line that says where a suggestion came from."""
    line = f"{NOTE}the same text in {suggestion.catalog}.po"
    if suggestion.ratio < 100:
        line = f"{NOTE}{suggestion.ratio} % like “{' '.join(suggestion.source.split())}” in {suggestion.catalog}.po"
    if suggestion.facts_differ:
        line += "; its facts differ"
    return "\n".join([*filter(None, [without_note(comment)]), line])


def has_note(comment: str) -> bool:
    """Whether a translator's comment says that a suggestion was made."""
    return any(line.startswith(NOTE) for line in comment.split("\n"))


def moved(comment: str, source: str) -> str:
    """A translator's comment beside a suggestion whose text has changed since: how alike the two are is no longer known."""
    same = re.sub(rf"^{NOTE}the same text", lambda _: f"{NOTE}like “{' '.join(source.split())}”", comment, flags=re.M)
    return re.sub(rf"^{NOTE}\d+ % like", f"{NOTE}like", same, flags=re.M)


def without_note(comment: str) -> str:
    """A translator's comment without what the memory wrote there."""
    if not has_note(comment):
        return comment
    return "\n".join(line for line in comment.split("\n") if not line.startswith(NOTE))


def _keys(text: str) -> list[str]:
    """What a text is found by: its words, and each two in a row; nothing for a short one."""
    words = WORD.findall(ADDRESS.sub(" ", text.lower()))
    if len(words) < FEWEST_WORDS:
        return []
    return list(dict.fromkeys([*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]))


def _is_safe(msgid: str, msgstr: str) -> bool:
    """Whether a translation has the marks and placeholders of its source, and no HTML or link of its own."""
    if "%" in msgid and sorted(lint.PLACEHOLDER.findall(msgid)) != sorted(lint.PLACEHOLDER.findall(msgstr)):
        return False
    kinds = {n: kind for kind, n in inline.numbers(msgid)}
    # What the slots stand for is not known here, and any address will do.
    slots = tuple("(x)" if kinds.get(n) == "link" else "x" for n in range(1, max(kinds, default=0) + 1))
    try:
        lint.safe_markdown(Block("paragraph", msgid, slots), msgstr)
    except lint.UnsafeText:
        return False
    return True
