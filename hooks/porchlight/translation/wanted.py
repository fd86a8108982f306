"""The facts of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from . import clock, counts, english, numerals, spoken
from .clock import GAP, as_written
from .counts import AMOUNT, NOT_AFTER, NOT_BEFORE, SCALE
from .facts import Fact, spelled
from .spoken import bare, literal

MAYBE = re.compile(
    r"\d|@|www\.|https?://|\b(?:an?|one) (?:hour|day|week|year)\b|(?:fortnight|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\w+day|noon|midnight|all day|day and night|around the clock|"
    + "|".join(word for word, value in english.NUMBERS.items() if value != "1")
    + r")s?\b|\.(?:ca|com|org|net)\b|\.[a-z]{2,10}/"
)
AMERICAN = re.compile(r"\s?(?:us|u\.s)")
NOT_YUAN = r"(^|(?:^|[^币幣])\s|[^\d.,\s币幣]|[^\d][.,])"
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')]*[\w/]|\b(?!\w+www\.)(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/[^\s<>\"'),]*[\w/]|\b(?:[a-z0-9-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info|int|eu)\b(?:/[^\s<>\"'),]*[\w/])?"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
NO_MORE = r"(?![a-z0-9_]|-[a-z0-9-]*\.[a-z]|[./][a-z0-9])"
"""After an address, which letters of other scripts may follow at once, or an ending behind a hyphen."""
PHONE = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\d ()-]|\.(?! )){5,25}\d(?![\w]|[.,]\d)|(?<![\d-])\d-\d-\d(?!\d|-\d)")
PERCENT = re.compile(r"(\d{1,15}(?:[.,]\d{1,15}){0,5})\s?(?:%|percent\b|per cent\b)")
MONEY = re.compile(
    rf"(?:(?:ca|us|c)?(?P<sign>[$€£])\s?(?P<after>{AMOUNT})(?:\s(?P<scale>{SCALE})\b)?"
    rf"|(?P<before>{AMOUNT})\s?(?:(?P<scale2>{SCALE})\s)?(?:(?P<sign2>[$€£])|(?P<word>dollars?|cents?|euros?|pounds?)\b))"
)
NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})*")
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
NEAR = r"[^\d]{0,16}?"
OTHER_WORDS = ("may", "march", "mar", "jan")
"""Months that may be verbs or names."""
FEWEST_PHONE_DIGITS = 7
MAIN_NUMBER = re.compile(r"[+(\d][\d ().+/-]*\d|.*", re.S)


@functools.lru_cache(maxsize=100_000)
def wanted(text: str, tag: str, country: str = "") -> tuple[Fact, ...]:
    """The facts of a source text, in the order they are looked for in a translation into a language.

    `country` (ISO 3166-1) is whose phone numbers stand without a country code.
    """
    left, none = _read(text)
    if none is not None:
        return none
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

    take(EMAIL, lambda m: [Fact("email", m[0], (f"(^|[^a-z0-9_.+-]){literal(m[0])}{NO_MORE}",))])
    take(ADDRESS, lambda m: [_address(m[0])])
    take(clock.DATE, lambda m: clock.date(m, tongue) if clock.is_date(m, text) else [])
    left, phones = _phones(left, country)
    found += _longest_first(phones)
    take(ALWAYS, lambda m: [Fact("number", m[0], (f"(){literal(m[0])}", *ROUND_THE_CLOCK), False)])
    twelves = len(clock.NOON.findall(left))
    take(clock.NOON, lambda m: [clock.noon(m[1], tongue)])
    take(clock.PAST, lambda m: [clock.past(m, tongue)])
    take(clock.RANGE_TO_TIME, lambda m: [clock.time(m["clock"], int(m[2]), m[3], "", tongue)])
    take(clock.TIME, lambda m: clock.times(m, tongue, at_night))
    take(PERCENT, lambda m: [_percent(m, tongue)])
    amounts = MONEY.findall(left)
    take(MONEY, lambda m: [_money(m, tongue, len(amounts) > 1, country)])
    take(counts.DECADE, lambda m: [counts.decade(m, tongue)])
    take(counts.SCALED, lambda m: counts.scaled(m, tongue))
    take(counts.FRACTION, lambda m: counts.fraction(m, tongue))
    # "One to two days" has no number in languages with a dual.
    take(
        counts.RANGE,
        lambda m: [counts.in_order(m, tongue)] if 1 != counts.value_of(m[1]) < counts.value_of(m[2]) else [],
    )
    numbers: list[Fact] = []
    for match in NUMBER.finditer(left):
        glued = left[max(0, match.start() - 1) : match.start()].isalpha()
        before, after = left[max(0, match.start() - 12) : match.start()], left[match.end() : match.end() + 9]
        numbers += counts.numbers(match[0], tongue, glued, before, after)
    found += _longest_first(numbers)
    left = NUMBER.sub(" ", left)
    found += counts.parts_of_one(left, tongue)
    take(counts.PARTS, lambda m: [Fact("number", m[0], counts.said(m[1], tongue), False), *ONE])
    # What may be said otherwise last, lest "both" take the word of a "two". So too the halves of the day, which tell times apart.
    found += sorted(_words(left, text, tongue), key=lambda fact: not fact.member)
    # "12 noon" may have its number, or not.
    found += [Fact("number", "12", (counts.plain("12"),), False)] * twelves
    found += [counts.roman(match, tongue) for match in counts.ROMAN.finditer(text)]
    found.sort(key=lambda fact: fact.kind == "half")
    return tuple(dataclasses.replace(fact, shown=as_written(fact.shown, text)) for fact in found)


@functools.lru_cache(maxsize=50_000)
def _read(text: str) -> tuple[str, tuple[Fact, ...] | None]:
    """A source text as facts are looked for in it; and what is wanted of it, where that is nothing whatever the language."""
    left = spelled(text).replace("half a dozen", "six")
    if counts.ROMAN.search(text) or MAYBE.search(left):
        return left, None
    # Nearly all texts. "A year" may become "1 year".
    return left, ONE if ONE_WORD.search(left) else ()


def _longest_first(facts: list[Fact]) -> list[Fact]:
    """Lest a 5 be found in what is left of a 15."""
    return sorted(facts, key=lambda fact: -len(fact.shown))


# Each kind


def _with_sign(
    kind: str, shown: str, number: str, sign: str, tongue: spoken.Tongue, scaled: str = "", american: bool = True
) -> Fact:
    """A number with a sign or word on either side of it. `scaled`: its value with the zeros that a word says. `american`: whether
    dollars may be those of the United States.
    """
    yuan = kind == "money" and tongue.han
    # Of the United States neither, where the source has them not.
    near = NEAR.replace("\\d", "\\d美") if yuan and not american else NEAR
    before = NOT_YUAN if yuan else NOT_BEFORE
    patterns = []
    for digits in dict.fromkeys(
        (counts.digits_of(scaled or number), *counts.large(scaled or number, tongue), counts.digits_of(number))
    ):
        patterns += [f"{before}{digits}(?!\\d){near}{sign}", f"(){sign}{near}{digits}{NOT_AFTER}"]
    if words := tongue.words(number):
        patterns += [f"{words}{near}{sign}", f"(){sign}{near}{bare(words)}"]
    return Fact(kind, shown.strip(), tuple(patterns))


def _address(shown: str) -> Fact:
    """A web address. One that says what it is may stand close to a word, as in sources that lost a space."""
    before = "()" if shown.startswith(("http", "www.")) else "(^|[^a-z0-9-])"
    return Fact("address", shown, (f"{before}{literal(shown)}{NO_MORE}",))


def _percent(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """A percentage, which languages may call a half or a quarter; a fifth off is "eight tenths" in Chinese."""
    fact = _with_sign("percent", match[0], match[1], tongue.percent, tongue)
    half, quarter = tongue.words("half"), tongue.words("quarter")
    parts = {
        "50": [half],
        "25": [quarter],
        "75": [f"{tongue.words('3')}[^\\d]{{0,20}}{bare(quarter)}"] if quarter else [],
    }
    found = [pattern for pattern in parts.get(match[1], []) if pattern]
    off = match.string[match.end() :].lstrip().startswith("off")
    if tongue.han and off and match[1].isdigit() and int(match[1]) < 100:
        left = str(100 - int(match[1])).rstrip("0")
        found.append(f"()(?:{left}|{''.join(numerals.HAN_DIGITS[int(one)] for one in left)})折")
    if tongue.han and match[1].endswith("0") and len(match[1]) == 2:
        found.append(f"(){numerals.HAN_DIGITS[int(match[1][0])]}成")
    return dataclasses.replace(fact, patterns=(*fact.patterns, *found))


def _money(match: re.Match, tongue: spoken.Tongue, again: bool, country: str) -> Fact:
    """`again`: whether there are other amounts, of which a language may name the currency once. `country`: whose dollars they are."""
    sign = match["sign"] or match["sign2"] or match["word"].rstrip("s")
    amount, scale = match["after"] or match["before"], match["scale"] or match["scale2"]
    scaled = counts.times_scale(amount, scale) if scale else ""
    american = country == "US" or match[0].startswith("us") or bool(AMERICAN.match(match.string, match.end()))
    fact = _with_sign("money", match[0], amount, tongue.currency(sign), tongue, scaled, american)
    if scale:
        fact = dataclasses.replace(fact, patterns=(f"{NOT_BEFORE}{literal(match[0])}", *fact.patterns))
    if again and not tongue.han:
        # The last word of its clause, lest it be an amount of another currency.
        last = f"{NOT_BEFORE}{counts.digits_of(scaled or amount)}(?=\\s?(?:$|[.,;:!?)](?!\\d)))"
        fact = dataclasses.replace(fact, patterns=(*fact.patterns, last))
    whole, _, part = amount.partition(".")
    if len(part) != 2 or scale or sign == "cent":
        return fact
    # 17 dollars 20 cents, 17 € 20.
    first, cents = f"{NOT_BEFORE}{counts.digits_of(whole)}(?!\\d){NEAR}{tongue.currency(sign)}", f"0?{int(part)}(?!\\d)"
    apart = f"{first}[^\\d]{{0,12}}{cents}(?:{NEAR}{tongue.currency('cent')})?"
    return dataclasses.replace(fact, patterns=(*fact.patterns, apart))


def _phones(left: str, country: str) -> tuple[str, list[Fact]]:
    found = []
    spans = [(m.start(), m.end()) for m in PHONE.finditer(left) if _is_phone(m[0])]
    if sum(c.isdigit() for c in left) >= FEWEST_PHONE_DIGITS and country:
        spans += [(m.start, m.end) for m in PhoneNumberMatcher(left, country, phonenumbers.Leniency.VALID)]
    at = len(left) + 1
    for start, end in sorted(set(spans), key=lambda span: (-span[1], span[0])):
        # An extension is a number of its own.
        end = start + len(MAIN_NUMBER.match(left[start:end])[0])
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


def _words(left: str, text: str, tongue: spoken.Tongue) -> Iterator[Fact]:
    """Facts that English says in words: they may stand in digits or in words, and another in their place is a fault."""
    one_said = ONE_WORD.search(left)
    for match in WORDS.finditer(left):
        # "A two-week course", but "twenty-five".
        word = match[0] if match[0] in english.NUMBERS else match[0].partition("-")[0]
        if word.rstrip("s") in english.WEEKDAYS:
            number = english.WEEKDAYS[word.rstrip("s")]
            pattern = tongue.families.get("weekday", {}).get(str(number))
            if pattern:
                yield Fact("weekday", word, (pattern,), False, f"weekday:{number}")
        elif word == match[0] in english.MONTHS:
            number = english.MONTHS[word]
            if word in OTHER_WORDS:
                # A capital inside a sentence tells March from to march.
                if not re.search(rf"[^.!?\s] {word.capitalize()}\b", text):
                    continue
                name = tongue.families.get("month", {}).get(str(number))
                patterns = (*([name] if name else []), f"(^|[^\\d])0?{number}(?!\\d)")
                yield Fact("date", word, patterns, False)
                continue
            patterns = tuple(f"(^|[^\\d]){one}" for _, one in tongue.month(number))
            yield Fact("date", word, patterns, False, f"month:{number}")
        elif word in ("noon", "midnight"):
            yield clock.noon(word, tongue)
        elif word in english.NUMBERS:
            value = english.NUMBERS[word]
            if value == "1":
                yield Fact("one", word, (), False)
                continue
            patterns = (*counts.said(word, tongue), *counts.equal(value, left[match.end() : match.end() + 9], tongue))
            certain = value.isdigit() and word not in english.LOOSE
            family = "pair" if value == "2" and not one_said else "count"
            yield Fact("number", word, patterns, False, f"{family}:{value}" if certain else "")
