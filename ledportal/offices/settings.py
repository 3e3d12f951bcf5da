"""The periods of freshness as staff keep them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.periods import DEFAULT, Periods, from_values, numbers


class StaleSettings(Exception):
    """Somebody else changed the periods meanwhile."""


def stored() -> FreshnessSettings | None:
    return db.session.scalar(select(FreshnessSettings).order_by(FreshnessSettings.id).limit(1))


def current_periods() -> Periods:
    """Return the periods that hold now."""
    values = db.session.scalar(select(FreshnessSettings.values))
    return from_values(values) if values is not None else DEFAULT


def change(periods: Periods, *, version: int, by: Any, at: datetime) -> FreshnessSettings:
    """Store new periods; ``version`` is that of the row that the caller saw, 0 where there was none.

    ``period_actions.change_periods`` also dates the listings anew.

    Raises:
        StaleSettings
    """
    locked = select(FreshnessSettings).order_by(FreshnessSettings.id).limit(1).with_for_update()
    found = db.session.scalar(locked.execution_options(populate_existing=True))
    if (found.version if found is not None else 0) != version:
        raise StaleSettings
    row = found or FreshnessSettings(id=1, version=0)
    before, after = numbers(current_periods()), numbers(periods)
    row.values, row.version = periods.values(), version + 1
    row.changed_at, row.changed_by_id = at, by.id
    _add(row)
    changed = [name for name in after if before[name] != after[name]]
    record("freshness.changed", row, by=by, at=at, before=_part(before, changed), after=_part(after, changed))
    return row


def _add(row: FreshnessSettings) -> None:
    """Write the row; of two who write it for the first time, one is too late."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise StaleSettings from None


def _part(values: dict[str, int], names: list[str]) -> dict[str, int]:
    return {name: values[name] for name in names}
