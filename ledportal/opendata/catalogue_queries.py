"""When the register's data began and when they changed last."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices.directory_models import Change, DirectoryState


def changed_at() -> datetime:
    return db.session.scalars(select(DirectoryState.changed_at)).one()


def first_day() -> date | None:
    """Return the day on which the first entry was published."""
    first = db.session.scalar(select(func.min(Change.at)))
    return belgrade_day(first) if first else None
