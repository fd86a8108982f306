"""The glossary: translations/glossary.yml, official terms with a plain definition and an agreed translation per language."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core import fields
from ..core.locale import is_tag
from ..core.page import Block, SourcePage
from ..core.problem import Problem
from . import inline

PATH = "translations/glossary.yml"
EXPLAINED = ("paragraph", "list item", "definition")
"""Kinds of blocks after which a term is explained; a heading or a table cell has no room."""
MOST_EXPLAINED = 3
"""Terms explained on one page: more would hide its steps. The glossary page has them all."""


@dataclass(frozen=True)
class Term:
    """One official term."""

    id: str
    term: str
    """As pages write it, in the source language."""
    forms: tuple[str, ...]
    """Other spellings of it on pages: 'SIN'."""
    definition: str
    """A plain sentence or two."""
    policy: str
    """'keep': never translated; 'translate'; 'both': the translation, and the official term beside it."""
    translations: dict[str, str]
    """Agreed translations by language tag. Those into official languages are the official terms there."""
    line: int
    """1-based line in translations/glossary.yml."""

    @property
    def block(self) -> Block:
        """What is translated of it: its definition."""
        return Block("glossary definition", self.definition, line=self.line)

    def name(self, tag: str, source: str) -> str:
        """What the term is called in a language: '' where nothing is agreed and it is not the source language."""
        return self.term if tag == source or self.policy == "keep" else self.translations.get(tag, "")


def _translations(value: Any) -> dict[str, str]:
    if not isinstance(value, fields.Lines):
        raise ValueError("here belong lines of the form `fr: terme`")
    for tag in value:
        if not is_tag(tag):
            raise ValueError(f'"{tag}" is no BCP 47 tag such as fr or zh-Hans')
    return {tag: fields.text(text) for tag, text in value.items() if text}


CHECKS: dict[str, fields.Check] = {
    "term": fields.text,
    "forms": fields.texts,
    "definition": fields.text,
    "policy": fields.one_of("keep", "translate", "both"),
    "translations": _translations,
}


def read_glossary(translations: Path) -> tuple[dict[str, Term], list[Problem]]:
    """Every term by id, in the file's order, and what is wrong with the file. No file is no fault."""
    listed, problems = fields.entries(
        translations / "glossary.yml", PATH, "term", "sin", CHECKS, ("term", "definition")
    )
    terms: dict[str, Term] = {}
    spelled: dict[str, str] = {}
    for id_, line, values in listed:
        term = Term(
            id_,
            values["term"],
            tuple(filter(None, values.get("forms", ()))),
            values["definition"],
            values.get("policy", "both"),
            values.get("translations", {}),
            line,
        )
        for form in (term.term, *term.forms):
            if spelled.setdefault(form, id_) != id_:
                what = f'"{form}" stands for "{spelled[form]}" and for "{id_}"'
                problems.append(Problem(PATH, line, what, "Take it away from one of the two"))
        terms[id_] = term
    return terms, problems


@functools.lru_cache(maxsize=1000)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words, in any case where they are ordinary words, with an English plural."""
    listed = sorted(forms, key=len, reverse=True)
    parts = [re.escape(form) if form.isupper() else f"(?i:{re.escape(form)}(?:e?s)?)" for form in listed]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def mentioned(text: str, glossary: Mapping[str, Term]) -> list[Term]:
    """The terms in a source text, in the glossary's order."""
    plain = inline.plain(text)
    return [term for term in glossary.values() if _pattern((term.term, *term.forms)).search(plain)]


def explained(page: SourcePage, glossary: Mapping[str, Term]) -> dict[int, tuple[str, ...]]:
    """Which terms to explain after which of the page's blocks: index in `page.blocks` → ids, each term once a page.

    A term is looked for in the source text, since other languages inflect its translation.
    """
    if not glossary:
        return {}
    id_of = {form.lower(): term.id for term in glossary.values() for form in (term.term, *term.forms)}
    pattern = _pattern(tuple(form for term in glossary.values() for form in (term.term, *term.forms)))
    found: dict[int, tuple[str, ...]] = {}
    seen: set[str] = set()
    for i, block in enumerate(page.blocks):
        if block.kind not in EXPLAINED:
            continue
        for match in pattern.finditer(inline.plain(block.text)):
            word = match[0].lower()
            id_ = id_of.get(word) or id_of.get(word.removesuffix("s")) or id_of.get(word.removesuffix("es"))
            if id_ and id_ not in seen and len(seen) < MOST_EXPLAINED:
                seen.add(id_)
                found[i] = (*found.get(i, ()), id_)
    return found
