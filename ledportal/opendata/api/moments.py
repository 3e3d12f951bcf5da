"""Times in addresses and answers of the API. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d:\d\d)(\.\d{1,30})?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)


def parsed(text: str) -> datetime | None:
    """Return the time that a text names (RFC 3339), or the midnight (UTC) of a day; None where it names none."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    try:
        if clock is None:
            return datetime.combine(date.fromisoformat(day), time(), UTC)
        leapless = clock.replace(":60", ":59")
        return datetime.fromisoformat(f"{day}T{leapless}{(fraction or '')[:7]}{zone.upper()}").astimezone(UTC)
    except ValueError:
        return None
    except OverflowError:  # a zone at the edge of the calendar
        return datetime.min.replace(tzinfo=UTC) if day < "5000" else datetime.max.replace(tzinfo=UTC)


def shown(moment: datetime) -> str:
    """Return a time as answers have it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
