"""Calendar days in Belgrade. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

BELGRADE = ZoneInfo("Europe/Belgrade")
PATTERNS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")
"""How a day may be typed."""


def belgrade_day(moment: datetime) -> date:
    """Return the calendar day in Belgrade of an aware time."""
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone is on no day")
    return moment.astimezone(BELGRADE).date()


def typed_day(text: str) -> date | None:
    """Return the day that somebody typed, as 11.12.2026. or 2026-12-11; None where it is none, or one of another age."""
    compact = text.replace(" ", "").rstrip(".")
    for pattern in PATTERNS if compact.isascii() else ():
        try:
            found = datetime.strptime(compact, pattern).date()  # noqa: DTZ007  # a calendar day has no time zone
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2100 else None
    return None


def as_typed(day: date) -> str:
    """Return a day as one types it, "11.12.2026."."""
    return f"{day.day}.{day.month}.{day.year}."


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
