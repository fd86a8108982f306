"""The dates and clock times of an English text, and how a language may write each: patterns for `facts.differences`."""

from __future__ import annotations

import dataclasses
import re

from . import english, spoken
from .facts import Fact
from .spoken import bare, literal

FROM_DAWN = ("sw", "am", "ti", "om", "so")
"""Languages of East Africa, whose first hour of the day is seven o'clock."""
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
NOON = re.compile(r"\b12(?::00)?\s(noon|midnight)\b")
PAST = re.compile(r"\b(?:a )?(half|quarter) (past|after|to) (1[0-2]|[1-9]|" + "|".join(english.HOURS) + r")\b")
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


def date(match: re.Match, tongue: spoken.Tongue) -> list[Fact]:
    """A day, or a month of a year, in the calendars of the language. [] for a "may" that is no month."""
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    if "d" not in parts and parts["m"] == "may" and "y" not in parts:
        return []
    month = int(parts["m"]) if parts["m"].isdigit() else english.MONTHS[parts["m"]]
    whole = len(parts) == 3 and len(parts["y"]) == 4
    there = tongue.elsewhere(int(parts["y"]), month, int(parts["d"])) if whole else []
    year, day = tongue.year(parts.get("y", "")), parts.get("d", "").lstrip("0")
    year = f"(?:20)?{year}" if len(year) == 2 else year
    day = _day(day, tongue) if day else ""
    if not day:
        orders = ["{m}{gap}{y}", "{y}{gap}{m}"]
    elif not year:
        orders = ["{d}(?!\\d){gap}{m}", "{m}{gap}{d}"]
    else:
        orders = ["{d}(?!\\d){gap}{m}{gap}{y}", "{m}{gap}{d}(?!\\d){gap}{y}", "{y}{gap}{m}{gap}{d}"]
    # As in the source first, then with its name, lest the 5 of "May 5" be taken for the month; digits alone stand close together.
    dates = [literal(match[0])] + [
        order.format(d=f"0?{day}", m=m, y=year, gap=GAP if name else r"[^\d]{0,7}")
        for name, m in tongue.month(month)
        for order in orders
    ]
    for y, m, d in there:
        d = _day(str(d), tongue)
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
        made.append(Fact("half", match[0], (said,), False, f"half:{half}"))
    return made


def time(shown: str, hour: int, minutes: str | None, half: str, tongue: spoken.Tongue) -> Fact:
    """`half`: 'am' or 'pm'; '24' for a 24-hour clock, '' where the source does not say."""
    between = rf"\s?(?:[:.h٫時时点點]|{tongue.hour})\s?"
    past = f"{between}{minutes}" if minutes and minutes != "00" else f"(?:{between}(?:00)?(?!\\d))?"
    later = hour % 12 + 12
    hours = {"am": [hour % 12 if hour == 12 else hour], "pm": [later], "24": [hour % 24, hour], "": [hour, later]}[half]
    patterns = [f"(^|[^\\d:.]|[^\\d][:.])0?{one}{past}(?!\\d|[:,]\\d)" for one in dict.fromkeys(hours)]
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
                f"({word}[^\\d]{{0,20}}(?:\\d{{1,2}}[^\\d]{{1,12}})?){clock}",
                f"(^|[^\\d:.]|[^\\d][:.]){clock}(?=.{{0,30}}{word})",
            ]
    elif half == "24" and hour > 12:
        patterns += [f"(^|[^\\d:.]|[^\\d][:.])0?{hour - 12}{past}(?!\\d|[:,]\\d)"]
    if minutes == "30":
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
    elif words := tongue.words(str(hour)):
        patterns.append(words)
    if tongue.tag.split("-")[0] in FROM_DAWN:
        sixth = str((hour + 5) % 12 + 1)
        patterns.append(f"(^|[^\\d:.]|[^\\d][:.])0?{sixth}{past}(?!\\d|[:,]\\d)")
        if words := tongue.words(sixth):
            patterns.append(words)
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
    digits = "0?(?:12|0|24)" if word == "midnight" else "12"
    clock = f"{digits}(?:{HOUR}|(?!\\d|[.,:]\\d))"
    said = tongue.families.get("noon", {}).get(word, "")
    both = [f"(^|[^\\d.,:]){clock}[^\\d]{{0,20}}?{bare(said)}", f"{said}[^\\d]{{0,20}}?{clock}", said] if said else []
    return Fact("time", word, (*both, f"(^|[^\\d.,:]){clock}"), False, f"noon:{word}" if said else "")
