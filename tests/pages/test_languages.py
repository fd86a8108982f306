"""What the plugin is asked for before it reads anything."""

from __future__ import annotations

import datetime

import pytest
from mkdocs.exceptions import ConfigurationError
from porchlight.pages import languages
from porchlight.pages.languages import _date_of_build

EVENING = datetime.datetime(2026, 11, 23, 3, 0, tzinfo=datetime.UTC)
"""Seven in the evening of the 22nd in Vancouver, already noon of the 23rd in Tokyo."""


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands still at `EVENING`, on a machine that says nothing of a date."""

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return EVENING.astimezone(tz)

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(languages.datetime, "datetime", Clock)


@pytest.mark.parametrize(
    ("timezone", "today"),
    [("America/Vancouver", "2026-11-22"), ("Asia/Tokyo", "2026-11-23"), ("UTC", "2026-11-23")],
)
def test_today_is_the_day_where_the_portals_readers_live(timezone, today):
    """A machine that builds in UTC would end an alert hours too early."""
    assert _date_of_build("", timezone) == today


def test_the_date_asked_for_stands_over_every_clock(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796212800")
    assert _date_of_build("2026-05-01", "America/Vancouver") == "2026-05-01"
    assert _date_of_build("", "America/Vancouver") == "2026-12-02"


@pytest.mark.parametrize("asked", ["tomorrow", "2026-13-01", "1 May 2026", "2026-02-30"])
def test_a_date_that_is_none_is_told_in_one_line(asked):
    with pytest.raises(ConfigurationError, match=f"PORCHLIGHT_DATE: {asked} is no date. Write it as 2026-05-01."):
        _date_of_build(asked, "")
