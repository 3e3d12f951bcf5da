"""What is held of a person who had something prepared, for the export of their data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.jobs.models import Job


def export(user: User) -> list[dict[str, Any]]:
    """Return what the person asked for."""
    found = db.session.scalars(select(Job).where(Job.asked_by_id == user.id).order_by(Job.id))
    return [columns(each, "kind", "subject", "state", "asked_at", "finished_at") for each in found]


HOLDING = Holding("jobs", export)
