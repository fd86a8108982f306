"""The dates and clock times of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from . import english, hours, numerals, spoken
from .facts import Fact
from .spoken import bare, literal

ONE_OCLOCK = {
    "fr": "(?:une heure|une(?=\\s(?:à|et)\\s))",
    "es": "(?:la una|una(?=\\s(?:a|y)\\s))",
    "pt": "(?:uma hora|à uma)",
    "it": "l'una",
    "de": "(?:ein uhr|eins)",
    "nl": "(?:een|één) uur",
    "ca": "la una",
}
GAP = r"[^\d]{0,25}"
HOUR = r"\s?[:.h]\s?00(?!\d)"
"""12 noon, 16 o'clock, "from 13": as 12:00."""
HALF = r"([ap])\.?m(?:\b|(?=to|till|until|[a-z]{3,6}day))"
TIME = re.compile(
    rf"(?<![\d:.])(1?\d|2[0-3]|0[1-9])(?:[:.](\d\d))?\s?{HALF}\.?"
    r"|(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?!\d|:\d)"
)
RANGE_TO_TIME = re.compile(
    r"(?<![\w:.])(?P<clock>(\d{1,2})(?:[:.](\d\d))?)\s?(?:-|to|and|until)\s?"
    rf"(?=\d{{1,2}}(?:[:.]\d\d)?\s?{HALF})"
)
TWELVE = re.compile(r"\b(noon|midnight)\b")
NOON = re.compile(r"\b12(?::00)?\s(noon|midnight)\b")
PART_OF_DAY = re.compile(r"\b(morning|afternoon|evening|night|tonight|overnight)s?\b")
PAST = re.compile(r"\b(?:a )?(half|quarter) (past|after|to) (1[0-2]|[1-9]|" + "|".join(english.HOURS) + r")\b")
UNTIL = re.compile(r",?\s?(?:-|to|until|till|through|and)\s?")
"""Between two dates, of which the second alone may have a year."""
MONTH = "|".join(name for name in english.MONTHS)
DATE = re.compile(
    rf"(?<!\d)(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|\b(?P<m2>{MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}))?\b"
    rf"|(?<![\w-])(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m3>{MONTH})(?:,?\s(?P<y3>\d{{4}}))?\b"
    rf"|\b(?P<m4>{MONTH}),?\s(?P<y4>\d{{4}})\b"
    r"|(?<![\d.,])(?P<d5>0?[1-9]|[12]\d|3[01])\.\s?(?P<m5>0?[1-9]|1[0-2])\.(?:\s?(?P<y5>\d{4}|\d\d)\b)?(?![\d.]|-\d)"
)


def as_written(shown: str, text: str) -> str:
    """What was found in small letters, as the source writes it."""
    match = re.search(re.escape(shown), text, re.IGNORECASE)
    return match[0] if match else shown


def is_date(match: re.Match, text: str) -> bool:
    """Whether its month is written as a name: "9-1-1 may not work"."""
    written = as_written(match[0], text)
    return not any(word in written for word in ("may", "march", "mar "))


def date_runs(text: str, pattern: re.Pattern[str]) -> Iterator[list[re.Match]]:
    """Dates from one to the other together, others by themselves."""
    run: list[re.Match] = []
    for match in pattern.finditer(text):
        if run and not UNTIL.fullmatch(text[run[-1].end() : match.start()]):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def dates(run: list[re.Match], tongue: spoken.Tongue, text: str) -> list[Fact]:
    """The facts of dates side by side. From July 6 to August 14, 2026, has one year, which languages put where they like."""
    run = [match for match in run if is_date(match, text)]
    years = [next((match[f"y{n}"] for n in range(1, 6) if match[f"y{n}"]), "") for match in run]
    if len(run) < 2 or len(set(years) - {""}) != 1 or len(years[-1]) != 4:
        return [fact for match in run for fact in date(match, tongue)]
    found = [fact for match in run for fact in date(match, tongue, years[-1])]
    theirs = {str(y) for match in run for y, _, _ in _there(match, tongue, years[-1])}
    patterns = [f"(^|[^\\d]){one}(?!\\d)" for one in (tongue.year(years[-1]), *sorted(theirs))]
    return [*found, Fact("date", years[-1], tuple(patterns))]


def _parts(match: re.Match) -> dict[str, str]:
    """'y', 'm', 'd' → what the source writes, of those it has."""
    return {key[0]: value for key, value in match.groupdict().items() if value}


def _month(parts: dict[str, str]) -> int:
    return int(parts["m"]) if parts["m"].isdigit() else english.MONTHS[parts["m"]]


def _there(match: re.Match, tongue: spoken.Tongue, year: str) -> list[tuple[int, str, int]]:
    parts = _parts(match)
    return tongue.elsewhere(int(year), _month(parts), int(parts["d"])) if "d" in parts and len(year) == 4 else []


def date(match: re.Match, tongue: spoken.Tongue, shared: str = "") -> list[Fact]:
    """A day, or a month of a year, in the calendars of the language. [] for a "may" that is no month. `shared`: the year of several
    dates, which is a fact of its own.
    """
    parts = _parts(match)
    if "d" not in parts and parts["m"] == "may" and "y" not in parts:
        return []
    month = _month(parts)
    there = _there(match, tongue, shared or parts.get("y", ""))
    year = "" if shared else tongue.year(parts.get("y", ""))
    year = f"(?:20)?{year}" if len(year) == 2 else year
    day = _day(parts["d"].lstrip("0"), tongue) if "d" in parts else ""
    if not day:
        orders = ["{m}{gap}{y}", "{y}{gap}{m}"] if year else ["{m}"]
    elif not year:
        # Side by side first, lest a six of weeks be taken for the day.
        orders = ["{d}(?!\\d)[^\\d]{{0,4}}?{m}", "{m}[^\\d]{{0,4}}?{d}", "{d}(?!\\d){gap}{m}", "{m}{gap}{d}"]
    else:
        orders = ["{d}(?!\\d){gap}{m}{gap}{y}", "{m}{gap}{d}(?!\\d){gap}{y}", "{y}{gap}{m}{gap}{d}"]
    if tongue.han:
        # The larger first, always: the six of 二〇二六年七月 is no day.
        orders = [order for order in orders if not order.startswith("{d}")]
    # As in the source first, then with its name, lest the 5 of "May 5" be taken for the month; digits alone stand close together.
    dates = [literal(match[0])] * (not (shared and "y" in parts)) + [
        order.format(d=f"0?{day}", m=m, y=year, gap=GAP if name else r"[^\d]{0,7}")
        for name, m in tongue.month(month)
        for order in orders
    ]
    if day:
        # 22 X, as Polish and Hungarian write it.
        roman = numerals.roman(month)
        dates += [f"0?{day}(?!\\d)[ .]{{1,2}}{roman}(?![a-zа-я]){f'[ .]{{1,2}}{year}' if year else ''}"]
    for y, m, d in there:
        d = _day(str(d), tongue)
        if shared:
            dates += [f"0?{d}(?!\\d){GAP}{m}", f"{m}0?{d}"]
        else:
            dates += [f"0?{d}(?!\\d){GAP}{m}{y}", f"{m}0?{d}(?!\\d){GAP}{y}", f"{y}{GAP}{m}0?{d}"]
    found = [Fact("date", match[0], tuple(f"(^|[^\\d]){date}(?!\\d)" for date in dates))]
    # The same day in the other calendar may stand beside it.
    return found + [
        Fact("date", match[0], (f"(^|[^\\d])0?{d}(?!\\d){GAP}{y}(?!\\d)", f"(^|[^\\d]){y}{GAP}0?{d}(?!\\d)"), False)
        for y, _, d in there
    ]


def _day(day: str, tongue: spoken.Tongue) -> str:
    """A pattern of a day of the month without a group: in digits, in words."""
    words = tongue.words(day)
    return f"(?:{day}|{bare(words)})" if words else day


def times(match: re.Match, tongue: spoken.Tongue, at_night: bool) -> list[Fact]:
    """A clock time, and its half of the day where the language has words for both. `at_night`: whether the source says so."""
    if match[4]:
        return [time(match[0], int(match[4]), match[5], "24", tongue)]
    half = f"{match[3]}m"
    made = [time(match[0], int(match[1]), match[2], half, tongue)]
    if half in tongue.families.get("half", {}):
        said = tongue.half(half, 0 if at_night else int(match[1]))
        night = tongue.families["half"].get("night", "")
        # Lest the night be left for an evening, or the morning be taken from the day's first hours.
        patterns = (night, said) if half == "am" and night and said != tongue.families["half"]["am"] else (said,)
        made.append(Fact("half", match[0], patterns, False, f"half:{half}"))
    return made


def part_of_day(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """ "The parents' evening", which tells no time of day, but may be said in the same word."""
    half = "am" if match[1] == "morning" else "pm"
    said = tongue.half(half, 0 if match[1].endswith("night") else 5)
    return [Fact("half", match[0], (said,), False)] if said else []


def hours_in(shown: str) -> set[int]:
    """The hours that a time may name in words, as English writes it."""
    digits = re.search(r"\d+", shown)
    if not digits:
        return {int(english.NUMBERS[word]) for word in english.HOURS if word in shown}
    hour = int(digits[0])
    return {hour % 12 or 12, hour % 12 + 1, hours.shifted(hour), hours.shifted(hour + 1)}


def last(fact: Fact, tongue: spoken.Tongue) -> int:
    """Where a fact stands among others: halves of the day, which tell times apart, after all else, and of these first what needs a
    certain word.
    """
    if fact.kind != "half":
        return 0
    half = fact.member.partition(":")[2]
    if not half:
        return 1
    return 2 if fact.patterns == (tongue.families["half"][half],) else 3 if half == "pm" else 4


def time(shown: str, hour: int, minutes: str | None, half: str, tongue: spoken.Tongue) -> Fact:
    """`half`: 'am' or 'pm'; '24' for a 24-hour clock, '' where the source does not say."""
    between = rf"\s?(?:[:.h٫時时点點]|{tongue.hour})\s?"
    past = f"{between}{minutes}" if minutes and minutes != "00" else f"(?:{between}(?:00)?(?!\\d))?"
    later = hour % 12 + 12
    clocks = {"am": [hour % 12 if hour == 12 else hour], "pm": [later], "24": [hour % 24, hour], "": [hour, later]}[
        half
    ]
    patterns = [f"(^|[^\\d:.]|[^\\d][:.])0?{one}{past}(?!\\d|[:,]\\d)" for one in dict.fromkeys(clocks)]
    if half == "pm" or (half == "am" and hour == 12):
        word = bare(tongue.half(half, hour))
        clock = f"0?{hour}{past}(?!\\d)"
        # As the source says it first, lest "6 pm" take an 18 from elsewhere.
        patterns.insert(0, f"(^|[^\\d:.]|[^\\d][:.]){clock}\\s?{half[0]}\\.?m")
        patterns += [
            f"(^|[^\\d:.]|[^\\d][:.]){clock}(?=[^\\d]{{0,30}}{word})" if word else f"(^|[^\\d:.]|[^\\d][:.]){clock}"
        ]
        if word:
            # "de 1 à 5 de l'après-midi" says it once; "下午5点" before.
            patterns += [
                f"({word}[^.!?]{{0,60}}?[^\\d:.!?]){clock}",
                f"({word}[^\\d]{{0,20}}(?:\\d{{1,2}}[^\\d]{{1,12}})?){clock}",
                f"(^|[^\\d:.]|[^\\d][:.]){clock}(?=.{{0,30}}{word})",
            ]
    elif half == "24" and hour > 12:
        patterns += [f"(^|[^\\d:.]|[^\\d][:.])0?{hour - 12}{past}(?!\\d|[:,]\\d)"]
    code = tongue.tag.split("-")[0]
    if code in hours.FROM_DAWN and code not in hours.WORDS_ALONE:
        patterns.append(f"(^|[^\\d:.]|[^\\d][:.])0?{hours.shifted(hour)}{past}(?!\\d|[:,]\\d)")
    if minutes:
        # Before the bare hour, lest what makes it a half or a quarter be left.
        patterns += [way for one in dict.fromkeys([hour, *clocks]) for way in hours.with_minutes(one, minutes, tongue)]
    if minutes == "30":
        if not tongue.hours_shifted:
            patterns += [said for one in (hour, later % 12) if (said := tongue.words(f"{one % 12 or 12}.5"))]
        if tongue.half_past:
            patterns += [f"(^|[^\\d:.]|[^\\d][:.])0?{one}\\s?{tongue.half_past}" for one in (hour, later)]
        if tongue.half_to:
            # "Halb acht" is half past seven; in Russian in one word.
            next_ = str(hour % 12 + 1)
            words = tongue.words(next_).removeprefix(spoken.SPACED)
            patterns.append(f"(^|[^\\d]){tongue.half_to}\\s?(?:{next_}(?!\\d){'|' + words if words else ''})")
    if hour == 1 and tongue.tag.split("-")[0] in ONE_OCLOCK:
        # "Une" is an article too.
        patterns.append(f"(^|[^\\w]){ONE_OCLOCK[tongue.tag.split('-')[0]]}(?!\\w)")
    elif not (minutes and minutes in tongue.clock):
        patterns += [pattern for one in dict.fromkeys([hour, *clocks]) for pattern in hours.in_words(one, tongue)]
    if hour == 12:
        patterns.append(f"(){tongue.noon}" if half != "am" else f"(){tongue.midnight}")
    return Fact("time", shown.strip(), tuple(patterns))


def past(match: re.Match, tongue: spoken.Tongue) -> Fact:
    """ "Half past nine", "a quarter to six". Languages say these in many ways, so only other digits in their place are a fault."""
    named = int(english.NUMBERS.get(match[3], match[3]))
    minutes, hour = "30" if match[1] == "half" else "15", named
    if match[2] == "to":
        minutes, hour = "45", named - 1 or 12
    fact = time(match[0], hour, minutes, "", tongue)
    # The bare hour says nothing of its half or quarter.
    patterns = tuple(pattern for pattern in fact.patterns if pattern != tongue.words(str(hour)))
    needed = minutes == "30" and bool(tongue.half_past or tongue.half_to)
    if word := tongue.words(str(named)):
        for part in ("half", "30") if minutes == "30" else ("quarter", "15"):
            if other := tongue.words(part):
                patterns += (f"{word}[^\\d]{{0,20}}{bare(other)}", f"{other}[^\\d]{{0,20}}{bare(word)}")
    return dataclasses.replace(fact, patterns=patterns, needed=needed)


def noon(word: str, tongue: spoken.Tongue) -> Fact:
    """`word`: 'noon' or 'midnight'. A translation may say it as a word, as 12, or as both."""
    clock = f"(^|[^\\d.,:]){_twelve(word)}"
    said = tongue.families.get("noon", {}).get(word, "")
    return Fact("time", word, (*([said] if said else []), clock), False, f"noon:{word}" if said else "")


def twelve(word: str) -> Fact:
    """Noon or midnight in digits, which may stand beside its word."""
    return Fact("number", "12", (f"(^|[^\\d.,:]){_twelve(word)}",), False)


def _twelve(word: str) -> str:
    digits = "0?(?:12|0|24)" if word == "midnight" else "12"
    return f"{digits}(?:{HOUR}|(?!\\d|[.,:]\\d))"
