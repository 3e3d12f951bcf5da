"""How fresh an entry is, from the days on which its sections were last confirmed. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from ledportal.offices.profile import SECTIONS
from ledportal.text import N_

GRACE = timedelta(days=28)
"""How long after its due date an entry still counts as confirmed."""
OUTDATED_AFTER = GRACE + timedelta(days=180)


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    OUTDATED = "outdated"


LABELS = {
    Standing.CONFIRMED: N_("Confirmed"),
    Standing.UNCONFIRMED: N_("Not confirmed"),
    Standing.OUTDATED: N_("Out of date"),
}


def due(confirmed: Mapping[str, datetime]) -> datetime | None:
    """Return when the section that is due first is due; None where a public section was never confirmed."""
    public = [section for section in SECTIONS if not section.internal]
    if any(section.key not in confirmed for section in public):
        return None
    return min(_months_later(confirmed[section.key], section.months) for section in public)


def standing(confirmed: Mapping[str, datetime], *, at: datetime) -> Standing:
    """Return how fresh an entry is: as fresh as its most overdue section."""
    day = due(confirmed)
    if day is None:
        return Standing.UNCONFIRMED
    if at >= day + OUTDATED_AFTER:
        return Standing.OUTDATED
    return Standing.UNCONFIRMED if at >= day + GRACE else Standing.CONFIRMED


def _months_later(then: datetime, months: int) -> datetime:
    years, month = divmod(then.month - 1 + months, 12)
    year, month = then.year + years, month + 1
    return then.replace(year=year, month=month, day=min(then.day, monthrange(year, month)[1]))
