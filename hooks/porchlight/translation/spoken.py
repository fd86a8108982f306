"""How languages say numbers, months, weekdays, halves of the day, percent and money: CLDR and num2words, over them spoken.yml.

All patterns are regular expressions that Python and ECMAScript both know, over text as `facts.spelled` gives it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources

import convertdate
import yaml
from babel import Locale

from ..core import locale
from . import english, numerals
from .facts import Families, spelled

NIGHT = {"am": (0, 12, 1, 2, 3, 4, 5), "pm": (0, 6, 7, 8, 9, 10, 11)}
"""Hours that languages may call the night; 0 is any."""
COUNTED_IN_CHARACTERS = range(3, 13)
SIGN = r"[\x00-`{-\xbf]|[\u2000-\u2bff]"  # in two: Python takes milliseconds to compile a wide set of many ranges
"""What is no small letter of any alphabet."""
SPACED, END = f"(^|{SIGN})", f"(?=$|{SIGN})"
UNBOUND = ("Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Ethi")
"""Scripts without spaces, and the Ethiopic one, whose languages write "in", "of" and "the" as part of the next word, in many ways."""
PREFIXES = {"ar": "[وف]?[بكل]?(?:ال|ل)?", "he": "[ו]?[שהכלבמ]{0,2}"}
"""The same, of other languages."""
CALENDARS = {
    "fa": "persian",
    "prs": "persian",
    "ps": "persian",
    "ckb": "persian",
    "ku": "persian",
    "am": "ethiopic",
    "ti": "ethiopic",
    "th": "buddhist",
}
"""Calendars that a language's readers live by, beside the Gregorian (CLDR, calendarPreferenceData.xml)."""
ETHIOPIC_OF_COPTIC = 276  # years between the eras; the months and days are the same (CLDR, calendarData.xml)
BUDDHIST_ERA = 543


def bare(pattern: str) -> str:
    """A pattern without its group."""
    return pattern.replace("(", "(?:", 1)


def literal(text: str) -> str:
    """A pattern of just this text."""
    return re.sub(r"([.^$*+?()\[\]{}|\\/-])", r"\\\1", text)


@dataclass(frozen=True)
class Tongue:
    """What is known of a language."""

    tag: str = ""
    number_words: dict[str, str] = field(default_factory=dict)
    """Value → pattern."""
    families: Families = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    """1 to 12 → pattern without a group; any letters where the names are not known."""
    percent: str = "%"
    money: dict[str, str] = field(default_factory=dict)
    """'dollar', 'cent', 'euro', 'pound' → words of the language, as a pattern."""
    units: tuple[tuple[int, str], ...] = ()
    """(10000, '万'): words for zeros."""
    hour: str = "h"
    """What stands between hours and minutes besides signs."""
    half_past: str = ""
    noon: str = "noon"
    midnight: str = "midnight"
    calendar: str = ""
    twice: frozenset[str] = frozenset()
    """Words that may follow themselves."""
    foreign: tuple[str, str] = ("", "")
    """Letters that the alphabet lacks, and whose they are."""
    other_months: dict[int, str] = field(default_factory=dict)
    """Months of that calendar, as `months`."""
    han: bool = False
    """Whether numbers may stand in Chinese characters."""
    half_to: str = ""
    """What stands before the next hour: "halb" acht."""
    nightly: dict[str, str] = field(default_factory=dict)
    """'am', 'pm' → pattern, words for the night included."""
    function: frozenset[str] = frozenset()
    """Words such as "and" and "of", where stopwordsiso has none."""
    durations: dict[str, str] = field(default_factory=dict)
    """'hour', 'day', 'week', 'year' → pattern of the word for one, where CLDR has it."""
    plus_half: str = ""
    """What stands before a number and adds a half to it: Hindi "साढ़े छह", 6.5."""

    def words(self, number: str) -> str:
        """A pattern of a number in words, '' where they are not known. Chinese ones are made, by CLDR's spellout rules of zh."""
        half_more = number.endswith(".5") and number not in self.number_words
        if half_more and self.plus_half and (whole := self.words(number[:-2])):
            return f"{SPACED}{self.plus_half}[^\\d]{{0,3}}{bare(whole)}"
        if number in self.number_words or not number.isdigit():
            return self.number_words.get(number, "")
        if self.han and len(number) < 9:
            return f"(){numerals.han(int(number))}"
        short = len(number) < 3 or (len(number) == 3 and number.endswith("00"))
        spoken = numerals.in_words(int(number), self.tag) if short and self.tag else []
        spoken += [word.replace(" و ", " و") for word in spoken]
        # The other case of Arabic.
        whole = _any([*spoken, *(word.replace("ون", "ين") for word in spoken)], SPACED, END) if spoken else ""
        parts = self._tens_and_ones(number) if len(number) == 2 else ""
        if whole and parts.startswith(SPACED):
            # In the cases that num2words leaves out.
            return f"{SPACED}(?:{whole.removeprefix(SPACED)}|{parts.removeprefix(SPACED)})"
        return whole or parts

    def _tens_and_ones(self, number: str) -> str:
        """ "Labaatan iyo shan": 25 in a language whose tens and ones are known."""
        tens, ones = (self.number_words.get(one, "") for one in (number[0] + "0", number[1]))
        return f"{tens}[^\\d]{{0,6}}?{bare(ones)}" if tens and ones else ""

    def half(self, half: str, hour: int) -> str:
        """A pattern of a half of the day ('am', 'pm') at an hour, '' where its words are not known."""
        plain = self.families.get("half", {}).get(half, "")
        return self.nightly.get(half, plain) if hour in NIGHT[half] else plain

    def year(self, number: str) -> str:
        """A pattern of a year, in digits or as Chinese reads it out."""
        return f"(?:{number}|{''.join(numerals.HAN_DIGITS[int(one)] for one in number)})" if self.han else number

    def month(self, number: int) -> list[tuple[bool, str]]:
        """Patterns of a month, and whether each is a name: its name and its number, or its number and any letters where its name
        is not known.
        """
        name, digits = self.months.get(number), (False, f"0?{number}(?!\\d)")
        return [(True, name), digits] if name else [digits, (True, r"[^\d]{1,25}")]

    def currency(self, sign: str) -> str:
        """A pattern of a currency by its sign or English name, without a group."""
        signs = {
            "$": r"\$|cad(?![a-z])",
            "€": "€|eur",
            "£": "£|gbp",
            "dollar": r"\$|cad(?![a-z])|dollar",
            "euro": "€|eur",
            "pound": "£|gbp|pound",
            "cent": "¢|cent",
        }
        name = {"$": "dollar", "€": "euro", "£": "pound"}.get(sign, sign)
        words = self.money.get(name)
        # The yuan is a "yuan" too, of the people's money.
        return f"(?:{signs[sign]}{'|' + words if words else ''}){'(?!人民)' if self.han else ''}"

    def elsewhere(self, year: int, month: int, day: int) -> list[tuple[int, str, int]]:
        """(year, pattern of the month with what follows it, day) of a date in the language's other calendar; none for the
        Islamic one, which differs by country.
        """
        try:
            match self.calendar:
                case "persian":
                    there = convertdate.persian.from_gregorian(year, month, day)
                case "ethiopic":
                    there = convertdate.coptic.from_gregorian(year, month, day)
                    there = (there[0] + ETHIOPIC_OF_COPTIC, *there[1:])
                case "buddhist":
                    there = (year + BUDDHIST_ERA, month, day)
                case _:
                    return []
        except ValueError:
            return []
        names = self.months if self.calendar == "buddhist" else self.other_months
        named = names.get(there[1])
        return [(there[0], f"(?:{named}|0?{there[1]}(?!\\d))[^\\d]{{0,12}}" if named else "", int(there[2]))]


@functools.cache
def tongue(tag: str) -> Tongue:
    """What is known of a language; of one that neither CLDR nor spoken.yml knows, what all share."""
    known = locale.cldr(tag)
    said = _said(tag, known)
    script = locale.script(tag)
    left, end = ("()", "") if script in UNBOUND else (SPACED + PREFIXES.get(tag.split("-")[0], ""), END)

    def words(texts: Iterable[str]) -> str:
        return _any(texts, left, end)

    numbers = numerals.listed(tag, said)
    number_words = {value: f"{left}{_number(value, numbers)}{end}" for value, texts in numbers.items() if texts}
    months, weekdays = _named(known, "months"), _named(known, "days")
    numbered = {n: [name for name in names if name[-1].isdigit()] for n, names in months.items()}
    month_words = {
        n: [*_stems(months.get(n, [])), *numbered.get(n, []), *said.get("months", {}).get(n, [])] for n in range(1, 13)
    }
    day_words = {n: [*_stems(weekdays.get(n - 1, [])), *said.get("weekdays", {}).get(n, [])] for n in range(1, 8)}
    halves = {half: words(said[half]) for half in ("am", "pm", "night") if said.get(half)}
    noon = {one: words(said[one]) for one in ("noon", "midnight") if said.get(one)}
    count = _count(said, number_words, script)
    # Of its words only the plain one: others mean "both" and "second" too, and Arabic says it by an ending.
    if count and (two := numerals.in_words(2, tag)):
        count = {"2": words(two), **count}
    # As a browser orders them.
    count = dict(
        sorted(count.items(), key=lambda item: (not item[0].isdigit(), int(item[0]) if item[0].isdigit() else 0))
    )
    families = {
        "weekday": {str(n): words(texts) for n, texts in day_words.items() if texts},
        "month": {str(n): words(texts) for n, texts in month_words.items() if texts},
        "half": halves if {"am", "pm"} <= halves.keys() else {},
        "noon": noon if len(noon) == 2 else {},
        "count": count,
        "pair": {"1": words(said["alone"]), **count} if said.get("alone") else count,
        "ten": {
            value: words(texts) if script != "Ethi" else _any(texts, SPACED + r"[\u1200-\u137f]{0,2}", END)
            for value, texts in numerals.tens(tag, said).items()
            if texts and (script not in UNBOUND or script == "Ethi")
        },
    }
    return Tongue(
        tag,
        number_words,
        {name: members for name, members in families.items() if members},
        # Its English name is left untranslated, and the same month.
        {n: _inner([*texts, english.LOCALE.months["format"]["wide"][n]]) for n, texts in month_words.items() if texts},
        _inner(["%", "percent", "per cent", *said.get("percent", [])]),
        {name: _inner(texts, "") for name, texts in _money(known, said).items() if texts},
        tuple((int(unit), _inner(words)) for unit, words in said.get("units", {}).items()),
        _inner(["h", *said.get("hour", [])], ""),
        _inner(said["half_past"]) if said.get("half_past") else "",
        _inner(said.get("noon", ["noon"])),
        _inner(said.get("midnight", ["midnight"])),
        CALENDARS.get(tag.split("-")[0], ""),
        frozenset(map(str, said.get("twice", []))),
        tuple(said.get("foreign", ("", ""))),
        {n: _inner(names) for n, names in said.get("other_months", {}).items()},
        script in numerals.HAN,
        _inner(said["half_to"]) if said.get("half_to") else "",
        {half: words([*said[half], *said.get("night", [])]) for half in ("am", "pm") if said.get(half)},
        frozenset(map(str, said.get("function", []))),
        {unit: words(names) for unit in ("hour", "day", "week", "year") if (names := _duration(known, unit))},
        _inner(said["plus_half"]) if said.get("plus_half") else "",
    )


def _duration(known: Locale | None, unit: str) -> list[str]:
    """CLDR's word for one hour, day, week or year, where the language has another for many: "three weeks" is not seven days."""
    patterns = known._data["unit_patterns"].get(f"duration-{unit}", {}).get("long", {}) if known else {}
    one, other = (str(patterns.get(key, "")).replace("{0}", "").strip().lower() for key in ("one", "other"))
    return [one] if one and other and one != other else []


def _count(said: dict, number_words: dict[str, str], script: str) -> dict[str, str]:
    """Value → pattern of a number in words that is no part of another word."""
    if script not in UNBOUND:
        return {v: p for v, p in number_words.items() if v not in ("1", "2") and not v.startswith("half")}
    listed = {str(value): said.get("numbers", {}).get(value, []) for value in COUNTED_IN_CHARACTERS}
    if script in numerals.HAN:
        listed["2"] = ["两", "兩"]
    if script == "Ethi":
        return {v: _any(texts, SPACED + r"[\u1200-\u137f]{0,2}", END) for v, texts in listed.items() if texts}
    if counters := said.get("counters"):
        # Characters that stand for numbers stand in other words too.
        return {
            v: f"(^|[^{said['not_counted']}]){_inner(texts)}(?=[{counters}])" for v, texts in listed.items() if texts
        }
    return {}


@functools.cache
def _table() -> dict:
    text = resources.files(__package__).joinpath("spoken.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _said(tag: str, known: Locale | None) -> dict:
    table = _table()
    names = [tag, tag.split("-")[0], known.language if known else ""]
    merged: dict = {}
    for name in reversed(names):
        # Dari says what Persian says, but for some of it.
        merged |= table.get(name, {})
    return merged


def _plain(text: str) -> str:
    return spelled(text).strip()


def _pattern(text: str) -> str:
    """A pattern of one word of the table: `word*` with any ending, `word+` with one of 1 or 2 letters, `~word` with any beginning."""
    begin, text = (r"[^\s\d]{2,20}", text[1:]) if text.startswith("~") else ("", text)
    tail = {"*": r"[^\s\d.,;:!?()]*", "+": r"[^\s\d.,;:!?()]{1,2}"}.get(text[-1], "")
    text = text[:-1] if tail else text
    if len(text) == 1 and text.isalpha() and not begin and not tail and text < "\u1000":
        # A letter alone, as Arabic has for the halves of the day.
        return rf"(?:^|[\s\"']){literal(_plain(text))}(?=$|[\s.,;:!?)])"
    whole = r"(?!\d)" if text[-1:].isdigit() else ""
    return begin + literal(_plain(text)) + tail + whole


def _number(value: str, numbers: dict[str, list[str]]) -> str:
    """A pattern of a number's words, of which none is the beginning of a larger number: Persian "چهار" is, of fourteen."""
    bare_words = {word.rstrip("*+-"): other for other, words in numbers.items() for word in words}
    patterns = {}
    for word in map(str, numbers[value]):
        stem = word.rstrip("*")
        longer = [other for other in bare_words if other.startswith(stem) and other not in numbers[value]]
        more = "|".join(sorted({literal(_plain(other[len(stem) :])[:4]) for other in longer if other != stem} - {""}))
        pattern = _pattern(word)
        if more and word.endswith("*") and not word.startswith("~"):
            pattern = f"{literal(_plain(stem))}(?!{more}){pattern.removeprefix(literal(_plain(stem)))}"
        patterns[pattern] = len(word)
    return f"(?:{'|'.join(sorted(patterns, key=lambda one: -patterns[one]))})"


def _inner(texts: Iterable[str], wrap: str = "?:") -> str:
    listed = "|".join(sorted(dict.fromkeys(map(_pattern, map(str, texts))), key=len, reverse=True))
    return f"(?:{listed})" if wrap else listed


def _any(texts: Iterable[str], left: str, end: str) -> str:
    return f"{left}{_inner(texts)}{end}"


def _stems(names: Iterable[str]) -> list[str]:
    """The names of one month or day with other endings: cases differ in their last letters. A short one has a short ending, lest
    Ukrainian "середа" be found in "середній".
    """
    return [
        f"{name[:-2]}*" if len(name) > 6 else f"{name[:-1]}+" if len(name) > 4 else name
        for name in names
        if not name[-1].isdigit()
    ]


def _named(known: Locale | None, what: str) -> dict[int, list[str]]:
    """CLDR's names of months (1 to 12) or days (Monday is 0), without those it takes over from another language."""
    if known is None:
        return {}
    found: dict[int, list[str]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in getattr(known, what)[context].get(width, {}).items():
                borrowed = (
                    not name.isascii()
                    and any("\u4e00" <= c <= "\u9fff" for c in name)
                    and known.language not in ("zh", "ja", "yue")
                )
                if not borrowed and what == "months" and len(name.rstrip(".")) == 3 and name[0].isalpha():
                    # So short a word needs its point.
                    found.setdefault(number, []).append(name.rstrip(".") + ".")
                if not borrowed and (width == "wide" or len(name) > 3 or known.language in ("zh", "ja")):
                    found.setdefault(number, []).append(name.rstrip("."))
    return found


def _money(known: Locale | None, said: dict) -> dict[str, list[str]]:
    """What all dollars have in common in CLDR's names of them, and spoken.yml's words."""
    found = {name: list(said.get(name, [])) for name in ("dollar", "cent", "euro", "pound")}
    names = [known.currencies.get(code, "") for code in ("CAD", "USD", "AUD")] if known else []
    common = set.intersection(*({word.lower() for word in name.split()} for name in names)) if names else set()
    found["dollar"] += [f"{word[:-1] if len(word) > 5 else word}*" for word in common if len(word) > 2]
    for name, code in (("euro", "EUR"), ("pound", "GBP")):
        if known and code in known.currencies and known.currencies[code] != code:
            found[name] += [f"{known.currencies[code].split()[0].lower()[:5]}*"]
    return found
