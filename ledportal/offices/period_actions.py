"""Changing the periods of freshness: the settings and the due day of every entry, in one transaction."""

from __future__ import annotations

from datetime import datetime

from ledportal.accounts.models import User
from ledportal.offices import changes, listing, settings
from ledportal.offices.periods import Periods


def change_periods(periods: Periods, *, version: int, by: User, at: datetime) -> int:
    """Store new periods, date all entries by them, and return how many are due on another day now.

    Raises:
        StaleSettings: somebody else changed them meanwhile.
    """
    settings.change(periods, version=version, by=by, at=at)
    changes.all_changed(at=at)
    return listing.redate_all(periods)
