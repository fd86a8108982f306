"""Records → the index of one language: which stem stands in which passage, how often. Built with lunr.

A page is a few passages: its title, then what stands under each heading, in parts of about PASSAGE_WORDS words. Passages
find the right paragraph; together they weigh the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lunr.builder import Builder

from ..core.page import Record
from .analyse import Analyser

PASSAGE_WORDS = 140
"""A passage ends with the block in which it gets so long."""
MOST_SAID = 0.2
"""A stop word in more of all passages than this is searched for only in titles that say little else, and a contact on more of all
pages not on them: such words say least there and cost most.
"""
FEW_PAGES = 3
"""A contact on so many pages is on few, however small the portal is."""
SHORT_NUMBER = re.compile(r"(?<![\w-])\d(?:-\d){2,3}(?![\w-])")
"""A number to dial as pages write it, digit by digit: 8-1-1. People type 811."""


@dataclass(frozen=True)
class Passage:
    """Part of a page that a result can lead to."""

    page: int
    """Index in `Index.pages`."""
    anchor: str
    """Id of the heading it stands under, '' for the page's beginning."""
    heading: str
    words: tuple[str, ...]
    """Normalised, in order; the title's where it is the first passage of its page."""
    stems: tuple[str, ...]
    """Of the words, in the same order."""
    tag: str = ""
    """Language of its words."""


@dataclass(frozen=True)
class Index:
    """What can be asked of one language."""

    tag: str
    pages: tuple[tuple[str, str, str], ...]
    """(path below the language's folder, title, source page's name) by name."""
    passages: tuple[Passage, ...]
    """Page by page; the first of each page is its title."""
    forms: Mapping[str, str]
    """Every word with its stem, by word."""
    postings: Mapping[str, Mapping[int, int]]
    """Stem → index of a passage → how often it stands there; of stems too common to search for, in titles that say
    little else."""
    weak: frozenset[str]
    """Stems of stop words: they count less."""
    synonyms: Mapping[str, tuple[str, ...]]
    """Stem → the stems that are searched for as well."""


def build(records: Sequence[Record], tag: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> Index:
    """The index of a language's records. `synonyms` gives for words what else they ask for."""
    own = Analyser(tag)
    stemmers = {tag: own}
    passages: list[Passage] = []
    forms: dict[str, str] = {}
    weak: dict[str, bool] = {}
    records = sorted(records, key=lambda record: record.page)
    shown = Counter(contact["name"] for record in records for contact in record.contacts)
    everywhere = {name for name, pages in shown.items() if pages > max(FEW_PAGES, MOST_SAID * len(records))}
    for number, record in enumerate(records):
        # A page that fell back speaks another language, whose endings are other ones; a phone folds both alike.
        stemmer = stemmers.setdefault(record.shown, Analyser(record.shown))
        passages += _passages(number, record, everywhere, own, stemmer)
    # What the language's own pages say of a word holds.
    for stemmer in sorted(stemmers.values(), key=lambda one: one is own):
        for passage in passages:
            if passage.tag == stemmer.tag:
                forms.update(zip(passage.words, passage.stems, strict=True))
                weak.update({stem: stem in stemmer.stop_stems for stem in passage.stems})
    known = set(forms.values())
    also: dict[str, list[str]] = {}
    for asked, meant in sorted((synonyms or {}).items()):
        targets = dict.fromkeys(forms.get(word, own.stem(word)) for text in meant for word in own.words(text))
        words = own.words(asked)
        for word in words:
            if len(words) > 1 and own.stem(word) in own.stop_stems:
                # "my job" is asked by "job".
                continue
            stem = forms.setdefault(word, own.stem(word))
            also.setdefault(stem, []).extend(one for one in targets if one in known and one != stem)
    passages = [replace(one, stems=tuple(forms[word] for word in one.words)) for one in passages]
    builder = counted(passages)
    said = Counter(stem for one in passages for stem in {*one.stems})
    common = {stem for stem, many in said.items() if weak.get(stem) and many > MOST_SAID * len(passages)}
    # "Work", "Help at home": what a title like these says is in its common words.
    bare = {
        at
        for at, one in enumerate(passages)
        if (not at or passages[at - 1].page != one.page) and len({*one.stems} - common) < 2
    }
    postings: dict[str, Mapping[int, int]] = {}
    for stem in sorted(set(forms.values())):
        found = builder.inverted_index[stem]["text"] if stem in builder.inverted_index else ()
        counts = {int(ref): builder.field_term_frequencies[f"text/{ref}"][stem] for ref in found}
        postings[stem] = {at: count for at, count in sorted(counts.items()) if stem not in common or at in bare}
    pages = tuple((record.url.partition("/")[2], record.title, record.page) for record in records)
    return Index(
        tag,
        pages,
        tuple(passages),
        dict(sorted(forms.items())),
        postings,
        frozenset(stem for stem, yes in weak.items() if yes),
        {stem: tuple(dict.fromkeys(others)) for stem, others in also.items()},
    )


def counted(passages: Sequence[Passage]) -> Builder:
    """lunr's builder with every passage added, its stems as one field called text."""
    builder = Builder()
    builder.ref("id")
    builder.field("text")
    for number, passage in enumerate(passages):
        builder.add({"id": number, "text": list(passage.stems)})
    return builder


def _passages(
    page: int, record: Record, everywhere: Collection[str], own: Analyser, stemmer: Analyser
) -> Iterator[Passage]:
    """A record's passages; contacts of the names in `everywhere` are left out."""

    def passage(anchor: str, heading: str, words: Sequence[str], of: Analyser = stemmer) -> Passage:
        return Passage(page, anchor, heading, tuple(words), tuple(of.stem(word) for word in words), of.tag)

    def words_of(text: str) -> list[str]:
        return [*own.words(text), *(found.replace("-", "") for found in SHORT_NUMBER.findall(own.folded(text)))]

    yield passage("", "", own.words(record.title))
    for anchor, heading, text in record.passages:
        words = words_of(heading)
        for line in text.split("\n"):
            more = words_of(line)
            if words and len(words) + len(more) > 1.3 * PASSAGE_WORDS:
                yield passage(anchor, heading, words)
                words = []
            words += more
            if len(words) >= PASSAGE_WORDS:
                yield passage(anchor, heading, words)
                words = []
        if words:
            yield passage(anchor, heading, words)
    for contact in record.contacts:
        if contact["name"] not in everywhere:
            # Contacts are always in the reader's language.
            words = words_of(f"{contact['name']} {contact.get('description') or ''}")
            yield passage("", contact["name"], words, own)
