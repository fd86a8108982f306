"""Languages: what CLDR knows of a BCP 47 tag, and what a portal's language.yml says over it."""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass

import babel
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

# RFC 5646, section 2.1, without grandfathered and private-use-only tags; no language of more than three letters is registered.
BCP47 = re.compile(
    r"(?P<language>[a-z]{2,3}(-[a-z]{3}){0,3})(-(?P<script>[A-Z][a-z]{3}))?(-(?P<region>[A-Z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
)
RTL_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
ZERO_DIGITS = {
    "latn": "0",
    "adlm": "\U0001e950",
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "deva": "०",
    "gujr": "૦",
    "guru": "੦",
    "khmr": "០",
    "knda": "೦",
    "laoo": "໐",
    "mlym": "൦",
    "mymr": "၀",
    "nkoo": "߀",
    "orya": "୦",
    "rohg": "\U00010d30",
    "sinh": "෦",
    "tamldec": "௦",
    "telu": "౦",
    "thai": "๐",
    "tibt": "༠",
}
"""The digit nought of CLDR's numbering systems that living languages use (CLDR, numberingSystems.xml)."""


@dataclass(frozen=True)
class Language:
    """One language of a portal."""

    tag: str
    """BCP 47 tag in its usual letter case (zh-Hans, fa-AF): folder name, address and `lang`."""
    autonym: str
    """Its name in itself."""
    english_name: str
    """Its name in English, for the people who run the portal."""
    direction: str = "ltr"
    """'ltr' or 'rtl', for the html dir attribute."""
    status: str = "draft"
    """'published' or 'draft'. A draft is built only for preview."""
    fallback: tuple[str, ...] = ()
    """Tags of the languages to try, in order, before the source language."""
    numbering: str = ""
    """CLDR numbering system (latn, arab …); empty for the one CLDR gives the language."""
    plural_forms: str = "nplurals=2; plural=(n != 1);"
    """Plural-Forms header of its catalogs, as gettext has it."""


def is_tag(text: str) -> bool:
    """Whether a text is a well-formed BCP 47 tag in its usual letter case."""
    return bool(BCP47.fullmatch(text))


@functools.cache
def cldr(tag: str) -> babel.Locale | None:
    """CLDR's data for a tag or the nearest shorter one; None where it has none (ksw, rhg-Latn …)."""
    parts = tag.split("-")
    while parts:
        try:
            return babel.Locale.parse("_".join(parts))
        except (babel.UnknownLocaleError, ValueError):
            parts.pop()
    # CLDR keeps some languages under another tag, such as Dari (prs) under fa-AF.
    alias = babel.core.get_global("language_aliases").get(tag.split("-")[0])
    return cldr(alias.replace("_", "-")) if alias else None


def language(tag: str, **said: object) -> Language:
    """A language from CLDR, with what language.yml says in place of what CLDR says."""
    known = cldr(tag)
    script = BCP47.fullmatch(tag)["script"] if is_tag(tag) else None
    values: dict[str, object] = {"autonym": tag, "english_name": tag}
    if known:
        values["autonym"] = known.get_display_name(known) or tag
        values["english_name"] = known.english_name or tag
        values["direction"] = known.text_direction
        values["plural_forms"] = plural_forms(known)
    if script:
        values["direction"] = "rtl" if script in RTL_SCRIPTS else "ltr"
    values.update({key: value for key, value in said.items() if value})
    return Language(tag=tag, **values)  # type: ignore[arg-type]


def script(tag: str) -> str:
    """ISO 15924 code of the script a language is written in, by its tag, else by CLDR; '' where neither tells."""
    said = BCP47.fullmatch(tag)
    if said and said["script"]:
        return said["script"]
    likely = babel.core.get_global("likely_subtags")
    known = cldr(tag)
    for one in (tag.replace("-", "_"), tag.split("-")[0], known.language if known else ""):
        if one in likely:
            return likely[one].split("_")[1]
    return ""


def plural_forms(known: babel.Locale) -> str:
    """CLDR's plural rule as a gettext Plural-Forms header."""
    from babel.messages.plurals import get_plural

    # Babel keeps gettext's own table for the languages that have one; it is what msgfmt and Weblate expect.
    return get_plural(known).plural_forms


def english_name(tag: str) -> str:
    """English name of a language for messages, the tag itself where CLDR does not know it."""
    known = cldr(tag)
    return (known.english_name if known else None) or tag


def language_name(tag: str, within: str) -> str:
    """Name of one language in another, by CLDR; its autonym, then the tag, where CLDR has none."""
    known, reader = cldr(tag), cldr(within)
    name = known.get_display_name(reader) if known and reader else None
    return name or (known.get_display_name(known) if known else None) or tag


def date(iso: str, tag: str) -> str:
    """An ISO date written out as the language writes it; the ISO date where CLDR does not know the language."""
    known = cldr(tag)
    return format_date(datetime.date.fromisoformat(iso), "long", locale=known) if known else iso


def number(value: float, tag: str, numbering: str = "") -> str:
    """A number with the language's digits and separators."""
    known = cldr(tag)
    if not known:
        return str(int(value) if value == int(value) else value)
    return _digits(format_decimal(value, locale=known, numbering_system=numbering or "default"), numbering)


def kilobytes(size: int, tag: str, numbering: str = "") -> str:
    """Bytes as whole kilobytes (1 KB is 1,000 bytes), at least 1, or megabytes with a decimal, with the language's own unit."""
    known = cldr(tag)
    many = size >= 1_000_000
    value = round(size / 1_000_000, 1) if many else max(1, round(size / 1000))
    if not known:
        return f"{value}\u00a0{'MB' if many else 'KB'}"
    unit = "digital-megabyte" if many else "digital-kilobyte"
    text = format_unit(value, unit, "short", locale=known, numbering_system=numbering or "default")
    return _digits(text, numbering).replace(" ", "\u00a0").replace("\u202f", "\u00a0")


def month(iso: str, tag: str) -> str:
    """A month such as 2026-05 written out as the language writes it; the ISO month where CLDR does not know the language."""
    known = cldr(tag)
    return format_skeleton("yMMMM", datetime.date.fromisoformat(f"{iso}-01"), locale=known) if known else iso


def direction(tag: str) -> str:
    """'ltr' or 'rtl' for the html dir attribute, by the tag's script, else CLDR."""
    return language(tag).direction


def percent(ratio: float, tag: str, numbering: str = "") -> str:
    """A share from 0 to 1 as a whole percentage, as the language writes it. Never rounded up to 100 %."""
    ratio = min(ratio, 0.99) if ratio < 1 else 1.0
    known = cldr(tag)
    if not known:
        return f"{ratio:.0%}"
    return _digits(format_percent(ratio, locale=known, numbering_system=numbering or "default"), numbering)


def _digits(text: str, numbering: str) -> str:
    """The text with the digits of a CLDR numbering system: Babel gives its separators only."""
    zero = ord(ZERO_DIGITS.get(numbering, "0"))
    return text.translate({ord("0") + n: zero + n for n in range(10)})
