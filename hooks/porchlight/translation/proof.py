"""Proofreading: a translation beside its source, for slips of fact and form. Each finding is worded for who is no programmer.

Errors stop a merge, and keep an entry from being shown; warnings advise. A translator overrules one by a comment of the entry:
`# lint: ok(number) the office's new name has a 2 in it`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..core.page import Block
from ..core.problem import Severity
from . import beyond, facts, form, lint, spoken, wanted
from .lint import PLACEHOLDER

OVERRULED = re.compile(r"^\s*lint:\s*ok\s*\((?P<rules>[^()]*)\)[ \t]*(?P<reason>.*)$", re.M)
CALLED = re.compile(r"\+?\d[\d ().-]*\d")
COPY = {
    "number": "Copy the number unchanged",
    "money": "Copy the amount and the currency unchanged",
    "percent": "Copy the percentage unchanged",
    "date": "Give the same date",
    "time": "Give the same time of day",
    "weekday": "Name the same day",
    "phone": "Copy the phone number unchanged",
    "email": "Copy the e-mail address unchanged",
    "address": "Copy the web address unchanged",
}
ADVICE = ("script", "source", "term", "keep", "doubled", "length", "bidi", "isolation")
RULES = (*COPY, "slot", "placeholder", "html", "markup", "invisible", *ADVICE)
"""Names of all rules."""
VITAL = "no reason overrules the number to call in danger"
SLOT_RULES = (
    ("raw HTML", "html"),
    ("a link that is not", "slot"),
    ("no text", "invisible"),
    ("```", "markup"),
    ("bracket [", "markup"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong in a translation."""

    rule: str
    """What it breaks, such as 'number'; the name a translator overrules it by."""
    severity: Severity
    what: str
    """One sentence without its full stop."""
    remedy: str
    final: bool = False
    """Whether no reason overrules it: such a translation cannot be shown at all, or harms who is in danger."""


@dataclass(frozen=True)
class Text:
    """A translation beside its source."""

    msgid: str
    msgstr: str
    kind: str = "paragraph"
    """As `Block.kind`; 'interface' for a word of the templates."""
    slots: tuple[str, ...] = ()
    """As `Block.slots`."""


@dataclass(frozen=True)
class Rules:
    """What a language's translations are held to."""

    tag: str
    country: str = ""
    """ISO 3166-1 code: whose phone numbers the source writes without a country code."""
    keep: tuple[str, ...] = ()
    """Terms never to be translated, as the source writes them."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Source term, small letters → agreed translation."""
    emergency: str = ""
    """The number to call in danger, as it is dialled; '' where the portal names none."""

    def is_vital(self, source: str, what: str) -> bool:
        """Whether a finding is of the number to call in danger, of which no reason is heard."""
        numbers = ({re.sub(r"\D", "", one) for one in CALLED.findall(text)} for text in (source, what))
        return bool(self.emergency) and re.sub(r"\D", "", self.emergency) in set.intersection(*numbers)


NO_RULES = Rules("")
"""For texts in the source language."""


def findings(text: Text, rules: Rules) -> list[Finding]:
    """Everything that looks wrong, errors first. An empty translation is no finding."""
    if not text.msgstr.strip():
        return []
    # A broken mark leaves its number among the words, which is no fact.
    unsafe = [Finding(rule, Severity.ERROR, what, remedy, final=True) for rule, what, remedy in _unsafe(text)]
    slips = [*([] if unsafe else _facts(text, rules.tag, rules.country)), *form.markup(text.msgid, text.msgstr)]
    found = unsafe + [
        Finding(rule, Severity.ERROR, what, f"{remedy}; {VITAL}", final=True)
        if rules.is_vital(text.msgid, what)
        else Finding(rule, Severity.ERROR, what, remedy)
        for rule, what, remedy in slips
        if rule not in {one.rule for one in unsafe}
    ]
    advice = [
        *form.letters(text.msgid, text.msgstr, rules.tag, (*rules.keep, *rules.terms.values())),
        *form.signs(text.msgid, text.msgstr, rules.tag),
        *form.shape(text.msgid, text.msgstr, rules.tag),
        *form.terms(text.msgid, text.msgstr, rules.keep, rules.terms),
    ]
    said = {one.rule for one in found}
    return found + [Finding(rule, Severity.WARNING, what, remedy) for rule, what, remedy in advice if rule not in said]


def wrong_facts(text: Text, rules: Rules, comment: str = "") -> str:
    """What a translation states otherwise than its source, '' where nothing, or where its translator's comment says why."""
    if not rules.tag:
        return ""
    return next(
        (
            what
            for rule, what, _ in _facts(text, rules.tag, rules.country)
            if rule not in overruled(comment) or rules.is_vital(text.msgid, what)
        ),
        "",
    )


def unusable(text: Text, rules: Rules, comment: str = "") -> tuple[str, str]:
    """(what, remedy) of what keeps a word of the templates from readers, '' where nothing does."""
    for _, what, remedy in _unsafe(text):
        return what, remedy
    wrong = wrong_facts(text, rules, comment)
    return wrong, "Correct the translation; until then this text stays in the source language" if wrong else ""


def overruled(comment: str) -> dict[str, str]:
    """Rule → reason of an entry's comment; a rule without a reason is not overruled."""
    if "lint" not in comment:
        return {}
    return {
        rule.strip(): match["reason"].strip()
        for match in OVERRULED.finditer(comment)
        if match["reason"].strip()
        for rule in match["rules"].split(",")
    }


def _unsafe(text: Text) -> Iterable[tuple[str, str, str]]:
    if text.kind == "interface":
        ids, strs = (sorted(PLACEHOLDER.findall(one)) for one in (text.msgid, text.msgstr))
        if ids != strs or "%" in PLACEHOLDER.sub("", text.msgstr):
            yield "placeholder", "the placeholders such as %(name)s are not those of the source", "Copy them unchanged"
        if re.search(r"<[A-Za-z/!]", text.msgstr):
            yield "html", "the translation holds raw HTML", "Write words only"
        return
    try:
        lint.safe_markdown(Block(text.kind, text.msgid, text.slots), text.msgstr)
    except lint.UnsafeText as fault:
        rule = next((rule for part, rule in SLOT_RULES if part in str(fault)), "slot")
        yield rule, str(fault), "Copy the marks of the source, and write words only"


# A block is asked for on its page, on the page in two languages, and as a title.
@functools.lru_cache(maxsize=100_000)
def _facts(text: Text, tag: str, country: str) -> tuple[tuple[str, str, str], ...]:
    source, translation = text.msgid, text.msgstr
    if text.kind == "interface":
        source, translation = (PLACEHOLDER.sub(" ", one) for one in (source, translation))
    families = spoken.tongue(tag).families
    found = []
    for one in facts.differences(wanted.wanted(source, tag, country), translation, families):
        if one.missing and one.extra:
            what = f"the source says {one.missing}, the translation says {one.extra}"
        elif one.missing:
            what = f"the source says {one.missing}, the translation does not"
        else:
            what = f"the translation says {one.extra}, the source does not"
        found.append((one.kind, what, COPY[one.kind]))
    said = {rule for rule, *_ in found}
    return (*found, *(slip for slip in beyond.slips(source, translation, text.slots) if slip[0] not in said))
