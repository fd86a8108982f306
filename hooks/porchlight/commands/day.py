"""The day on which a command runs."""

from __future__ import annotations

import datetime
import os
import zoneinfo


def today(timezone: str) -> str:
    """The ISO date that PORCHLIGHT_DATE names (the settings' reader has checked it), else today's in the portal's time zone."""
    zone = zoneinfo.ZoneInfo(timezone) if timezone else None
    return os.environ.get("PORCHLIGHT_DATE") or datetime.datetime.now(zone).date().isoformat()
