"""Numbers of an English text, in digits and in words, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from . import english, numerals, spoken
from .clock import HOUR
from .facts import Fact
from .spoken import bare, literal

NOT_BEFORE, NOT_AFTER = r"(^|[^\d.,]|[^\d][.,])", r"(?![\d]|[.,]\d)"
AMOUNT, SCALE = r"\d{1,15}(?:[.,]\d{1,15}){0,5}", r"(?:thousand|million|billion)"
SCALED = re.compile(rf"(?<![\d.,])({AMOUNT}|half an?|an?|one|two|three|four|five|ten)\s({SCALE})s?\b")
DECADE = re.compile(r"(?<![\w.,-])(1[5-9]|20)(\d0)'?s\b")
FRACTION = re.compile(r"(?<![\w/.,])(?:(\d+)\s)?(\d)/(\d)(?![\d/])")
QUARTERS = {("1", "4"): "25", ("3", "4"): "75"}
AND_HALF_TIMES = re.compile(rf"\b(\d{{1,3}}|{'|'.join(english.HOURS)}) and a half\b")
PARTS = re.compile(r"\b(?:one|two|three|a)[ -](third|quarter)s?\b")
ROMAN = re.compile(r"(?<![\w.])(?=V\b|[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
RANGE = re.compile(r"(?<![\d.,-])(\d{1,9}(?:,\d{3})*)\s?(?:-|to)\s?(\d{1,9}(?:,\d{3})*)(?![\d]|[.,-]\d)")
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
TITLED = re.compile(r"\b(?:part|title|chapter|schedule|section|phase|level|stage|class|annex|appendix|volume|book)\s$")
EQUAL = {
    "14 day": ("2", "15"),
    "2 week": ("14", "15"),
    "6 month": ("half",),
    "18 month": ("1.5",),
    "90 minute": ("1.5",),
}
"""What languages count in other units: a fortnight is "quinze jours"."""
AND_HALF = {"18 month": "year", "90 minute": "hour"}
WHOLE = {"7 day": "week", "12 month": "year", "24 hour": "day", "60 minute": "hour"}
"""Of which a translation may say that it is one."""
UNIT = re.compile(r"[- ](minute|hour|day|week|month)")
ONE_UNIT = re.compile(r"\b(?:an?|one|1|per|each|every)[ -](hour|day|week|year)( and a half)?\b")
PARTS_OF_ONE = {"hour": ("60", "90"), "day": ("24", "36"), "week": ("7", ""), "year": ("12", "18")}
"""A unit → how many of the next smaller one it has, and how many one and a half have."""
UNITS_FIRST = ("sw",)
"""Languages that say "thousand ten"."""


def value_of(number: str) -> int:
    return int(number.replace(",", ""))


def in_order(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """From one number to a larger one, in this order."""
    ends = []
    for number in match.groups():
        words = tongue.words(str(value_of(number)))
        digits = digits_of(number.lstrip("0") or "0")
        ends.append(f"(?:0?{digits}(?:{HOUR}|(?!\\d)){'|' + bare(words) if words else ''})")
    return Fact("number", match[0], (f"(^|[^\\d]){ends[0]}[^\\d]{{0,40}}{ends[1]}",))


def said(value: str, tongue: spoken.Tongue) -> tuple[str, ...]:
    """Patterns of a number that English says in a word: in digits, in words."""
    digits = [plain(one) for one in english.ALSO.get(value, (english.NUMBERS.get(value, value),))]
    words = tongue.words(english.NUMBERS.get(value, value))
    return (*digits, *([words] if words else []))


def plain(number: str) -> str:
    """A pattern of a number in digits."""
    zero, hour = ("0?", f"(?:{HOUR}|{NOT_AFTER})") if len(number) < 3 and number.isdigit() else ("", NOT_AFTER)
    return f"{NOT_BEFORE}{zero}{digits_of(number)}{hour}"


def fraction(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """1/3, or 1 1/2."""
    whole, part = match[1], (match[2], match[3])
    if whole and part == ("1", "2"):
        return [Fact("number", match[0], _and_half(whole, tongue))]
    if whole and part in QUARTERS:
        return [Fact("number", match[0], _and_quarters(whole, part, tongue))]
    if whole or match[2] >= match[3]:
        return []
    return [Fact("number", match[0], (f"{NOT_BEFORE}{match[2]}\\s?/\\s?{match[3]}{NOT_AFTER}",), False)]


def and_half(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """ "One and a half", in words: another language may say 1.5, or 150 %."""
    value = english.NUMBERS.get(match[1], match[1])
    percent = [
        f"{NOT_BEFORE}{int(value) * 100 + 50}\\s?{tongue.percent}",
        f"(){tongue.percent}\\s?{int(value) * 100 + 50}(?!\\d)",
    ]
    return Fact("number", match[0], (*_and_half(value, tongue), *percent), match[1].isdigit())


def _and_half(whole: str, tongue: spoken.Tongue) -> tuple[str, ...]:
    """Patterns of a number and a half: 1.5, 1 1/2, one and a half; "an hour and a half" has no word for the one."""
    patterns = [f"{NOT_BEFORE}{whole}(?:[.,]50?|\\s?1/2){NOT_AFTER}"]
    if words := tongue.words(f"{whole}.5"):
        patterns.append(words)
    if half := bare(tongue.words("half")):
        patterns += [f"{NOT_BEFORE}{whole}[^\\d]{{0,20}}{half}"]
        if whole in ("1", "2"):
            patterns += [tongue.words("half")]
        elif words := tongue.words(whole):
            patterns += [f"{words}.{{0,20}}{half}"]
    if tongue.plus_half:
        patterns.append(f"{spoken.SPACED}{tongue.plus_half}\\s?{whole}(?!\\d)")
    return tuple(patterns)


def _and_quarters(whole: str, part: tuple[str, str], tongue: spoken.Tongue) -> tuple[str, ...]:
    """The same of a number and a quarter, or three: 2.25, 2 1/4."""
    patterns = [f"{NOT_BEFORE}{whole}(?:[.,]{QUARTERS[part]}|\\s?{part[0]}/{part[1]}){NOT_AFTER}"]
    if quarter := bare(tongue.words("quarter")):
        patterns += [f"{NOT_BEFORE}{whole}[^\\d]{{0,20}}{quarter}"]
        patterns += [f"{words}.{{0,20}}{quarter}"] if (words := tongue.words(whole)) else []
    return tuple(patterns)


def part(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """A third or a quarter, which are not the same."""
    third = tongue.families.get("part", {}).get("third") if match[1] == "third" else ""
    said_so = (*([third] if third else []), *said(match[1], tongue))
    return Fact("number", match[0], said_so, False, f"part:{match[1]}" if "part" in tongue.families else "")


def roman(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """A Roman numeral, which another language may write as a number."""
    value = 10 * len(match[1]) + {"IX": 9, "IV": 4}.get(match[2], 5 * match[2].count("V") + match[2].count("I"))
    words = tongue.words(str(value))
    return Fact("number", match[0], (plain(str(value)), *([words] if words else [])), False)


def digits_of(number: str) -> str:
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


def large(number: str, tongue: spoken.Tongue) -> list[str]:
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
                first = [digits_of(whole), *([bare(words)] if (words := tongue.words(whole)) else [])]
                either = f"(?:{'|'.join(first)})"
                patterns += [
                    f"{either}[^\\d]{{0,3}}{word}[^\\d]{{0,9}}{half}",
                    f"{either}[^\\d]{{0,6}}{half}[^\\d]{{0,3}}{word}",
                ]
                if "1" in tongue.families.get("pair", {}) and whole in ("1", "2"):
                    # Arabic says "million and half", and two millions by an ending.
                    patterns.append(f"{word}{'' if whole == '1' else '[^ ]{2}'}{half}")
        patterns += [f"{one}[^\\d]{{0,4}}{word}" for one in [*([digits_of(count)] if whole != "0" else []), *said]]
        if tongue.tag.split("-")[0] in UNITS_FIRST and whole != "0":
            patterns += [f"{word}[^\\d]{{0,3}}{one}" for one in (*said, f"{digits_of(count)}(?![\\d.,]\\d|\\d)")]
        if count == "1":
            patterns.append(word)
    return patterns


def scaled(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """1.5 million, half a million."""
    amount, scale = match.groups()
    count = {"half a": "0.5", "half an": "0.5", "a": "1", "an": "1"}.get(amount, english.NUMBERS.get(amount, amount))
    if not (value := times_scale(count, scale)):
        return []
    patterns = [f"{NOT_BEFORE}{one}" for one in (f"{digits_of(value)}{NOT_AFTER}", *large(value, tongue))]
    # As in the source first, lest the 1.5 of "1.5 million" be found in a 1,500. The word for its zeros may be one we do not know.
    return [
        Fact(
            "number",
            match[0],
            (f"{NOT_BEFORE}{literal(match[0])}", *patterns, *said(count, tongue)),
            amount[0].isdigit(),
        )
    ]


def times_scale(amount: str, scale: str) -> str:
    """1.5, million → 1,500,000. '' where that is no whole number."""
    try:
        value = Decimal(amount.replace(",", "")) * SCALES[scale]
    except InvalidOperation:
        return ""
    return f"{int(value):,}" if value == int(value) else ""


def decade(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """The 1990s, which are the nineties of a century elsewhere."""
    century, short = int(match[1]) + 1, match[2]
    near = "[^\\d]{0,20}"
    patterns = [
        plain(match[1] + short),
        f"(^|[^\\d]){century}{near}{short}(?!\\d)",
        f"(^|[^\\d]){short}{near}{century}(?!\\d)",
    ]
    words = tongue.words(short) if short != "00" else ""
    return Fact("number", match[0], (*patterns, f"(^|[^\\d]){short}(?!\\d)", *([words] if words else [])))


def numbers(shown: str, tongue: spoken.Tongue, glued: bool, before: str, after: str) -> Iterator[Fact]:
    """`glued`: whether it is part of a name, such as A1. `before`, `after`: the text around it."""
    if not re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", shown):
        # "1,2,3" or "10.5.2": a list or a name of a part.
        for one in re.findall(r"\d+", shown):
            yield Fact("number", one, (rf"(^|[^\d])0?{one}(?!\d)",))
        return
    if shown.endswith(".5"):
        yield Fact("number", shown, _and_half(shown[:-2], tongue))
        return
    patterns = [plain(shown)]
    patterns += [f"{NOT_BEFORE}{pattern}" for pattern in large(shown, tongue)]
    if TITLED.search(before) and shown.isdigit() and 0 < int(shown) < 40:
        patterns.append(f"{spoken.SPACED}{numerals.roman(int(shown))}{spoken.END}")
    if len(shown) == 3 and shown.isdigit():
        patterns.append(f"{NOT_BEFORE}{'[- .]'.join(shown)}{NOT_AFTER}")
    if not glued and (words := tongue.words(shown.replace(",", ""))):
        patterns.append(words)
    patterns += equal(shown, after, tongue)
    # A language says one with its article, or not at all.
    yield Fact("number", shown, tuple(patterns), shown != "1" or glued, "" if glued else f"count:{shown}")


def equal(value: str, after: str, tongue: spoken.Tongue) -> list[str]:
    """Patterns of the same time in another unit."""
    unit = UNIT.match(after)
    if not unit:
        return []
    found = []
    for one in EQUAL.get(f"{value} {unit[1]}", ()):
        found += said(one, tongue) if "." not in one else [plain(one), tongue.number_words.get(one, "")]
    if bigger := tongue.durations.get(AND_HALF.get(f"{value} {unit[1]}", "")):
        # "An hour and a half", and not a half.
        found.append(f"{bigger}[^\\d]{{0,12}}{bare(tongue.words('half'))}" if tongue.words("half") else "")
    elif f"{value} {unit[1]}" in AND_HALF and tongue.words("1") and tongue.words("half"):
        found.append(f"{tongue.words('1')}[^\\d]{{3,18}}{bare(tongue.words('half'))}")
    whole = WHOLE.get(f"{value} {unit[1]}")
    return [*filter(None, found), *([tongue.durations[whole]] if whole in tongue.durations else [])]


def parts_of_one(left: str, tongue: spoken.Tongue) -> Iterator[Fact]:
    """ "A week", which a translation may call seven days."""
    if "fortnight" in left:
        yield Fact("number", "fortnight", tuple(p for value in ("14", "15", "2") for p in said(value, tongue)), False)
    for match in ONE_UNIT.finditer(left):
        if value := PARTS_OF_ONE[match[1]][bool(match[2])]:
            yield Fact("number", match[0], said(value, tongue), False)
