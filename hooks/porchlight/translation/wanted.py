"""The facts of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from . import spoken
from .facts import Fact, spelled
from .spoken import literal

MAYBE = re.compile(
    r"\d|@|www\.|(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\w+day|noon|midnight|all day|day and night|around the clock|"
    + "|".join(word for word, value in spoken.ENGLISH_NUMBERS.items() if value != "1")
    + r")\b|\.(?:ca|com|org|net)\b"
)
NOT_BEFORE, NOT_AFTER = r"(^|[^\d.,]|[^\d][.,])", r"(?![\d]|[.,]\d)"
GAP = r"[^\d]{0,25}"
HOUR = r"\s?[:.h]\s?00(?!\d)"
"""12 noon, 16 o'clock, "from 13": as 12:00."""
HALVES = {"a": "am", "p": "pm"}
HALF = r"([ap])\.?m(?:\b|(?=to|till|until|[a-z]{3,6}day))"
TIME = re.compile(
    rf"(?<![\d:.])(1?\d|2[0-3]|0[1-9])(?:[:.](\d\d))?\s?{HALF}\.?"
    r"|(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?!\d|:\d)"
)
RANGE_TO_TIME = re.compile(
    r"(?<![\d:.])(?P<clock>(\d{1,2})(?:[:.](\d\d))?)\s?(?:-|to|and|until)\s?"
    rf"(?=\d{{1,2}}(?:[:.]\d\d)?\s?{HALF})"
)
MONTH = "|".join(name for name in spoken.MONTHS)
DATE = re.compile(
    rf"(?<!\d)(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|\b(?P<m2>{MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}))?\b"
    rf"|(?<![\w-])(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m3>{MONTH})(?:,?\s(?P<y3>\d{{4}}))?\b"
    rf"|\b(?P<m4>{MONTH}),?\s(?P<y4>\d{{4}})\b"
    r"|(?<![\d.,])(?P<d5>0?[1-9]|[12]\d|3[01])\.\s?(?P<m5>0?[1-9]|1[0-2])\.(?:\s?(?P<y5>\d{4}|\d\d)\b)?(?![\d.])"
)
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')]*[\w/]|\b(?:[a-z0-9-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info|int|eu)\b(?:/[^\s<>\"'),]*[\w/])?"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d ().-]{5,}\d(?![\w]|[.,]\d)|(?<![\d-])\d-\d-\d(?!\d|-\d)")
PERCENT = re.compile(r"(\d{1,15}(?:[.,]\d{1,15}){0,5})\s?(?:%|percent\b|per cent\b)")
MONEY = re.compile(
    r"(?:(?:ca|us|c)?(?P<sign>[$€£])\s?(?P<after>\d{1,15}(?:[.,]\d{1,15}){0,5})|(?P<before>\d{1,15}(?:[.,]\d{1,15}){0,5})\s?(?:(?P<sign2>[$€£])|(?P<word>dollars?|cents?|euros?|pounds?)\b))"
)
NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})*")
FRACTION = re.compile(r"(?<![\w/.,])(?:(\d+)\s)?(\d)/(\d)(?![\d/])")
PARTS = re.compile(r"\b(?:one|two|three|a)[ -](third|quarter)s?\b")
ROMAN = re.compile(r"(?<![\w.])(?=V\b|[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ALWAYS = re.compile(
    r"\b24/7\b|\b24 hours(?: a day)?(?:,? (?:and )?(?:7|seven) days(?: a week)?)?|\b(?:all )?day and night|\baround the clock|\ball day\b"
)
"""At any hour, which each language says in its own way."""
ONE = (Fact("one", "one", (), False),)
ONE_WORD = re.compile(
    r"\b(?:" + "|".join(word for word, value in spoken.ENGLISH_NUMBERS.items() if value == "1") + r")\b"
)
RANGE = re.compile(r"(?<![\d.,-])(\d{1,9}(?:,\d{3})*)\s?(?:-|to)\s?(\d{1,9}(?:,\d{3})*)(?![\d]|[.,-]\d)")
FEWEST_PHONE_DIGITS = 7
EQUAL = {"14 day": ("2", "15"), "2 week": ("14", "15"), "6 month": ("half",)}
"""What languages count in other units: a fortnight is "quinze jours"."""


@functools.lru_cache(maxsize=50_000)
def wanted(text: str, tag: str, country: str = "") -> tuple[Fact, ...]:
    """The facts of a source text, in the order they are looked for in a translation into a language.

    `country` (ISO 3166-1) is whose phone numbers stand without a country code.
    """
    left = spelled(text)
    roman = [_roman(match) for match in ROMAN.finditer(text)]
    if not roman and not MAYBE.search(left):
        # Nearly all texts. "A year" may become "1 year".
        return ONE if ONE_WORD.search(left) else ()
    tongue = spoken.tongue(tag)
    found: list[Fact] = []

    def take(pattern: re.Pattern[str], made) -> None:
        nonlocal left
        kept = []
        at = 0
        for match in pattern.finditer(left):
            facts = made(match)
            if facts:
                found.extend(facts)
                # No number may reach over the gap.
                kept += (left[at : match.start()], "|")
                at = match.end()
        left = "".join(kept) + left[at:]

    take(EMAIL, lambda m: [Fact("email", m[0], (f"(){literal(m[0])}",))])
    take(ADDRESS, lambda m: [Fact("address", m[0], (f"(){literal(m[0])}",))])
    take(DATE, lambda m: _date(m, tongue) if _is_date(m, text) else [])
    left = _phones(left, country, found)
    take(ALWAYS, lambda m: [Fact("number", m[0], (f"{NOT_BEFORE}{n}{NOT_AFTER}",), False) for n in ("24", "7", "24")])
    take(RANGE_TO_TIME, lambda m: [_time(m["clock"], int(m[2]), m[3], "", tongue)])
    take(TIME, lambda m: _times(m, tongue))
    take(PERCENT, lambda m: [_with_sign("percent", m[0], m[1], tongue.percent, tongue)])
    take(MONEY, lambda m: [_money(m, tongue)])
    take(FRACTION, lambda m: _fraction(m, tongue))
    # "One to two days" has no number in languages with a dual.
    take(RANGE, lambda m: [_range(m, tongue)] if 1 != _value(m[1]) < _value(m[2]) else [])
    numbers: list[Fact] = []
    for match in NUMBER.finditer(left):
        glued = left[max(0, match.start() - 1) : match.start()].isalpha()
        numbers += _numbers(match[0], tongue, glued, left[match.end() : match.end() + 9])
    # The long ones first, lest a 5 be found in what is left of a 15.
    found += sorted(numbers, key=lambda fact: -len(fact.shown))
    left = NUMBER.sub(" ", left)
    take(PARTS, lambda m: [Fact("number", m[0], _said(m[1], tongue), False)])
    # What may be said otherwise last, lest "both" take the word of a "two". So too the halves of the day, which tell times apart.
    found += sorted(_words(left, tongue), key=lambda fact: not fact.member)
    found += roman
    found.sort(key=lambda fact: fact.kind == "half")
    return tuple(dataclasses.replace(fact, shown=_as_written(fact.shown, text)) for fact in found)


# Each kind


def _as_written(shown: str, text: str) -> str:
    """What was found in small letters, as the source writes it."""
    match = re.search(re.escape(shown), text, re.IGNORECASE)
    return match[0] if match else shown


def _value(number: str) -> int:
    return int(number.replace(",", ""))


def _range(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """From one number to a larger one, in this order."""
    ends = []
    for number in match.groups():
        words = tongue.words(str(_value(number)))
        digits = _digits(number.lstrip("0") or "0")
        ends.append(f"(?:0?{digits}(?:{HOUR}|(?!\\d)){'|' + _bare(words) if words else ''})")
    return Fact("number", match[0], (f"(^|[^\\d]){ends[0]}[^\\d]{{0,40}}{ends[1]}",))


def _bare(pattern: str) -> str:
    """A pattern without its group."""
    return pattern.replace("(", "(?:", 1)


def _said(value: str, tongue: spoken.Tongue) -> tuple[str, ...]:
    """Patterns of a number that English says in a word: in digits, in words."""
    digits = [_plain(one) for one in spoken.ALSO.get(value, (spoken.ENGLISH_NUMBERS.get(value, value),))]
    words = tongue.words(spoken.ENGLISH_NUMBERS.get(value, value))
    return (*digits, *([words] if words else []))


def _plain(number: str) -> str:
    """A pattern of a number in digits."""
    zero, hour = ("0?", f"(?:{HOUR}|{NOT_AFTER})") if len(number) < 3 and number.isdigit() else ("", NOT_AFTER)
    return f"{NOT_BEFORE}{zero}{_digits(number)}{hour}"


def _fraction(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """1/3, or 1 1/2."""
    if match[1] and match[2] + match[3] == "12":
        return [Fact("number", match[0], _and_half(match[1], tongue))]
    if match[1] or match[2] >= match[3]:
        return []
    return [Fact("number", match[0], (f"{NOT_BEFORE}{match[2]}\\s?/\\s?{match[3]}{NOT_AFTER}",), False)]


def _and_half(whole: str, tongue: spoken.Tongue) -> tuple[str, ...]:
    """Patterns of a number and a half: 1.5, 1 1/2, one and a half; "an hour and a half" has no word for the one."""
    patterns = [f"{NOT_BEFORE}{whole}(?:[.,]50?|\\s?1/2){NOT_AFTER}"]
    if half := _bare(tongue.words("half")):
        patterns += [f"{NOT_BEFORE}{whole}[^\\d]{{0,20}}{half}"]
        if whole in ("1", "2"):
            patterns += [tongue.words("half")]
        elif words := tongue.words(whole):
            patterns += [f"{words}.{{0,20}}{half}"]
    return tuple(patterns)


def _roman(match: re.Match) -> Fact:
    """A Roman numeral, which another language may write as a number."""
    value = 10 * len(match[1]) + {"IX": 9, "IV": 4}.get(match[2], 5 * match[2].count("V") + match[2].count("I"))
    return Fact("number", match[0], (_plain(str(value)),), False)


def _digits(number: str) -> str:
    """A pattern of a number as English writes it (1,234.50), with any language's signs between its digits, or none."""
    whole, _, part = number.partition(".") if re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", number) else (number, "", "")
    whole = whole.replace(",", "")
    groups = whole
    if len(whole) > 3 and whole.isdigit():
        head = len(whole) % 3
        thirds = [whole[:head]] * bool(head) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
        rest, last = whole[:-3], whole[-3:]
        lakhs = [rest[: len(rest) % 2]] * bool(len(rest) % 2) + [
            rest[i : i + 2] for i in range(len(rest) % 2, len(rest), 2)
        ]
        groups = "(?:" + "|".join(dict.fromkeys("[., ']?".join(parts) for parts in (thirds, [*lakhs, last]))) + ")"
    if part and part.strip("0"):
        # 19.30 may be a time.
        return f"{groups}[.,{':h' * (len(part) == 2)}]{part.rstrip('0')}0*"
    return groups + (r"(?:[.,]0+)?" if part else "")


def _large(number: str, tongue: spoken.Tongue) -> list[str]:
    """Patterns with a word for its zeros: 10,000 as 1万."""
    value = number.replace(",", "")
    return [
        f"{_digits(f'{int(value) / unit:g}')}\\s?{word}"
        for unit, word in tongue.units
        if value.isdigit() and int(value) >= unit and f"{int(value) / unit:g}".replace(".", "").isdigit()
    ]


def _numbers(shown: str, tongue: spoken.Tongue, glued: bool, after: str) -> Iterator[Fact]:
    """`glued`: whether it is part of a name, such as A1. `after`: the text that follows."""
    if not re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", shown):
        # "1,2,3" or "10.5.2": a list or a name of a part.
        for one in re.findall(r"\d+", shown):
            yield Fact("number", one, (rf"(^|[^\d])0?{one}(?!\d)",))
        return
    if shown.endswith(".5"):
        yield Fact("number", shown, _and_half(shown[:-2], tongue))
        return
    patterns = [_plain(shown)]
    patterns += [f"{NOT_BEFORE}{pattern}" for pattern in _large(shown, tongue)]
    if len(shown) == 3 and shown.isdigit():
        patterns.append(f"{NOT_BEFORE}{'[- .]'.join(shown)}{NOT_AFTER}")
    if not glued and (words := tongue.words(shown.replace(",", ""))):
        patterns.append(words)
    patterns += _equal(shown, after, tongue)
    # A language says one with its article, or not at all.
    yield Fact("number", shown, tuple(patterns), shown != "1" or glued, "" if glued else f"count:{shown}")


def _equal(value: str, after: str, tongue: spoken.Tongue) -> list[str]:
    """Patterns of the same time in another unit."""
    unit = re.match(r"[- ](day|week|month)", after)
    return [pattern for one in EQUAL.get(f"{value} {unit[1]}", ()) for pattern in _said(one, tongue)] if unit else []


def _with_sign(kind: str, shown: str, number: str, sign: str, tongue: spoken.Tongue) -> Fact:
    """A number with a sign or word on either side of it."""
    near = r"[^\d]{0,16}"
    patterns = []
    for digits in (_digits(number), *_large(number, tongue)):
        patterns += [f"{NOT_BEFORE}{digits}(?!\\d){near}{sign}", f"(){sign}{near}{digits}{NOT_AFTER}"]
    if words := tongue.words(number):
        patterns += [f"{words}{near}{sign}", f"(){sign}{near}{_bare(words)}"]
    return Fact(kind, shown.strip(), tuple(patterns))


def _money(match: re.Match, tongue: spoken.Tongue) -> Fact:
    number = match["after"] or match["before"]
    sign = match["sign"] or match["sign2"] or match["word"].rstrip("s")
    return _with_sign("money", match[0], number, tongue.currency(sign), tongue)


def _is_date(match: re.Match, text: str) -> bool:
    """Whether its month is written as a name: "9-1-1 may not work"."""
    written = _as_written(match[0], text)
    return not any(word in written for word in ("may", "march", "mar "))


def _date(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    if "d" not in parts and parts["m"] == "may" and "y" not in parts:
        return []
    month = int(parts["m"]) if parts["m"].isdigit() else spoken.MONTHS[parts["m"]]
    there = (
        tongue.elsewhere(int(parts["y"]), month, int(parts["d"])) if len(parts) == 3 and len(parts["y"]) == 4 else []
    )
    year, day = tongue.year(parts.get("y", "")), parts.get("d", "").lstrip("0")
    if len(year) == 2:
        year = f"(?:20)?{year}"
    if tongue.han and day:
        day = f"(?:{day}|{tongue.words(day).removeprefix('()')})"
    if not day:
        orders = ["{m}{gap}{y}", "{y}{gap}{m}"]
    elif not year:
        orders = ["{d}(?!\\d){gap}{m}", "{m}{gap}{d}"]
    else:
        orders = ["{d}(?!\\d){gap}{m}{gap}{y}", "{m}{gap}{d}(?!\\d){gap}{y}", "{y}{gap}{m}{gap}{d}"]
    # With its name first, lest the 5 of "May 5" be taken for the month.
    dates = [order.format(d=f"0?{day}", m=m, y=year, gap=GAP) for m in tongue.month(month) for order in orders]
    for y, m, d in there:
        dates += [f"0?{d}(?!\\d){GAP}{m}{y}", f"{m}0?{d}(?!\\d){GAP}{y}", f"{y}{GAP}{m}0?{d}"]
    found = [Fact("date", match[0], tuple(f"(^|[^\\d]){date}(?!\\d)" for date in dates))]
    # The same day in the other calendar may stand beside it.
    return found + [
        Fact("date", match[0], (f"(^|[^\\d])0?{d}(?!\\d){GAP}{y}(?!\\d)", f"(^|[^\\d]){y}{GAP}0?{d}(?!\\d)"), False)
        for y, _, d in there
    ]


def _phones(left: str, country: str, found: list[Fact]) -> str:
    spans = [(m.start(), m.end()) for m in PHONE.finditer(left) if _is_phone(m[0])]
    if sum(c.isdigit() for c in left) >= FEWEST_PHONE_DIGITS and country:
        spans += [(m.start, m.end) for m in PhoneNumberMatcher(left, country, phonenumbers.Leniency.VALID)]
    at = len(left) + 1
    for start, end in sorted(set(spans), key=lambda span: (-span[1], span[0])):
        if end <= at:
            at = start
            digits = re.sub(r"\D", "", left[start:end])
            pattern = r"(^|[^\d])" + r"[ ().\/-]{0,3}".join(digits) + r"(?!\d)"
            found.append(Fact("phone", left[start:end].strip(), (pattern,)))
            left = f"{left[:start]}|{left[end:]}"
    return left


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return bool(re.fullmatch(r"\d-\d-\d", text)) or (
        len(digits) >= FEWEST_PHONE_DIGITS
        and bool(re.search(r"\d[-)]|^\+", text))
        and not re.fullmatch(r"\d{4} ?- ?\d{4}", text)
    )


def _times(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    if match[4]:
        return [_time(match[0], int(match[4]), match[5], "24", tongue)]
    half = HALVES[match[3]]
    made = [_time(match[0], int(match[1]), match[2], half, tongue)]
    if half in tongue.families.get("half", {}):
        made.append(Fact("half", match[0], (tongue.families["half"][half],), False, f"half:{half}"))
    return made


def _time(shown: str, hour: int, minutes: str | None, half: str, tongue: spoken.Tongue) -> Fact:
    """`half`: 'am' or 'pm'; '24' for a 24-hour clock, '' where the source does not say."""
    between = rf"\s?(?:[:.h٫時时点點]|{tongue.hour})\s?"
    past = f"{between}{minutes}" if minutes and minutes != "00" else f"(?:{between}(?:00)?(?!\\d))?"
    later = hour % 12 + 12
    hours = {"am": [hour % 12 if hour == 12 else hour], "pm": [later], "24": [hour % 24, hour], "": [hour, later]}[half]
    patterns = [f"(^|[^\\d:.]|[^\\d][:.])0?{one}{past}(?!\\d|:\\d)" for one in dict.fromkeys(hours)]
    half_past = {"30": tongue.half_past}.get(minutes or "", "")
    if half == "pm" or (half == "am" and hour == 12):
        word = tongue.families.get("half", {}).get(half, "")
        word = _bare(word)
        clock = f"0?{hour}{past}(?!\\d)"
        # As the source says it first, lest "6 pm" take an 18 from elsewhere.
        patterns.insert(0, f"(^|[^\\d:.]|[^\\d][:.]){clock}\\s?{half[0]}\\.?m")
        patterns += [
            f"(^|[^\\d:.]|[^\\d][:.]){clock}(?=[^\\d]{{0,30}}{word})" if word else f"(^|[^\\d:.]|[^\\d][:.]){clock}"
        ]
        if word:
            # "de 1 à 5 de l'après-midi" says it once; "下午5点" before.
            patterns += [
                f"({word}[^\\d]{{0,20}}(?:\\d{{1,2}}[^\\d]{{1,12}})?){clock}",
                f"(^|[^\\d:.]|[^\\d][:.]){clock}(?=.{{0,30}}{word})",
            ]
    elif half == "24" and hour > 12:
        patterns += [f"(^|[^\\d:.]|[^\\d][:.])0?{hour - 12}{past}(?!\\d|:\\d)"]
    if half_past:
        patterns += [f"(^|[^\\d:.]|[^\\d][:.])0?{one}\\s?{half_past}" for one in {hour, later}]
    if words := tongue.words(str(hour)):
        patterns.append(words)
    if hour == 12:
        patterns.append(f"(){tongue.noon}" if half != "am" else f"(){tongue.midnight}")
    return Fact("time", shown.strip(), tuple(patterns))


def _words(left: str, tongue: spoken.Tongue) -> Iterator[Fact]:
    """Facts that English says in words: they may stand in digits or in words, and another in their place is a fault."""
    for match in WORDS.finditer(left):
        word = match[0]
        if word.rstrip("s") in spoken.WEEKDAYS:
            number = spoken.WEEKDAYS[word.rstrip("s")]
            pattern = tongue.families.get("weekday", {}).get(str(number))
            if pattern:
                yield Fact("weekday", word, (pattern,), False, f"weekday:{number}")
        elif word in spoken.MONTHS and word not in ("may", "march", "mar", "jan", "sun"):
            number = spoken.MONTHS[word]
            yield Fact(
                "date", word, tuple(f"(^|[^\\d]){one}" for one in tongue.month(number)), False, f"month:{number}"
            )
        elif word in spoken.ENGLISH_NUMBERS:
            value = spoken.ENGLISH_NUMBERS[word]
            if value == "1":
                yield Fact("one", word, (), False)
                continue
            patterns = (*_said(word, tongue), *_equal(value, left[match.end() : match.end() + 9], tongue))
            certain = value.isdigit() and word not in spoken.LOOSE
            yield Fact("number", word, patterns, False, f"count:{value}" if certain else "")
