"""The staff's tasks as they stand in the register: what waits, what was closed when, and what there ever was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from sqlalchemy import func, or_, select

from ledportal import clock
from ledportal.extensions import db
from ledportal.offices.models import Office
from ledportal.todo.models import StaffTask

CLOSED_BY_STAFF = StaffTask.closed_by_id.is_not(None)


@dataclass(frozen=True)
class Task:
    """One that stands in the staff's list."""

    id: int
    version: int
    slug: str


@dataclass(frozen=True)
class Work:
    """What there is to do about an office: whether a task is open, put off or not, and when staff last closed one."""

    is_open: bool = False
    closed_at: datetime | None = None


def waiting(app: Flask) -> list[Task]:
    """Return the tasks that stand in the list today."""
    with app.app_context():
        awake = or_(StaffTask.wake_at.is_(None), StaffTask.wake_at <= clock.now())
        query = select(StaffTask.id, StaffTask.version, Office.slug).join(StaffTask.office).where(StaffTask.closed_at.is_(None), awake)
        return [Task(*row) for row in db.session.execute(query.order_by(StaffTask.id))]


def work(app: Flask) -> dict[str, Work]:
    """Return what there is to do about each office that staff ever had a task of."""
    with app.app_context():
        number = func.count().filter(StaffTask.closed_at.is_(None))
        latest = func.max(StaffTask.closed_at).filter(CLOSED_BY_STAFF)
        query = select(Office.slug, number, latest).join(StaffTask.office).group_by(Office.slug)
        return {slug: Work(bool(is_open), closed_at) for slug, is_open, closed_at in db.session.execute(query)}


def ever(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield the kind and the office of every task that staff ever got."""
    with app.app_context():
        query = select(StaffTask.kind, Office.slug).outerjoin(StaffTask.office).order_by(StaffTask.id)
        yield from ((kind, slug or "") for kind, slug in db.session.execute(query))
