"""Opening hours are read strictly, told in the reader's language, and asked whether they are open now."""

import datetime
import re
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from porchlight.content.hours import (
    EVERY_DAY,
    Schedule,
    device_form,
    language_of_hours,
    open_at,
    read_schedule,
    told,
)
from porchlight.core import fields

WORDS = {"every_day": "Every day", "all_day": "all day"}
ZONES = ("", "America/Toronto", "America/St_Johns", "Asia/Kathmandu", "UTC")
OFFICE = Schedule((1, 2, 3, 4, 5), 480, 960, "America/Toronto", "except holidays")


def read(text: str, default: str = "America/Toronto") -> Schedule:
    return read_schedule(fields.parse(text), default)


def test_a_schedule_arrives_with_days_minutes_and_zone():
    text = (
        "byday: [FR, MO, MO]\nopens_at: 8:00\ncloses_at: 16:30\ntimezone: America/Vancouver\ndescription: Not\n  today"
    )
    assert read(text) == Schedule((1, 5), 480, 990, "America/Vancouver", "Not today")


def test_what_a_schedule_leaves_out_is_every_day_all_day_in_the_portals_zone():
    assert read("byday: SU") == Schedule((7,), 0, 1440, "America/Toronto")
    assert read("opens_at: 20:00\ncloses_at: 24:00") == Schedule(EVERY_DAY, 1200, 1440, "America/Toronto")
    assert read("timezone: local") == Schedule(EVERY_DAY)
    assert read("byday: SU", "").timezone == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("byday: [MO, Tuesday]", '"byday" is wrong: "Tuesday" is no day (did you mean "TU"?): days are MO, TU, WE, TH, FR, SA, SU'),
        ("byday: mo", '"byday" is wrong: "mo" is no day (did you mean "MO"?): days'),
        ("byday: lundi", '"byday" is wrong: "lundi" is no day: days'),
        ("byday: []", '"byday" is wrong: no day is named; leave `byday` out for every day'),
        ("opens_at: 25:00\ncloses_at: 26:00", '"opens_at" is wrong: "25:00" is no time: write it on the 24-hour clock'),
        ("opens_at: 8:00\ncloses_at: 4 pm", '"closes_at" is wrong: "4 pm" is no time'),
        ("opens_at: 8:60\ncloses_at: 9:00", '"opens_at" is wrong: "8:60" is no time'),
        ("opens_at: 8:00\ncloses_at: 24:01", '"closes_at" is wrong: "24:01" is no time'),
        ("opens_at: 22:00\ncloses_at: 02:00", "it closes at 02:00, which is not after 22:00: write 24:00 for midnight; hours that go on after midnight are two schedules"),
        ("opens_at: 08:00\ncloses_at: 00:00", "it closes at 00:00, which is not after 08:00: write 24:00 for midnight"),
        ("opens_at: 08:00\ncloses_at: 08:00", "it closes at 08:00, which is not after 08:00"),
        ("opens_at: 24:00\ncloses_at: 24:00", "it closes at 24:00, which is not after 24:00"),
        ("opens_at: 08:00", "it has `opens_at` without `closes_at`: write both, or neither for all day"),
        ("closes_at: 08:00", "it has `closes_at` without `opens_at`: write both, or neither for all day"),
        ("timezone: America/Tornto", '"timezone" is wrong: there is no time zone "America/Tornto" (did you mean "America/Toronto"?)'),
        ("timezone: Toronto", '(did you mean "America/Toronto"?)'),
        ("timezone: localtime", '"timezone" is wrong: there is no time zone "localtime" (did you mean "local"?)'),
        ("description: By appointment", "it says neither days nor hours"),
        ("open: 08:00", '"open" is not known here (did you mean "opens_at"?)'),
        ("Monday", "here belong lines of the form `key: value`"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_told_in_words(text, fault):
    with pytest.raises(ValueError, match=re.escape(fault)):
        read(text)


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        ("en", "Monday – Friday, 8:00\u00a0AM – 4:00\u00a0PM (Toronto) · except holidays"),
        ("en-CA", "Monday–Friday, 8:00\u00a0a.m.–4:00\u00a0p.m. (Toronto) · except holidays"),
        ("fr", "lundi – vendredi, 08:00 – 16:00 (Toronto) · except holidays"),
        ("ar", "الاثنين – الجمعة، 8:00 ص – 4:00 م (تورونتو) · except holidays"),
        ("uk", "понеділок – пʼятниця, 08:00 – 16:00 (Торонто) · except holidays"),
        ("ti", "ሰኑይ – ዓርቢ 8:00 ቅ.ቀ. – 4:00 ድ.ቀ. (ቶሮንቶ) · except holidays"),
        ("zh-Hans", "星期一 – 星期五 08:00 – 16:00 (多伦多) · except holidays"),
        ("ru", "понедельник – пятница, 08:00 – 16:00 (Торонто) · except holidays"),
        ("rw", "Kuwa mbere – Kuwa gatanu 08:00 – 16:00 (Toronto) · except holidays"),
    ],
)
def test_hours_are_told_as_the_language_writes_them(tag, line):
    assert told([OFFICE], tag, WORDS) == [line]


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ((3,), "Wednesday"),
        ((6, 7), "Saturday and Sunday"),
        ((1, 3, 5), "Monday, Wednesday, and Friday"),
        ((1, 2, 3, 5), "Monday – Wednesday and Friday"),
        ((1, 2, 3, 4, 7), "Sunday – Thursday"),
        ((1, 2, 3, 4, 5, 7), "Sunday – Friday"),
        ((2, 3, 4, 5, 6, 7), "Tuesday – Sunday"),
        ((1, 7), "Sunday and Monday"),
        (EVERY_DAY, "Every day"),
    ],
)
def test_three_days_in_a_row_or_more_are_a_range(days, line):
    assert told([Schedule(days)], "en", WORDS) == [f"{line}, all day"]


def test_the_time_zone_is_told_only_where_it_matters():
    every, weekdays = Schedule(EVERY_DAY, timezone="America/Toronto"), Schedule((1,), timezone="America/Toronto")
    assert told([every, weekdays, Schedule((1,))], "en", WORDS) == [
        "Every day, all day",
        "Monday, all day (Toronto)",
        "Monday, all day",
    ]
    assert told([weekdays], "en", {**WORDS, "city_time": "{city} time"}) == ["Monday, all day (Toronto time)"]


def test_a_list_of_days_is_no_range_in_burmese():
    (line,) = told([Schedule((1, 3, 5))], "my", WORDS)
    assert "-" not in line
    assert "–" not in line


def test_the_earlier_time_stands_first_in_balochi():
    (line,) = told([Schedule((1,), 480, 960)], "bal", WORDS)
    assert line.index("08:00") < line.index("04:00")


@pytest.mark.parametrize("tag", ["ksw", "rhg", "rhg-Latn"])
def test_where_a_language_has_no_names_of_days_its_fallback_stands_in_and_then_english(tag):
    assert (language_of_hours(tag), language_of_hours(tag, ("rhg", "bn", "my"))) == ("en", "bn")
    assert told([OFFICE], tag, WORDS) == told([OFFICE], "en", WORDS)
    assert told([OFFICE], tag, WORDS, ("rhg", "bn")) == told([OFFICE], "bn", WORDS)
    assert language_of_hours("ti", ("en",)) == "ti"


def test_the_language_asked_for_first_does_not_name_the_days_of_the_next():
    # In a fresh process: Babel keeps what it has looked up.
    code = (
        "from babel import Locale\n"
        "Locale.parse('ps').days['stand-alone']['wide'][0]\n"
        "from porchlight.content.hours import Schedule, told\n"
        "print(ascii(told([Schedule((1,))], 'es', {'all_day': '-'})))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['lunes, -']"


def moments() -> st.SearchStrategy[datetime.datetime]:
    zones = st.sampled_from([ZoneInfo(name) for name in ZONES if name])
    return st.datetimes(datetime.datetime(2024, 1, 1), datetime.datetime(2030, 1, 1), timezones=zones)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    days = tuple(sorted(draw(st.sets(st.integers(1, 7), min_size=1))))
    opens = draw(st.integers(0, 1439))
    return Schedule(days, opens, draw(st.integers(opens + 1, 1440)), draw(st.sampled_from(ZONES)))


@settings(max_examples=200, deadline=None)
@given(st.lists(schedules(), max_size=4), moments())
def test_it_is_open_where_the_clock_on_the_wall_says_so(many, moment):
    def is_open(one: Schedule) -> bool:
        wall = moment.astimezone(ZoneInfo(one.timezone)) if one.timezone else moment
        now = wall.strftime("%u %H:%M")
        begin, end = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (one.opens, one.closes))
        return any(f"{day} {begin}" <= now < f"{day} {end}" for day in one.days)

    assert open_at(many, moment) == any(map(is_open, many))


def test_it_is_open_from_its_first_minute_to_the_one_before_it_closes():
    toronto = ZoneInfo("America/Toronto")
    clock = [datetime.datetime(2026, 7, 6, *time, tzinfo=toronto) for time in ((7, 59), (8, 0), (15, 59, 59), (16, 0))]
    assert [open_at([OFFICE], moment) for moment in clock] == [False, True, True, False]


def test_summer_time_moves_the_hours_with_the_office():
    at = [datetime.datetime(2026, month, 6, 12, 30, tzinfo=datetime.UTC) for month in (7, 1)]
    assert [open_at([OFFICE], moment) for moment in at] == [True, False]


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        open_at([OFFICE], datetime.datetime(2026, 7, 6, 12))


def test_the_line_for_the_script_is_short():
    night = Schedule((6, 7), 1200, 1440)
    assert device_form([OFFICE, night]) == "12345 0800 1600 America/Toronto;67 2000 2400"
    assert device_form([Schedule(EVERY_DAY)]) == "1234567 0000 2400"
    assert device_form([]) == ""


@settings(max_examples=100, deadline=None)
@given(st.lists(schedules(), max_size=4))
def test_the_line_for_the_script_says_all_there_is(many):
    def parsed(line: str) -> Schedule:
        days, opens, closes, *zone = line.split(" ")
        minutes = [int(time[:2]) * 60 + int(time[2:]) for time in (opens, closes)]
        return Schedule(tuple(map(int, days)), *minutes, "".join(zone))

    assert [parsed(line) for line in device_form(many).split(";") if line] == many


@settings(max_examples=100, deadline=None)
@given(schedules())
def test_hours_written_in_a_file_are_read_back(one):
    opens, closes = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (one.opens, one.closes))
    days = ", ".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day - 1] for day in one.days)
    text = f"byday: [{days}]\nopens_at: {opens}\ncloses_at: {closes}\ntimezone: {one.timezone or 'local'}\n"
    assert read(text, "Asia/Tokyo") == one
