"""How languages say numbers, months, weekdays, halves of the day, percent and money: CLDR and num2words, over them spoken.yml.

All patterns are regular expressions that Python and ECMAScript both know, over text as `facts.spelled` gives it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import convertdate

from ..core import locale
from . import english, names, numerals, table
from .facts import Families, spelled

NIGHT = {"am": (0, 12, 1, 2, 3, 4, 5), "pm": (0, 6, 7, 8, 9, 10, 11)}
"""Hours that languages may call the night; 0 is any."""
IN_ENGLISH = {"am": ["a.m"], "pm": ["p.m"]}
"""Which many languages write as it is."""
ROUND = re.compile(r"[1-9]\d{0,2}0{2,6}")
"""Numbers that texts write in words although they are large."""
COUNTED_IN_CHARACTERS = range(3, 13)
SIGN = r"[\x00-`{-\xbf]|[\u2000-\u2bff]"  # in two: Python takes milliseconds to compile a wide set of many ranges
"""What is no small letter of any alphabet."""
SPACED, END = f"(^|{SIGN})", f"(?=$|{SIGN})"
AGGLUTINATING = ("tr", "az", "uz", "kk", "ky", "ckb", "ku", "so", "am", "ti", "fi", "hu", "et", "ta", "te")
"""Languages that put many endings behind a name."""
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
ENGLISH_MONTHS = english.LOCALE.months["format"]["wide"]
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
    and_ten: str = ""
    """What stands between ones and tens, in a language that may say the ones first."""
    point: str = ""
    """The word between the whole of a number and its decimal digits."""
    clock: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Minutes → how they are said, with {h} for the hour or {n} for the next one."""
    hours: dict[int, str] = field(default_factory=dict)
    """Hour → pattern without a group of words that stand for hours alone."""
    hours_shifted: bool = False
    """Whether hours in words are counted from dawn, and in no other way."""
    hour_before: str = ""
    """What stands before an hour in words: Swahili "saa"."""
    after_ten: str = ""
    """What follows a ten that is a part of eleven or twelve."""

    def words(self, number: str) -> str:
        """A pattern of a number in words, '' where they are not known. Chinese ones are made, by CLDR's spellout rules of zh."""
        if number in self.number_words and not number.isdigit():
            return self.number_words[number]
        whole, _, part = number.partition(".")
        if part and number.replace(".", "").isdigit():
            return _either([self._and_half(whole) if part == "5" else "", self._with_point(whole, part)])
        if not number.isdigit():
            return ""
        if self.han and len(number) < 9 and number not in self.number_words:
            return f"(){numerals.han(int(number))}"
        return _either([self.number_words.get(number, ""), self._made(number)])

    def _and_half(self, whole: str) -> str:
        word, half = self.words(whole), self.words("half")
        if word and self.plus_half:
            return f"{SPACED}{self.plus_half}[^\\d]{{0,3}}{bare(word)}"
        if whole == "1":
            # "Une demi-heure" is a half.
            return ""
        # "Two hours to two and a half" has two twos.
        gap = 3 if whole == "2" else 20
        return f"{word}[^\\d]{{0,{gap}}}{bare(half)}" if word and half else ""

    def _with_point(self, whole: str, part: str) -> str:
        """ "Two point five", digit by digit after the point; '' where its word is not known."""
        digits = [self.words(one) for one in (whole, *part)]
        if not self.point or not all(digits):
            return ""
        return digits[0] + f"[^\\d]{{0,3}}?{self.point}" + "".join(f"[^\\d]{{0,3}}?{bare(one)}" for one in digits[1:])

    def _made(self, number: str) -> str:
        """A number that the table has not, by num2words or of its tens and ones."""
        if number in self.number_words and (number in ("0", "1", "2") or len(number) < 2):
            return ""
        short = len(number) < 3 or bool(ROUND.fullmatch(number))
        listed = number in self.number_words
        spoken = numerals.in_words(int(number), self.tag) if short and self.tag and not listed else []
        spoken += [word.replace(" و ", " و") for word in spoken]
        # The other case of Arabic.
        spoken += [word.replace("ون", "ين").replace("اثنان", "اثنين").replace("اثنا ", "اثني ") for word in spoken]
        whole = _any(spoken, SPACED, END) if spoken else ""
        # In the cases that num2words leaves out.
        return _either([whole, self._tens_and_ones(number) if len(number) == 2 else self._hundreds(number)])

    def _hundreds(self, number: str) -> str:
        """Three hundred, of three and the word for a hundred."""
        word = dict(self.units).get(100)
        if len(number) != 3 or not number.endswith("00") or not word or not (count := self.words(number[0])):
            return ""
        return _either([f"{count}[^\\d]{{0,3}}{word}", f"{SPACED}{word}[^\\d]{{0,3}}{bare(count)}"])

    def _tens_and_ones(self, number: str) -> str:
        """ "Labaatan iyo shan": 25 in a language whose tens and ones are known."""
        tens, ones = (self.number_words.get(one, "") for one in (number[0] + "0", number[1]))
        if not tens or not ones or number[1] == "0":
            return ""
        both = f"{tens}[^\\d]{{0,6}}?{bare(ones)}"
        # "Shan iyo labaatan".
        return _either([both, f"{ones}{self.and_ten}{bare(tens)}"]) if self.and_ten else both

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
        months = self.months if self.calendar == "buddhist" else self.other_months
        named = months.get(there[1])
        return [(there[0], f"(?:{named}|0?{there[1]}(?!\\d))[^\\d]{{0,12}}" if named else "", int(there[2]))]


@functools.cache
def tongue(tag: str) -> Tongue:
    """What is known of a language; of one that neither CLDR nor spoken.yml knows, what all share."""
    known = locale.cldr(tag)
    said = table.said(tag)
    script = locale.script(tag)
    left, end = ("()", "") if script in UNBOUND else (SPACED + PREFIXES.get(tag.split("-")[0], ""), END)

    def words(texts: Iterable[str]) -> str:
        return _any(texts, left, end)

    numbers = numerals.listed(tag, said)
    number_words = {value: f"{left}{_number(value, numbers)}{end}" for value, texts in numbers.items() if texts}
    months, weekdays = names.named(known, "months"), names.named(known, "days")
    numbered = {n: [name for name in texts if name[-1].isdigit()] for n, texts in months.items()}
    month_words = {
        n: [
            *names.stems(months.get(n, []), tag.split("-")[0] in AGGLUTINATING),
            *numbered.get(n, []),
            *said.get("months", {}).get(n, []),
        ]
        for n in range(1, 13)
    }
    day_words = {n: [*names.stems(weekdays.get(n - 1, [])), *said.get("weekdays", {}).get(n, [])] for n in range(1, 8)}
    halves = {half: words([*said[half], *IN_ENGLISH.get(half, [])]) for half in ("am", "pm", "night") if said.get(half)}
    noon = {one: words(said[one]) for one in ("noon", "midnight") if said.get(one)}
    parts = {
        one: words(texts) for one, texts in (("third", said.get("third")), ("quarter", numbers["quarter"])) if texts
    }
    count = _count(said, number_words, script)
    # Of its words only the plain one: others mean "both" and "second" too, and Arabic says it by an ending.
    if count and (two := said.get("two", numerals.in_words(2, tag))):
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
        "part": parts if len(parts) == 2 else {},
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
        {
            n: _inner([*texts, *([ENGLISH_MONTHS[n]] if ENGLISH_MONTHS[n] not in said.get("not_months", []) else [])])
            for n, texts in month_words.items()
            if texts
        },
        _inner(["%", "percent", "per cent", *said.get("percent", [])]),
        {name: _inner(texts, "") for name, texts in names.money(known, said).items() if texts},
        tuple((int(unit), _inner(words)) for unit, words in said.get("units", {}).items()),
        _inner(["h", *said.get("hour", [])], ""),
        _inner(said["half_past"]) if said.get("half_past") else "",
        _inner(said.get("noon", ["noon"])),
        _inner(said.get("midnight", ["midnight"])),
        CALENDARS.get(tag.split("-")[0], ""),
        frozenset(map(str, said.get("twice", []))),
        tuple(said.get("foreign", ("", ""))),
        {n: _inner(texts) for n, texts in said.get("other_months", {}).items()},
        script in numerals.HAN,
        _inner(said["half_to"]) if said.get("half_to") else "",
        {
            half: words([*said[half], *IN_ENGLISH[half], *said.get("night", [])])
            for half in ("am", "pm")
            if said.get(half)
        },
        frozenset(map(str, said.get("function", []))),
        {unit: words(texts) for unit in ("hour", "day", "week", "year") if (texts := names.duration(known, unit))},
        _inner(said["plus_half"]) if said.get("plus_half") else "",
        f"\\s{_inner(said['and_ten'])}\\s?" if said.get("and_ten") else "",
        _inner(said["point"]) if said.get("point") else "",
        {str(minutes): tuple(texts) for minutes, texts in said.get("clock", {}).items()},
        {hour: _inner(texts) for hour, texts in said.get("hours", {}).items()},
        bool(said.get("hours_shifted")),
        _inner(said["hour_before"]) if said.get("hour_before") else "",
        _inner(said["after_ten"]) if said.get("after_ten") else "",
    )


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


def plain(text: str) -> str:
    return spelled(text).strip()


def _pattern(text: str) -> str:
    """A pattern of one word of the table: `word*` with any ending, `word+` with one of 1 or 2 letters, `~word` with any beginning."""
    begin, text = (r"[^\s\d]{2,20}", text[1:]) if text.startswith("~") else ("", text)
    tail = {"*": r"[^\s\d.,;:!?()]*", "+": r"[^\s\d.,;:!?()]{1,2}"}.get(text[-1], "")
    text = text[:-1] if tail else text
    if len(text) == 1 and text.isalpha() and not begin and not tail and text < "\u1000":
        # A letter alone, as Arabic has for the halves of the day.
        return rf"(?:^|[\s\"']){literal(plain(text))}(?=$|[\s.,;:!?)])"
    whole = r"(?!\d)" if text[-1:].isdigit() else ""
    return begin + literal(plain(text)) + tail + whole


def _number(value: str, numbers: dict[str, list[str]]) -> str:
    """A pattern of a number's words, of which none is the beginning of a larger number: Persian "چهار" is, of fourteen."""
    bare_words = {word.rstrip("*+-"): other for other, words in numbers.items() for word in words}
    patterns = {}
    for word in map(str, numbers[value]):
        stem = word.rstrip("*")
        longer = [other for other in bare_words if other.startswith(stem) and other not in numbers[value]]
        more = "|".join(sorted({literal(plain(other[len(stem) :])[:4]) for other in longer if other != stem} - {""}))
        pattern = _pattern(word)
        if more and word.endswith("*") and not word.startswith("~"):
            pattern = f"{literal(plain(stem))}(?!{more}){pattern.removeprefix(literal(plain(stem)))}"
        patterns[pattern] = len(word)
    return f"(?:{'|'.join(sorted(patterns, key=lambda one: -patterns[one]))})"


def _either(patterns: Iterable[str]) -> str:
    """One pattern of several, '' for none; each begins with what may stand before a word."""
    given = [pattern for pattern in dict.fromkeys(patterns) if pattern]
    if len(given) < 2:
        return given[0] if given else ""
    before = SPACED if given[0].startswith(SPACED) else "()"
    rest = [pattern.removeprefix(before) for pattern in given if pattern.startswith(before)]
    return f"{before}(?:{'|'.join(rest)})"


def _inner(texts: Iterable[str], wrap: str = "?:") -> str:
    listed = "|".join(sorted(dict.fromkeys(map(_pattern, map(str, texts))), key=len, reverse=True))
    return f"(?:{listed})" if wrap else listed


def _any(texts: Iterable[str], left: str, end: str) -> str:
    return f"{left}{_inner(texts)}{end}"
