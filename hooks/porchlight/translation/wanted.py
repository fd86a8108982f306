"""The facts of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from . import clock, english, spoken
from .clock import GAP, HOUR, as_written
from .facts import Fact, spelled
from .spoken import bare, literal

MAYBE = re.compile(
    r"\d|@|www\.|(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\w+day|noon|midnight|all day|day and night|around the clock|"
    + "|".join(word for word, value in english.NUMBERS.items() if value != "1")
    + r")\b|\.(?:ca|com|org|net)\b"
)
NOT_BEFORE, NOT_AFTER = r"(^|[^\d.,]|[^\d][.,])", r"(?![\d]|[.,]\d)"
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')]*[\w/]|\b(?:[a-z0-9-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info|int|eu)\b(?:/[^\s<>\"'),]*[\w/])?"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\d ()-]|\.(?! )){5,25}\d(?![\w]|[.,]\d)|(?<![\d-])\d-\d-\d(?!\d|-\d)")
PERCENT = re.compile(r"(\d{1,15}(?:[.,]\d{1,15}){0,5})\s?(?:%|percent\b|per cent\b)")
AMOUNT, SCALE = r"\d{1,15}(?:[.,]\d{1,15}){0,5}", r"(?:thousand|million|billion)"
MONEY = re.compile(
    rf"(?:(?:ca|us|c)?(?P<sign>[$€£])\s?(?P<after>{AMOUNT})(?:\s(?P<scale>{SCALE})\b)?"
    rf"|(?P<before>{AMOUNT})\s?(?:(?P<scale2>{SCALE})\s)?(?:(?P<sign2>[$€£])|(?P<word>dollars?|cents?|euros?|pounds?)\b))"
)
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SCALED = re.compile(rf"(?<![\d.,])({AMOUNT}|half an?|an?|one|two|three|four|five|ten)\s({SCALE})s?\b")
DECADE = re.compile(r"(?<![\w.,-])(1[5-9]|20)(\d0)'?s\b")
TITLED = re.compile(r"\b(?:part|title|chapter|schedule|section|phase|level|stage|class|annex|appendix|volume|book)\s$")
NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})*")
FRACTION = re.compile(r"(?<![\w/.,])(?:(\d+)\s)?(\d)/(\d)(?![\d/])")
PARTS = re.compile(r"\b(?:one|two|three|a)[ -](third|quarter)s?\b")
ROMAN = re.compile(r"(?<![\w.])(?=V\b|[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ALWAYS = re.compile(
    r"\b24/7\b|\b24 hours(?: a day)?(?:,? (?:and )?(?:7|seven) days(?: a week)?)?|\b(?:all )?day and night|\baround the clock|\ball day\b"
)
"""At any hour, which each language says in its own way."""
DAY, WEEK = f"24(?:{GAP}24)?", f"7(?:{GAP}7)?"
ROUND_THE_CLOCK = tuple(f"(^|[^\\d]){one}(?!\\d)" for one in (f"{WEEK}{GAP}{DAY}", f"{DAY}{GAP}{WEEK}", DAY))
ONE = (Fact("one", "one", (), False),)
ONE_WORDS = "|".join(word for word, value in english.NUMBERS.items() if value == "1")
ONE_WORD = re.compile(rf"\b(?:{ONE_WORDS})\b")
RANGE = re.compile(r"(?<![\d.,-])(\d{1,9}(?:,\d{3})*)\s?(?:-|to)\s?(\d{1,9}(?:,\d{3})*)(?![\d]|[.,-]\d)")
NEAR = r"[^\d]{0,16}?"
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
    at_night = "night" in left

    def take(pattern: re.Pattern[str], made) -> None:
        nonlocal left
        kept, taken, at = [], [], 0
        for match in pattern.finditer(left):
            if facts := made(match):
                taken += facts
                # No number may reach over the gap.
                kept += (left[at : match.start()], "|")
                at = match.end()
        left = "".join(kept) + left[at:]
        found.extend(_longest_first(taken))

    take(EMAIL, lambda m: [Fact("email", m[0], (f"(){literal(m[0])}",))])
    take(ADDRESS, lambda m: [Fact("address", m[0], (f"(){literal(m[0])}",))])
    take(clock.DATE, lambda m: clock.date(m, tongue) if clock.is_date(m, text) else [])
    left, phones = _phones(left, country)
    found += _longest_first(phones)
    take(ALWAYS, lambda m: [Fact("number", m[0], (f"(){literal(m[0])}", *ROUND_THE_CLOCK), False)])
    take(clock.RANGE_TO_TIME, lambda m: [clock.time(m["clock"], int(m[2]), m[3], "", tongue)])
    take(clock.TIME, lambda m: clock.times(m, tongue, at_night))
    take(PERCENT, lambda m: [_with_sign("percent", m[0], m[1], tongue.percent, tongue)])
    take(MONEY, lambda m: [_money(m, tongue)])
    take(DECADE, lambda m: [_decade(m, tongue)])
    take(SCALED, lambda m: _scaled(m, tongue))
    take(FRACTION, lambda m: _fraction(m, tongue))
    # "One to two days" has no number in languages with a dual.
    take(RANGE, lambda m: [_range(m, tongue)] if 1 != _value(m[1]) < _value(m[2]) else [])
    numbers: list[Fact] = []
    for match in NUMBER.finditer(left):
        glued = left[max(0, match.start() - 1) : match.start()].isalpha()
        before, after = left[max(0, match.start() - 12) : match.start()], left[match.end() : match.end() + 9]
        numbers += _numbers(match[0], tongue, glued, before, after)
    found += _longest_first(numbers)
    left = NUMBER.sub(" ", left)
    take(PARTS, lambda m: [Fact("number", m[0], _said(m[1], tongue), False)])
    # What may be said otherwise last, lest "both" take the word of a "two". So too the halves of the day, which tell times apart.
    found += sorted(_words(left, tongue), key=lambda fact: not fact.member)
    found += roman
    found.sort(key=lambda fact: fact.kind == "half")
    return tuple(dataclasses.replace(fact, shown=as_written(fact.shown, text)) for fact in found)


def _longest_first(facts: list[Fact]) -> list[Fact]:
    """Lest a 5 be found in what is left of a 15."""
    return sorted(facts, key=lambda fact: -len(fact.shown))


# Each kind


def _value(number: str) -> int:
    return int(number.replace(",", ""))


def _range(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """From one number to a larger one, in this order."""
    ends = []
    for number in match.groups():
        words = tongue.words(str(_value(number)))
        digits = _digits(number.lstrip("0") or "0")
        ends.append(f"(?:0?{digits}(?:{HOUR}|(?!\\d)){'|' + bare(words) if words else ''})")
    return Fact("number", match[0], (f"(^|[^\\d]){ends[0]}[^\\d]{{0,40}}{ends[1]}",))


def _said(value: str, tongue: spoken.Tongue) -> tuple[str, ...]:
    """Patterns of a number that English says in a word: in digits, in words."""
    digits = [_plain(one) for one in english.ALSO.get(value, (english.NUMBERS.get(value, value),))]
    words = tongue.words(english.NUMBERS.get(value, value))
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
    if half := bare(tongue.words("half")):
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


def _as_roman(value: int) -> str:
    """A pattern of a number below 40 in small Roman numerals, whose letters a Cyrillic keyboard has too."""
    small = "x" * (value // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[value % 10]
    return small.replace("i", "[iі]").replace("x", "[xх]")


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
    """Patterns with a word for its zeros, without a group: 10,000 as 1万, 1,500,000 as one million and a half."""
    value = number.replace(",", "")
    patterns = []
    for unit, word in tongue.units:
        count = f"{int(value) / unit:g}" if value.isdigit() and int(value) >= unit // 2 else ""
        whole, _, part = count.partition(".")
        if not (whole + part).isdigit():
            continue
        said = [bare(words)] if (words := tongue.words(count)) else []
        half = bare(tongue.words("half"))
        if part == "5" and half:
            # "Mezzo milione", "un million et demi".
            if whole == "0":
                said += [half]
            else:
                first = [_digits(whole), *([bare(words)] if (words := tongue.words(whole)) else [])]
                either = f"(?:{'|'.join(first)})"
                patterns += [
                    f"{either}[^\\d]{{0,3}}{word}[^\\d]{{0,9}}{half}",
                    f"{either}[^\\d]{{0,6}}{half}[^\\d]{{0,3}}{word}",
                ]
                if "1" in tongue.families.get("pair", {}) and whole in ("1", "2"):
                    # Arabic says "million and half", and two millions by an ending.
                    patterns.append(f"{word}{'' if whole == '1' else '[^ ]{2}'}{half}")
        patterns += [f"{one}[^\\d]{{0,3}}{word}" for one in [*([_digits(count)] if whole != "0" else []), *said]]
    return patterns


def _scaled(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """1.5 million, half a million."""
    amount, scale = match.groups()
    said = {"half a": "0.5", "half an": "0.5", "a": "1", "an": "1"}.get(amount, english.NUMBERS.get(amount, amount))
    if not (value := _times_scale(said, scale)):
        return []
    patterns = [f"{NOT_BEFORE}{one}" for one in (f"{_digits(value)}{NOT_AFTER}", *_large(value, tongue))]
    # As in the source first, lest the 1.5 of "1.5 million" be found in a 1,500. The word for its zeros may be one we do not know.
    return [
        Fact(
            "number",
            match[0],
            (f"{NOT_BEFORE}{literal(match[0])}", *patterns, *_said(said, tongue)),
            amount[0].isdigit(),
        )
    ]


def _times_scale(amount: str, scale: str) -> str:
    """1.5, million → 1,500,000. '' where that is no whole number."""
    try:
        value = Decimal(amount.replace(",", "")) * SCALES[scale]
    except InvalidOperation:
        return ""
    return f"{int(value):,}" if value == int(value) else ""


def _decade(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """The 1990s, which are the nineties of a century elsewhere."""
    century, short = int(match[1]) + 1, match[2]
    near = "[^\\d]{0,20}"
    patterns = [
        _plain(match[1] + short),
        f"(^|[^\\d]){century}{near}{short}(?!\\d)",
        f"(^|[^\\d]){short}{near}{century}(?!\\d)",
    ]
    words = tongue.words(short) if short != "00" else ""
    return Fact("number", match[0], (*patterns, f"(^|[^\\d]){short}(?!\\d)", *([words] if words else [])))


def _numbers(shown: str, tongue: spoken.Tongue, glued: bool, before: str, after: str) -> Iterator[Fact]:
    """`glued`: whether it is part of a name, such as A1. `before`, `after`: the text around it."""
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
    if TITLED.search(before) and shown.isdigit() and 0 < int(shown) < 40:
        patterns.append(f"{spoken.SPACED}{_as_roman(int(shown))}{spoken.END}")
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


def _with_sign(kind: str, shown: str, number: str, sign: str, tongue: spoken.Tongue, scaled: str = "") -> Fact:
    """A number with a sign or word on either side of it. `scaled`: its value with the zeros that a word says."""
    near = NEAR
    patterns = []
    for digits in dict.fromkeys((_digits(scaled or number), *_large(scaled or number, tongue), _digits(number))):
        patterns += [f"{NOT_BEFORE}{digits}(?!\\d){near}{sign}", f"(){sign}{near}{digits}{NOT_AFTER}"]
    if words := tongue.words(number):
        patterns += [f"{words}{near}{sign}", f"(){sign}{near}{bare(words)}"]
    return Fact(kind, shown.strip(), tuple(patterns))


def _money(match: re.Match, tongue: spoken.Tongue) -> Fact:
    sign = match["sign"] or match["sign2"] or match["word"].rstrip("s")
    amount, scale = match["after"] or match["before"], match["scale"] or match["scale2"]
    scaled = _times_scale(amount, scale) if scale else ""
    fact = _with_sign("money", match[0], amount, tongue.currency(sign), tongue, scaled)
    if scale:
        fact = dataclasses.replace(fact, patterns=(f"{NOT_BEFORE}{literal(match[0])}", *fact.patterns))
    whole, _, part = amount.partition(".")
    if len(part) != 2 or scale or sign == "cent":
        return fact
    # 17 dollars 20 cents, 17 € 20.
    first, cents = f"{NOT_BEFORE}{_digits(whole)}(?!\\d){NEAR}{tongue.currency(sign)}", f"0?{int(part)}(?!\\d)"
    apart = f"{first}[^\\d]{{0,12}}{cents}(?:{NEAR}{tongue.currency('cent')})?"
    return dataclasses.replace(fact, patterns=(*fact.patterns, apart))


def _phones(left: str, country: str) -> tuple[str, list[Fact]]:
    found = []
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
    return left, found


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return bool(re.fullmatch(r"\d-\d-\d", text)) or (
        len(digits) >= FEWEST_PHONE_DIGITS
        and bool(re.search(r"\d[-)]|^\+", text))
        and not re.fullmatch(r"\d{4} ?- ?\d{4}", text)
    )


def _words(left: str, tongue: spoken.Tongue) -> Iterator[Fact]:
    """Facts that English says in words: they may stand in digits or in words, and another in their place is a fault."""
    one_said = ONE_WORD.search(left)
    for match in WORDS.finditer(left):
        word = match[0]
        if word.rstrip("s") in english.WEEKDAYS:
            number = english.WEEKDAYS[word.rstrip("s")]
            pattern = tongue.families.get("weekday", {}).get(str(number))
            if pattern:
                yield Fact("weekday", word, (pattern,), False, f"weekday:{number}")
        elif word in english.MONTHS and word not in ("may", "march", "mar", "jan", "sun"):
            number = english.MONTHS[word]
            patterns = tuple(f"(^|[^\\d]){one}" for _, one in tongue.month(number))
            yield Fact("date", word, patterns, False, f"month:{number}")
        elif word in ("noon", "midnight"):
            yield clock.noon(word, tongue)
        elif word in english.NUMBERS:
            value = english.NUMBERS[word]
            if value == "1":
                yield Fact("one", word, (), False)
                continue
            patterns = (*_said(word, tongue), *_equal(value, left[match.end() : match.end() + 9], tongue))
            certain = value.isdigit() and word not in english.LOOSE
            family = "pair" if value == "2" and not one_said else "count"
            yield Fact("number", word, patterns, False, f"{family}:{value}" if certain else "")
