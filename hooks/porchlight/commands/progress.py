"""How far a language is, catalog by catalog, and which catalog its readers need first."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..content import inline
from ..core.page import Block
from ..core.problem import Problem
from ..pages import edition, need
from ..pages.edition import Portal
from ..translation import assemble, catalog, interface, proof
from ..translation.assemble import State
from ..translation.catalog import Catalog


@dataclass(frozen=True)
class Progress:
    """How one catalog stands, in source words."""

    name: str
    """'housing', 'site' …"""
    path: str
    """File below the portal's folder."""
    weight: int
    """How much readers need it; the higher, the sooner it should be translated."""
    translated: int = 0
    stale_words: int = 0
    """Shown, marked: the source's words changed since."""
    stale_facts: int = 0
    """Shown in the source language: a fact changed since."""
    to_review: int = 0
    """Shown in the source language: a suggestion, or what a translator marked as unsure."""
    missing: int = 0
    faulty: int = 0
    """Shown in the source language: the translation cannot be shown safely."""
    total: int = 0
    not_there: int = 0
    """Texts, not words, that the catalog lacks: `update` brings them."""
    offered: bool = False
    """Whether it is a page, and readers get it in the language."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    """Why the catalog could not be read."""

    @property
    def percent(self) -> int:
        """Share of its words that is translated and current, 0 to 100; 100 only where all are."""
        return 100 * self.translated // max(1, self.total)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.translated == self.total and not self.problems

    @property
    def left(self) -> str:
        """What is to do, in words: 'missing 120, out of date 33'."""
        counts = (
            ("missing", self.missing),
            ("faulty", self.faulty),
            ("out of date", self.stale_facts + self.stale_words),
            ("to review", self.to_review),
        )
        return ", ".join(f"{what} {count}" for what, count in counts if count)


def of_language(portal: Portal, tag: str, today: str) -> list[Progress]:
    """Every catalog of a language, the most needed first, finished ones last. Alerts that ended before `today` are left out."""
    folder = portal.folders.translations / tag
    needed = need.weights(portal)
    found = []
    held = portal.rules(tag)
    for name, blocks in portal.catalog_blocks().items():
        if name in portal.alerts and portal.alerts[name].until < today:
            continue
        file, path = folder / f"{name}.po", f"translations/{tag}/{name}.po"
        read, problems = catalog.read_catalog(file, path) if file.is_file() else (Catalog(path), [])
        words, _ = counted(name, blocks, read, held)
        made = Progress(
            name,
            path,
            needed[name],
            translated=words[State.TRANSLATED],
            stale_words=words[State.STALE_WORDS],
            stale_facts=words[State.STALE_FACTS],
            to_review=words[TO_REVIEW],
            missing=words[State.UNTRANSLATED],
            faulty=words[State.FAULTY],
            total=words.total(),
            not_there=len({block.text for block in blocks} - read.entries.keys()),
            problems=() if read.entries else tuple(problems),
        )
        if name in portal.pages:
            told = {State.TRANSLATED: made.translated, State.STALE_WORDS: made.stale_words, "total": made.total}
            offered = edition.is_offered(portal, {tag: {name: told}}, name, tag)
            made = dataclasses.replace(made, offered=offered)
        found.append(made)
    order = {name: place for place, name in enumerate(portal.settings.nav)}
    return sorted(found, key=lambda one: (one.complete, -one.weight, order.get(one.name, len(order)), one.name))


TO_REVIEW = "to_review"
"""A suggestion that nobody said is right; among the keys of `counted`, which are else those of `State`."""


def counted(
    name: str, blocks: Sequence[Block], read: Catalog, rules: proof.Rules
) -> tuple[Counter[str], list[Problem]]:
    """Source words of a catalog by state, and every fault that keeps one of its translations from its readers."""
    words: Counter[str] = Counter()
    problems: list[Problem] = []
    usable: Mapping[str, str] = {}
    if name == "interface":
        spoken, problems = interface.read_interface(read, rules)
        usable = spoken.words
    for block in blocks:
        entry = read.entries.get(block.text)
        if name != "interface":
            _, state, problem = assemble.block_markdown(block, read, rules)
            problems += [problem] if problem else []
        elif (state := assemble.state_of(block, entry)) is State.TRANSLATED and block.text not in usable:
            state = State.FAULTY
        elif state is State.STALE_WORDS:
            # Of the templates' words readers see nothing that is out of date.
            state = State.STALE_FACTS
        guess = entry is not None and entry.is_guess and state is State.STALE_FACTS
        words[TO_REVIEW if guess else str(state)] += inline.word_count(block.text)
    return words, problems
