"""The tag of a language somebody wants to begin: what is no tag, or not the usual one, names the nearest."""

from __future__ import annotations

import functools

import babel
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from ..core.locale import BCP47, cldr, english_name, is_tag

ALIKE_PERCENT = 75
ENGLISH = babel.Locale("en")


def checked(said: str) -> tuple[str, list[str]]:
    """A BCP 47 tag as somebody typed it, and what they should know of it.

    A tag that nobody knows is allowed where it is well-formed: new ones are registered each year. Raises ValueError, with one
    line that names the nearest, where it is none.
    """
    if not is_tag(said):
        raise ValueError(f'"{said}" is no language tag. {_meant(said)}')
    parts = BCP47.fullmatch(said)
    code = parts["language"].split("-")[0]
    usual = babel.core.get_global("language_aliases").get(code, "").replace("_", "-")
    if usual and BCP47.fullmatch(usual) and not BCP47.fullmatch(usual)["region"] and len(usual.split("-")[0]) <= 2:
        raise ValueError(f'"{code}" is another name for "{usual}" ({name(usual)}). Give "{usual}".')
    notes = []
    if not _is_known(code):
        if len(code) == 2:
            # ISO 639-1 is closed: what is not in it is a slip, often a country's code.
            raise ValueError(f'There is no language "{code}". {_meant(code)}')
        remedy = "Look it up in the IANA Language Subtag Registry, and give its own name with --autonym"
        notes.append(f'CLDR knows no language "{code}". {remedy}.')
    if parts["script"] and parts["script"] not in ENGLISH.scripts:
        notes.append(f'CLDR knows no script "{parts["script"]}".')
    if parts["region"] and parts["region"] not in ENGLISH.territories:
        notes.append(f'CLDR knows no region "{parts["region"]}".')
    if (shorter := _shorter(said)) != said and said.replace("-", "_") not in ENGLISH.languages:
        notes.append(f'"{shorter}" would say the same as "{said}": a region is needed only to tell two forms apart.')
    return said, notes


def name(tag: str) -> str:
    """English name of a language, of those too of which CLDR knows nothing else; the tag where nobody knows one."""
    return ENGLISH.languages.get(tag.replace("-", "_")) or english_name(tag)


def _is_known(code: str) -> bool:
    return code in ENGLISH.languages or cldr(code) is not None


def _meant(said: str) -> str:
    """A sentence that names the tag most likely meant."""
    tag = _usual_case(said)
    if is_tag(tag) and tag != said and _is_known(tag.split("-")[0]):
        tag = tag if tag.replace("-", "_") in ENGLISH.languages else _shorter(tag)
        return f'Did you mean "{tag}" ({name(tag)})?'
    if len(said) == 2 and (likely := babel.core.get_global("likely_subtags").get(f"und_{said.upper()}")):
        tag = likely.split("_")[0]
        return f'Did you mean "{tag}" ({name(tag)})?'
    found = process.extractOne(said.casefold(), list(_names()), scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT)
    if found:
        tag = _names()[found[0]]
        return f'Did you mean "{tag}" ({name(tag)})?'
    return "Give its BCP 47 tag, such as so, zh-Hant or fa-AF."


def _usual_case(said: str) -> str:
    """Its parts in their usual letter case, with hyphens between."""
    first, *others = said.strip().replace("_", "-").split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in others]
    return "-".join([first.lower(), *cased])


def _shorter(tag: str) -> str:
    """The tag without a region that goes without saying: Somalia's in `so-SO`."""
    parts = BCP47.fullmatch(tag)
    bare = tag.removesuffix(f"-{parts['region']}") if parts and parts["region"] else tag
    likely = babel.core.get_global("likely_subtags").get(bare.replace("-", "_"), "")
    return bare if bare != tag and likely.endswith(f"_{parts['region']}") else tag


@functools.cache
def _names() -> dict[str, str]:
    """Tags by the languages' names, English and their own, lower case."""
    names = {}
    for tag in locale_identifiers():
        if "_" not in tag and (known := cldr(tag)):
            names[(known.get_display_name(known) or tag).casefold()] = tag
    return names | {name.casefold(): code.replace("_", "-") for code, name in ENGLISH.languages.items()}
