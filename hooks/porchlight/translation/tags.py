"""The tag of a language as somebody typed it: what is no tag, or not the usual one, names the nearest."""

from __future__ import annotations

import functools

import babel
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from ..core.locale import BCP47, cldr, english_name, is_tag

ALIKE_PERCENT = 75
ENGLISH = babel.Locale("en")


def checked(said: str, named: bool = False) -> tuple[str, list[str]]:
    """A BCP 47 tag as somebody typed it, and what they should know of it.

    A tag that nobody knows is allowed where it is well-formed and its language's own name is given too (`named`): new ones are
    registered each year, but most are slips. Raises ValueError, with one line that names the nearest, where it is none.
    """
    if not is_tag(said):
        raise ValueError(f'"{said}" is no language tag. {_meant(said)}')
    parts = BCP47.fullmatch(said)
    code = parts["language"].split("-")[0]
    usual = babel.core.get_global("language_aliases").get(code, "").replace("_", "-")
    if usual and BCP47.fullmatch(usual) and not BCP47.fullmatch(usual)["region"] and len(usual.split("-")[0]) <= 2:
        raise ValueError(f'"{code}" is another name for "{usual}" ({name(usual)}). Give "{usual}".')
    notes = []
    if not is_known(code):
        if len(code) == 2:
            # ISO 639-1 is closed: what is not in it is a slip, often a country's code.
            raise ValueError(f'There is no language "{code}". {_meant(code)}')
        unknown = f'CLDR knows no language "{code}".'
        if not named:
            remedy = "If it is in the IANA Language Subtag Registry, begin it with --autonym and its own name."
            raise ValueError(" ".join(filter(None, (unknown, suggestion(said), remedy))))
        notes.append(f"{unknown} Look it up in the IANA Language Subtag Registry.")
    elif usual and BCP47.fullmatch(usual)["region"]:
        # Dari is `prs` to Weblate and `fa-AF` to others.
        notes.append(
            f'To CLDR and Material, "{code}" is "{usual}" ({name(usual)}): begun as that, it gets the words they have.'
        )
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


def is_known(tag: str) -> bool:
    """Whether CLDR has data of a tag's language, or a name for it."""
    code = tag.split("-")[0]
    return code in ENGLISH.languages or cldr(code) is not None


def nearest(said: str) -> str:
    """The tag most likely meant by what is none, or one that nobody knows; '' where none is near.

    >>> nearest("tigrinja"), nearest("zh_Hans"), nearest("soo")
    ('ti', 'zh-Hans', 'so')
    """
    tag = _usual_case(said)
    if is_tag(tag) and tag != said and is_known(tag):
        return tag if tag.replace("-", "_") in ENGLISH.languages else _shorter(tag)
    if len(said) == 2 and (likely := babel.core.get_global("likely_subtags").get(f"und_{said.upper()}")):
        return likely.split("_")[0]
    code = tag.split("-")[0]
    if len(code) <= 3 and code.isascii():
        # Too short for a name; most likely a letter too many.
        return code[:2] if len(code) == 3 and is_known(code[:2]) else ""
    found = process.extractOne(said.casefold(), list(_names()), scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT)
    return _names()[found[0]] if found else ""


def suggestion(said: str) -> str:
    """A sentence that names the tag most likely meant, '' where none is near."""
    tag = nearest(said)
    return f'Did you mean "{tag}" ({name(tag)})?' if tag else ""


def _meant(said: str) -> str:
    return suggestion(said) or "Give its BCP 47 tag, such as so, zh-Hant or fa-AF."


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
