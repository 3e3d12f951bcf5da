"""What reminders hold of a person, for the export of their data and the end of their account: the address that they went to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select, update

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.freshness.models import Reminder


def export(user: User) -> list[dict[str, Any]]:
    """Return the reminders that were written to the person."""
    found = db.session.scalars(select(Reminder).where(_theirs(user)).order_by(Reminder.id))
    return [{"office": each.office.slug, **columns(each, "kind", "about", "due_on", "stage", "recipient", "queued_at")} for each in found]


def leave(user: User, *, by: User, at: datetime) -> None:
    """Take the address out; the rows stay, each with a receiver of its own, so that no stage goes out again."""
    del by, at
    nobody = "deleted-" + cast(Reminder.id, String) + "@deleted.invalid"
    db.session.execute(update(Reminder).where(_theirs(user)).values(recipient=nobody))


def _theirs(user: User) -> ColumnElement[bool]:
    return func.lower(Reminder.recipient) == user.email


HOLDING = Holding("reminders", export, leave=leave)
