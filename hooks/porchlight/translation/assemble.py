"""Page + catalog → localized Markdown, with each block that is not plainly translated marked for `pages.markup`.

The marks are Unicode noncharacters, which no text may hold (see `lint`), at the start of a block's text:

    SOURCE source text                                      the block stands in the source language
    STALE old translation MARK_NOW source text MARK_END     the block's words have changed since it was translated
    BOTH translation MARK_NOW source text MARK_END          on a bilingual page: the two stand side by side
    text TERM id TERM                                       the term is explained after the block
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..content import inline, segments
from ..core.page import Block, SourcePage
from ..core.problem import Problem, Severity
from . import lint, proof
from .catalog import Catalog, Entry
from .staleness import same_facts

SOURCE, STALE, MARK_NOW, MARK_END, LEAD_END, TERM, BOTH = lint.MARKERS


NO_TERMS: Mapping[int, Sequence[str]] = {}


class State(enum.StrEnum):
    """How a block stands in a language. The values are the keys of coverage."""

    TRANSLATED = "translated"
    STALE_WORDS = "stale_words"
    """The source's words changed, no fact did: the old translation is shown, marked."""
    STALE_FACTS = "stale_facts"
    """A fact changed, or the translation is a guess: the source is shown, marked."""
    UNTRANSLATED = "untranslated"
    FAULTY = "faulty"
    """The translation cannot be shown safely: the source is shown, and a problem reported."""


@dataclass
class Localized:
    """One page in one language, not yet HTML."""

    markdown: str
    """Title as `# …`, summary, LEAD_END alone in a paragraph, then the body."""
    title: str
    """Plain text."""
    summary: str
    """Plain text, '' where there is none."""
    coverage: dict[str, int]
    """Source words by `State`, and 'total'."""
    provenance: dict[str, str] = field(default_factory=dict)
    title_in_source: bool = False
    """Whether the title stands in the source language, for want of a translation."""
    summary_in_source: bool = False
    both: str = ""
    """The Markdown with each block's source text beside its translation; '' where nothing is translated."""

    @property
    def covered_ratio(self) -> float:
        """Share of the source words that are shown in the language, 0 to 1."""
        shown = self.coverage[State.TRANSLATED] + self.coverage[State.STALE_WORDS]
        return shown / max(1, self.coverage["total"])


def state_of(block: Block, entry: Entry | None) -> State:
    """How a block stands, before its translation is looked at for safety."""
    if entry is None or not entry.msgstr.strip():
        return State.UNTRANSLATED
    if not entry.fuzzy:
        return State.TRANSLATED
    # A fuzzy entry without its previous msgid is a guess; a wrong deadline harms more than English.
    if entry.previous_msgid and same_facts(entry.previous_msgid, block.text):
        return State.STALE_WORDS
    return State.STALE_FACTS


def block_markdown(block: Block, catalog: Catalog, rules: proof.Rules) -> tuple[str, State, Problem | None]:
    """A block's Markdown in the catalog's language with its mark, its state, and what is wrong with its entry.

    Of `rules` only those of facts are asked: a wrong phone number is not shown, a wrong comma is.
    """
    entry = catalog.entries.get(block.text)
    state = state_of(block, entry)
    if entry is None or state in (State.UNTRANSLATED, State.STALE_FACTS):
        return SOURCE + segments.filled(block, block.text), state, None
    try:
        text = _safe(block, entry, rules)
    except lint.UnsafeText as fault:
        remedy = "Correct the translation; until then this text stays in the source language"
        problem = Problem(catalog.path, entry.line, str(fault), remedy, Severity.WARNING)
        return SOURCE + segments.filled(block, block.text), State.FAULTY, problem
    if state is State.STALE_WORDS:
        return STALE + text + MARK_NOW + segments.filled(block, block.text) + MARK_END, state, None
    return text, state, None


def _safe(block: Block, entry: Entry, rules: proof.Rules) -> str:
    """An entry's Markdown. Raises lint.UnsafeText where its marks are wrong, or its facts."""
    text = lint.safe_markdown(block, entry.msgstr)
    if wrong := proof.wrong_facts(proof.Text(block.text, entry.msgstr, block.kind, block.slots), rules, entry.comment):
        raise lint.UnsafeText(wrong)
    return text


def localized(
    page: SourcePage,
    catalog: Catalog | None,
    terms: Mapping[int, Sequence[str]] = NO_TERMS,
    both: bool = False,
    rules: proof.Rules = proof.NO_RULES,
) -> tuple[Localized, list[Problem]]:
    """The page in a catalog's language; in the source language where the catalog is None.

    `terms` names by index in `page.blocks` the glossary's terms to explain there (`content.glossary.explained`). `both` sets
    the source text beside each translation.
    """
    coverage: dict[str, int] = dict.fromkeys([*map(str, State), "total"], 0)
    problems: list[Problem] = []
    index = itertools.count()

    def markdown(block: Block) -> str:
        if catalog is None:
            text, state, problem = segments.filled(block, block.text), State.TRANSLATED, None
        else:
            text, state, problem = block_markdown(block, catalog, rules)
        words = inline.word_count(block.text)
        coverage[state] += words
        coverage["total"] += words
        if problem:
            problems.append(problem)
        # What is stale keeps its mark, and the new source text to fold out: beside it the old words would seem its translation.
        if both and block.kind != "image" and state is State.TRANSLATED:
            text = BOTH + text + MARK_NOW + segments.filled(block, block.text) + MARK_END
        return text + "".join(f"{TERM}{id_}{TERM}" for id_ in terms.get(next(index), ()))

    title = markdown(page.title)
    summary = markdown(page.summary) if page.summary else ""
    body = segments.rebuilt(page.parts, markdown)
    anchor = f" {{: #{page.title.anchor} }}" if page.title.anchor else ""
    lead = f"# {title}{anchor}\n\n{summary}\n\n{LEAD_END}\n\n"
    provenance = catalog.provenance if catalog else {"kind": "source"}
    made = Localized(lead + body, "", "", coverage, dict(provenance))
    if catalog is not None:
        made.title_in_source = _plain_translation(page.title, catalog, rules) is None
        made.summary_in_source = bool(page.summary) and _plain_translation(page.summary, catalog, rules) is None
    made.title = plain_text(page.title, catalog, rules)
    made.summary = plain_text(page.summary, catalog, rules) if page.summary else ""
    return made, problems


def plain_text(block: Block, catalog: Catalog | None, rules: proof.Rules = proof.NO_RULES) -> str:
    """A block's text without marks of any kind, in the language that `block_markdown` shows it in."""
    translated = _plain_translation(block, catalog, rules)
    return inline.plain(block.text) if translated is None else translated


def _plain_translation(block: Block, catalog: Catalog | None, rules: proof.Rules) -> str | None:
    """A block's translation without marks; None where the source text is shown."""
    entry = catalog.entries.get(block.text) if catalog else None
    if entry and state_of(block, entry) in (State.TRANSLATED, State.STALE_WORDS):
        try:
            _safe(block, entry, rules)
        except lint.UnsafeText:
            return None
        return inline.plain(entry.msgstr)
    return None


def texts(
    blocks: Iterable[Block], catalog: Catalog | None, rules: proof.Rules = proof.NO_RULES
) -> tuple[dict[str, str], list[Problem]]:
    """Plain translations by msgid of blocks without markup (contacts, topics); only of those that have one."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for block in blocks:
        if (translated := _plain_translation(block, catalog, rules)) is not None:
            found[block.text] = translated
        if catalog and (problem := block_markdown(block, catalog, rules)[2]):
            problems.append(problem)
    return found, problems


def without_marks(markdown: str) -> str:
    """Localized Markdown as people write it: each block in the text it is shown in, no marks."""
    text = markdown.replace(f"{LEAD_END}\n\n", "").replace(SOURCE, "")
    text = re.sub(f"{TERM}[^{TERM}]*{TERM}", "", text)
    return re.sub(f"[{STALE}{BOTH}]([^{MARK_NOW}]*){MARK_NOW}[^{MARK_END}]*{MARK_END}", r"\1", text).strip() + "\n"


def unused(pages: Collection[str], catalogs: Mapping[str, Catalog]) -> list[Problem]:
    """A problem for each catalog whose page is gone."""
    return [
        Problem(
            catalog.path,
            0,
            f"there is no page docs/{name}.md for this catalog",
            "Move it to the page's new name, or delete it",
            # Alerts come and go; what was translated of one that has gone harms nobody.
            Severity.NOTE if name.startswith("alerts/") else Severity.WARNING,
        )
        for name, catalog in catalogs.items()
        if name not in pages
    ]
