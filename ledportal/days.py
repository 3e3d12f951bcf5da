"""Calendar days in Belgrade. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

BELGRADE = ZoneInfo("Europe/Belgrade")


def belgrade_day(moment: datetime) -> date:
    """Return the calendar day in Belgrade of an aware time."""
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone is on no day")
    return moment.astimezone(BELGRADE).date()


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
