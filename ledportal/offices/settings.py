"""The periods of freshness as staff keep them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.periods import DEFAULT, Periods, from_values


class StaleSettings(Exception):
    """Somebody else changed the periods meanwhile."""


def stored() -> FreshnessSettings | None:
    return db.session.scalar(select(FreshnessSettings).order_by(FreshnessSettings.id).limit(1))


def current_periods() -> Periods:
    """Return the periods that hold now."""
    values = db.session.scalar(select(FreshnessSettings.values))
    return from_values(values) if values is not None else DEFAULT


def change(periods: Periods, *, version: int, by: Any, at: datetime) -> FreshnessSettings:
    """Store new periods; ``version`` is that of the row that the caller saw, 0 where there was none. The caller dates the listings anew.

    Raises:
        StaleSettings
    """
    found = db.session.scalar(select(FreshnessSettings).order_by(FreshnessSettings.id).limit(1).with_for_update())
    if (found.version if found is not None else 0) != version:
        raise StaleSettings
    row = found or FreshnessSettings(id=1, version=0)
    before = current_periods().values()
    row.values, row.version = periods.values(), version + 1
    row.changed_at, row.changed_by_id = at, by.id
    db.session.add(row)
    record("freshness.changed", row, by=by, at=at, before=before, after=row.values)
    return row
