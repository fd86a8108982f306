"""The facts of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from . import amounts, clock, counts, english, spoken
from .clock import GAP, as_written
from .facts import Fact, spelled
from .spoken import literal

MAYBE = re.compile(
    r"\d|@|www\.|https?://|\b(?:an?|one) (?:hour|day|week|year)\b|(?:fortnight|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"\w+day|noon|midnight|all day|day and night|around the clock|"
    + "|".join(word for word, value in english.NUMBERS.items() if value != "1")
    + r")s?\b|\.(?:ca|com|org|net)\b|\.[a-z]{2,10}/"
)
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')]*[\w/]|\b(?!\w+www\.)(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/[^\s<>\"'),]*[\w/]|\b(?:[a-z0-9-]{1,63}\.){1,5}(?:ca|com|org|net|gov|edu|info|int|eu)\b(?:/[^\s<>\"'),]*[\w/])?"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
NO_MORE = r"(?![a-z0-9_]|-[a-z0-9-]*\.[a-z]|[./][a-z0-9])"
"""After an address, which letters of other scripts may follow at once, or an ending behind a hyphen."""
PHONE = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\d ()-]|\.(?! )){5,25}\d(?![\w]|[.,]\d)|(?<![\d-])\d-\d-\d(?!\d|-\d)")
NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})*")
TWO_DIGITS = re.compile(r"(?:count|pair):[1-9]\d")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ALWAYS = re.compile(
    r"\b24/7\b|\b24 hours(?: a day)?(?:,? (?:and )?(?:7|seven) days(?: a week)?)?|\b(?:all )?day and night|\baround the clock|\ball day\b"
    r"|\b24[- ]hour (?=(?:access|care|cent|clinic|crisis|emergency|help|hot|line|nurse|pharmac|phone|service|shelter|store|support))"
)
"""At any hour, which each language says in its own way."""
DAY, WEEK = f"24(?:{GAP}24)?", f"7(?:{GAP}7)?"
ROUND_THE_CLOCK = tuple(f"(^|[^\\d]){one}(?!\\d)" for one in (f"{WEEK}{GAP}{DAY}", f"{DAY}{GAP}{WEEK}", DAY))
ONE = (Fact("one", "one", (), False),)
ONE_WORDS = "|".join(word for word, value in english.NUMBERS.items() if value == "1")
ONE_WORD = re.compile(rf"\b(?:{ONE_WORDS})\b")
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

    def together(pattern: re.Pattern[str], made, runs=amounts.runs) -> None:
        nonlocal left
        kept, taken, at = [], [], 0
        for run in runs(left, pattern):
            if facts := made(run):
                taken += facts
                # No number may reach over the gap.
                kept += (left[at : run[0].start()], "|")
                at = run[-1].end()
        left = "".join(kept) + left[at:]
        found.extend(_longest_first(taken))

    def take(pattern: re.Pattern[str], made) -> None:
        together(pattern, lambda run: made(run[0]), lambda text, pattern: ([match] for match in pattern.finditer(text)))

    take(EMAIL, lambda m: [Fact("email", m[0], (f"(^|[^a-z0-9_.+-]){literal(m[0])}{NO_MORE}",))])
    take(ADDRESS, lambda m: [_address(m[0])])
    together(clock.DATE, lambda run: clock.dates(run, tongue, text), clock.date_runs)
    left, phones = _phones(left, country)
    found += _longest_first(phones)
    take(ALWAYS, lambda m: [Fact("number", m[0], (f"(){literal(m[0])}", *ROUND_THE_CLOCK), False)])
    twelves = clock.TWELVE.findall(left)
    take(clock.NOON, lambda m: [clock.noon(m[1], tongue)])
    take(clock.PAST, lambda m: [clock.past(m, tongue)])
    take(clock.RANGE_TO_TIME, lambda m: [clock.time(m["clock"], int(m[2]), m[3], "", tongue)])
    take(clock.TIME, lambda m: clock.times(m, tongue, at_night))
    together(amounts.PERCENT, lambda run: amounts.percent(run, tongue))
    again = len(amounts.MONEY.findall(left)) > 1
    together(amounts.MONEY, lambda run: amounts.money(run, tongue, again, country))
    take(counts.DECADE, lambda m: [counts.decade(m, tongue)])
    take(counts.SCALED, lambda m: counts.scaled(m, tongue))
    take(counts.AND_HALF_TIMES, lambda m: [counts.and_half(m, tongue)])
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
    take(counts.PARTS, lambda m: [counts.part(m, tongue), *ONE])
    # What may be said otherwise last, lest "both" take the word of a "two". So too the halves of the day, which tell times apart.
    found += sorted(_words(left, text, tongue), key=lambda fact: not fact.member)
    # Noon may have its number, or not.
    found += [clock.twelve(word) for word in twelves]
    found += [counts.roman(match, tongue) for match in counts.ROMAN.finditer(text)]
    if any(fact.kind == "half" for fact in found):
        found += [fact for match in clock.PART_OF_DAY.finditer(left) for fact in clock.part_of_day(match, tongue)]
    found.sort(key=lambda fact: clock.last(fact, tongue))
    found = _larger_first(found, tongue)
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
    """Lest a 5 be found in what is left of a 15, or a twelve in "soixante-douze"."""
    return sorted(facts, key=lambda fact: (-len(fact.shown), -int(fact.shown) if fact.shown.isdecimal() else 0))


def _larger_first(found: list[Fact], tongue: spoken.Tongue) -> list[Fact]:
    """Numbers of two digits before times of day whose hour is a part of their words, lest "neuf heures" be found in a
    "dix-neuf".
    """
    times = [at for at, fact in enumerate(found) if fact.kind == "time"]
    hours = {one for at in times for one in clock.hours_in(found[at].shown)}
    # And seventy-two before twelve.
    early = sorted(
        (fact for fact in found if TWO_DIGITS.fullmatch(fact.member)), key=lambda fact: -int(fact.member[-2:])
    )
    if not times or not any(not hours.isdisjoint(_parts(fact.member[-2:])) for fact in early):
        return found
    rest = [fact for fact in found if fact not in early]
    at = next(at for at, fact in enumerate(rest) if fact.kind == "time")
    no_clock = f"(?!\\s?(?:[:.時时点點]|(?:{tongue.hour})(?![a-z])))"
    guarded = [
        dataclasses.replace(
            fact,
            patterns=(
                *(f"{one}{no_clock}" if one.startswith(counts.NOT_BEFORE) else one for one in fact.patterns),
                *(one for one in fact.patterns if one.startswith(counts.NOT_BEFORE)),
            ),
        )
        for fact in early
    ]
    return [*rest[:at], *guarded, *rest[at:]]


def _parts(number: str) -> set[int]:
    """Ten and nine of nineteen."""
    return {int(number[0]) * 10, int(number[1])} - {0}


# Each kind


def _address(shown: str) -> Fact:
    """A web address. One that says what it is may stand close to a word, as in sources that lost a space."""
    before = "()" if shown.startswith(("http", "www.")) else "(^|[^a-z0-9-])"
    return Fact("address", shown, (f"{before}{literal(shown)}{NO_MORE}",))


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
