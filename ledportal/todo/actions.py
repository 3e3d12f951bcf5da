"""Opening and closing the staff's tasks, for the features that find their cause and see it go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.models import Office
from ledportal.todo.kinds import CAUSE_GONE, Kind
from ledportal.todo.models import StaffTask


def key_of(kind: Kind, office: Office | None, about: str = "") -> str:
    """Return what makes a task the same: its kind, its office, and what in particular it is about."""
    return ":".join([kind, office.slug if office is not None else "", about])[:300]


def open_task(kind: Kind, office: Office | None, *, about: str = "", at: datetime, **details: Any) -> StaffTask | None:
    """Open a task in the caller's transaction, unless the same one is open; None where it is.

    The caller holds the lock on the office's row (``offices.actions.lock_office``), so that two at once open one.
    """
    key = key_of(kind, office, about)
    if _open(key) is not None:
        return None
    task = StaffTask(kind=kind, key=key, office_id=office.id if office is not None else None, details=details, opened_at=at)
    db.session.add(task)
    db.session.flush()
    record("task.opened", task, by=None, at=at, office=office, kind=kind)
    return task


def close_by_itself(kind: Kind, office: Office | None, *, about: str = "", at: datetime) -> bool:
    """Close the open task whose cause is gone; say whether there was one."""
    task = _open(key_of(kind, office, about))
    if task is None:
        return False
    task.closed_at, task.outcome = at, CAUSE_GONE
    task.version += 1
    record("task.closed", task, by=None, at=at, office=office, outcome=CAUSE_GONE)
    return True


def _open(key: str) -> StaffTask | None:
    return db.session.scalar(select(StaffTask).where(StaffTask.key == key, StaffTask.closed_at.is_(None)))
