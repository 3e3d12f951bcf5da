"""Opening and closing the staff's tasks, for the features that find their cause and see it go, and for the staff's own page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.models import Office
from ledportal.todo.kinds import CAUSE_GONE, LASTING, Kind, Outcome
from ledportal.todo.models import StaffTask

AGAIN_AFTER = timedelta(days=90)
"""After so long, a cause that lasts is work again, though staff closed its task."""


class Stale(Exception):
    """The task is not what the person saw."""


def key_of(kind: Kind, office: Office | None, about: str = "") -> str:
    """Return what makes a task the same: its kind, its office, and what in particular it is about."""
    return ":".join([kind, office.slug if office is not None else "", about])[:300]


def open_task(kind: Kind, office: Office | None, *, about: str = "", at: datetime, **details: Any) -> StaffTask | None:
    """Open a task in the caller's transaction; None where the same one is open.

    None too where staff closed it lately and its cause only lasts (``LASTING``), which the same details say. The caller holds the
    lock on the office's row (``offices.actions.lock_office``), so that two at once open one.
    """
    key = key_of(kind, office, about)
    if _open(key) is not None or (kind in LASTING and _is_settled(key, details, at)):
        return None
    task = StaffTask(kind=kind, key=key, office_id=office.id if office is not None else None, details=details, opened_at=at)
    db.session.add(task)
    db.session.flush()
    record("task.opened", task, by=None, at=at, office=office, kind=kind)
    return task


def describe(kind: Kind, office: Office | None, **details: Any) -> None:
    """Bring up to date what the open task tells its reader, where there is one."""
    if (task := _open(key_of(kind, office))) is not None:
        task.details = details


def close_by_itself(kind: Kind, office: Office | None, *, about: str = "", at: datetime) -> bool:
    """Close the open task whose cause is gone; say whether there was one."""
    return close_about(kind, office, about=about, outcome=CAUSE_GONE, by=None, at=at)


def close_about(kind: Kind, office: Office | None, *, about: str = "", outcome: str, by: User | None, at: datetime) -> bool:
    """Close the open task of a cause that was dealt with elsewhere; say whether there was one."""
    task = _open(key_of(kind, office, about))
    if task is not None:
        end(task, outcome, by=by, at=at)
    return task is not None


def end(task: StaffTask, outcome: str, *, note: str = "", by: User | None, at: datetime) -> None:
    """Close an open task that the caller holds the lock for."""
    task.closed_at, task.closed_by_id, task.outcome, task.note = at, by.id if by is not None else None, outcome, note or task.note
    task.version += 1
    record("task.closed", task, by=by, at=at, office=task.office, outcome=outcome)


def close(task: StaffTask, outcome: Outcome, *, note: str, version: int, by: User, at: datetime) -> None:
    """Write down what staff did about it.

    Raises:
        Stale: it was closed, or changed.
    """
    _lock(task, version)
    end(task, outcome, note=note, by=by, at=at)


def put_off(task: StaffTask, until: datetime, *, note: str, version: int, by: User, at: datetime) -> None:
    """Take a task out of the list until a time.

    Raises:
        Stale: it was closed, or changed.
    """
    _lock(task, version)
    task.wake_at, task.note = until, note
    task.version += 1
    record("task.put_off", task, by=by, at=at, office=task.office, until=until.isoformat())


def _lock(task: StaffTask, version: int) -> None:
    """Wait until nobody else writes about the task, and compare it with what the person saw."""
    db.session.scalars(select(StaffTask).where(StaffTask.id == task.id).with_for_update().execution_options(populate_existing=True)).one()
    if task.closed_at is not None or task.version != version:
        raise Stale


def _open(key: str) -> StaffTask | None:
    query = select(StaffTask).where(StaffTask.key == key, StaffTask.closed_at.is_(None)).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def _is_settled(key: str, details: dict[str, Any], at: datetime) -> bool:
    """Say whether staff closed the task of this very cause lately."""
    by_hand = (StaffTask.key == key, StaffTask.closed_by_id.is_not(None), StaffTask.closed_at > at - AGAIN_AFTER)
    return details in db.session.scalars(select(StaffTask.details).where(*by_hand)).all()
