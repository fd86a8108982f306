"""Opening hours: read from a contact, told in a reader's language, and as a line for the script that shows what is open now."""

from __future__ import annotations

import datetime
import functools
import re
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import babel
from babel.dates import format_time, get_timezone_location
from babel.lists import format_list

from ..core import fields
from ..core.locale import cldr

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # RFC 5545, 3.3.10, weekday; in the order of ISO 8601
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
MIDNIGHT = 24 * 60
CALLERS_OWN = "local"
"""What editors write for a service that keeps the hours of wherever its caller is."""


@dataclass(frozen=True)
class Schedule:
    """Hours that are the same on each of its days."""

    days: tuple[int, ...]
    """ISO 8601 days of the week in order, 1 = Monday to 7 = Sunday; never empty."""
    opens: int = 0
    """Minutes after midnight, 0 to 1439."""
    closes: int = MIDNIGHT
    """Minutes after midnight, later than `opens`, at most 1440; it is closed in that minute."""
    timezone: str = ""
    """IANA time zone; '' for the caller's own."""
    description: str = ""
    """What else there is to say of them ('except holidays'), in the language of the file."""

    @property
    def all_day(self) -> bool:
        """Whether it never closes on its days."""
        return (self.opens, self.closes) == (0, MIDNIGHT)


def _days(value: Any) -> tuple[int, ...]:
    days = set()
    for code in fields.texts(value):
        if code not in WEEK:
            # "Monday", "mon" and "Mo" all begin as their code does.
            alike = code[:2].upper()
            hint = f' (did you mean "{alike}"?)' if alike in WEEK else fields.nearest(code.upper(), list(WEEK))
            raise ValueError(f'"{code}" is no day{hint}: days are {", ".join(WEEK)}')
        days.add(WEEK.index(code) + 1)
    if not days:
        raise ValueError("no day is named; leave `byday` out for every day")
    return tuple(sorted(days))


def _minutes(value: Any) -> int:
    time = fields.text(value)
    match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", time)
    minutes = int(match[1]) * 60 + int(match[2]) if match else MIDNIGHT + 1
    if minutes > MIDNIGHT:
        raise ValueError(f'"{time}" is no time: write it on the 24-hour clock, from 00:00 to 24:00, such as 16:30')
    return minutes


@functools.cache
def _zones() -> frozenset[str]:
    # These two mean something else, or nothing, on another machine and in a browser.
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


def _zone(value: Any) -> str:
    name = fields.text(value)
    if name == CALLERS_OWN:
        return ""
    if name not in _zones():
        hint = fields.nearest(name, {*_zones(), CALLERS_OWN})
        raise ValueError(
            f'there is no time zone "{name}"{hint}: write one such as America/Toronto, or `{CALLERS_OWN}` for the caller\'s own'
        )
    return name


CHECKS: dict[str, fields.Check] = {
    "byday": _days,
    "opens_at": _minutes,
    "closes_at": _minutes,
    "timezone": _zone,
    "description": fields.text,
}


def read_schedule(value: Any, default_timezone: str = "") -> Schedule:
    """One entry of `schedules`, a mapping as `fields.parse` gives it. Raises ValueError with what is wrong.

    `default_timezone` holds where the entry names none; '' is the caller's own.
    """
    said = fields.mapping(CHECKS, ())(value)
    if not any(key in said for key in ("byday", "opens_at", "closes_at", "timezone")):
        # "By appointment" alone would be told, and counted, as open all day, every day.
        raise ValueError(
            "it says neither days nor hours: write `byday`, `opens_at` and `closes_at`, or `timezone` alone for always"
        )
    if ("opens_at" in said) != ("closes_at" in said):
        there, missing = ("opens_at", "closes_at") if "opens_at" in said else ("closes_at", "opens_at")
        raise ValueError(f"it has `{there}` without `{missing}`: write both, or neither for all day")
    opens, closes = said.get("opens_at", 0), said.get("closes_at", MIDNIGHT)
    if closes <= opens:
        raise ValueError(
            f"it closes at {_clock(closes)}, which is not after {_clock(opens)}: write 24:00 for midnight; "
            "hours that go on after midnight are two schedules"
        )
    return Schedule(
        said.get("byday", EVERY_DAY), opens, closes, said.get("timezone", default_timezone), said.get("description", "")
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def open_at(schedules: Iterable[Schedule], moment: datetime.datetime) -> bool:
    """Whether any of them is open at an aware moment. Where a schedule has no time zone, the moment's own counts."""
    if moment.tzinfo is None:
        raise ValueError("the moment must have a time zone")
    for one in schedules:
        local = moment.astimezone(zoneinfo.ZoneInfo(one.timezone)) if one.timezone else moment
        if local.isoweekday() in one.days and one.opens <= local.hour * 60 + local.minute < one.closes:
            return True
    return False


def device_form(schedules: Iterable[Schedule]) -> str:
    """All of them on one line for the script, which answers as `open_at` does: '12345 0800 1600 America/Toronto;67 0000 2400'.

    Days, opening and closing time, and the time zone unless it is the caller's own.
    """
    return ";".join(
        " ".join(
            (
                "".join(map(str, one.days)),
                _clock(one.opens).replace(":", ""),
                _clock(one.closes).replace(":", ""),
                *([one.timezone] if one.timezone else []),
            )
        )
        for one in schedules
    )


def language_of_hours(tag: str, fallback: Sequence[str] = ()) -> str:
    """The first of the language, its fallbacks and English that CLDR can name days in: what `told` writes, for `lang`."""
    return next((one for one in (tag, *fallback) if _names_days(one)), "en")


def _names_days(tag: str) -> bool:
    known = cldr(tag)
    # CLDR knows some languages (rhg …) by name only; its root, which stands in for them, says "Mon" in full.
    return known is not None and known.days["format"]["wide"][0] != "Mon"


def told(schedules: Iterable[Schedule], tag: str, words: Mapping[str, str], fallback: Sequence[str] = ()) -> list[str]:
    """Each schedule as a line for people: 'Monday – Friday, 8:00 AM – 4:00 PM (Toronto) · except holidays'.

    Names, clock and punctuation are CLDR's for the language, with western digits. Where CLDR has no names of days (ksw, rhg),
    those of `fallback`, tags tried in order, stand in and at last English: the names on the door and in the operator's mouth,
    as for any text that is not translated yet. ISO numbers would be short but nobody's: weeks begin on different days.

    `words` are of the reader's language: `every_day`, `all_day`, and if wanted `city_time`, such as '{city} time', for the time
    zone. Without it the city stands alone. Descriptions are shown as they are; the caller translates them.
    """
    known = cldr(language_of_hours(tag, fallback))
    assert known
    return [_told(one, known, words) for one in schedules]


def _told(one: Schedule, known: babel.Locale, words: Mapping[str, str]) -> str:
    days = words["every_day"] if one.days == EVERY_DAY else _named_days(one.days, known)
    # 24:00 is the next day's 0:00 on a clock, and CLDR's patterns know no other.
    clock = [
        format_time(datetime.time(at // 60 % 24, at % 60), "short", locale=known) for at in (one.opens, one.closes)
    ]
    hours = words["all_day"] if one.all_day else _range(known, *clock)
    # Of its joins of date and time, the medium one has the most punctuation; "at" is quoted in a few languages.
    text = str(known.datetime_formats["medium"]).replace("'", "").replace("{1}", days).replace("{0}", hours)
    if one.timezone and not (one.all_day and one.days == EVERY_DAY):
        text += f" ({words.get('city_time', '{city}').replace('{city}', city(one.timezone, known))})"
    if one.description:
        text += f" · {one.description}"
    # Fonts of old phones lack the narrow spaces.
    return text.replace("\u2009", " ").replace("\u202f", "\u00a0")


def city(timezone: str, known: babel.Locale) -> str:
    """The city a time zone is named for, in a language.

    Newcomers know 'Toronto', not 'Eastern'. CLDR has 'Toronto Time' too, but Babel 2.18 gives the pattern of summer time for it
    in English (Canada), Russian and others.
    """
    try:
        return get_timezone_location(zoneinfo.ZoneInfo(timezone), locale=known, return_city=True)
    except KeyError:  # Babel asks for a country's name too, which small languages lack
        return timezone.rsplit("/", 1)[-1].replace("_", " ")


def _named_days(days: Sequence[int], known: babel.Locale) -> str:
    # The names for use alone would be better in Finnish, but Babel 2.18 shares them between languages that have none of
    # their own: the first one asked for names the days of all.
    names = known.days["format"]["wide"]
    parts: list[str] = []
    for run in _runs(days):
        called = [names[day - 1] for day in run]
        parts += [_range(known, called[0], called[-1])] if len(called) > 2 else called
    listed = format_list([f"{{{n}}}" for n in range(len(parts))], locale=known)
    # Burmese joins a list with " - ", which beside days says "to".
    return listed.replace(" - ", ", ").format(*parts)


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Days that follow each other, by their first day; a week goes on from Sunday to Monday. Never of all seven."""
    starts = [day for day in days if (day - 2) % 7 + 1 not in days]
    runs = []
    for start in starts:
        run = [start]
        while (after := run[-1] % 7 + 1) in days:
            run.append(after)
        runs.append(run)
    return runs


def _range(known: babel.Locale, low: str, high: str) -> str:
    pattern = known.interval_formats[None]
    # CLDR's Balochi is written back to front for a right-to-left line, where the later time would stand first.
    return (pattern if pattern.index("{0}") < pattern.index("{1}") else "{0} – {1}").format(low, high)
