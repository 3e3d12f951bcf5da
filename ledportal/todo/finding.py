"""The daily look for work: tasks are opened where a rule finds a cause, and closed where it is gone.

In batches and short transactions, so that it may run beside everything else, twice at once, and with any number of offices. What
differs is found without a lock, and decided again under the locks of its offices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.outbox.models import BlockedAddress
from ledportal.todo.actions import close_by_itself, open_task
from ledportal.todo.kinds import Kind
from ledportal.todo.models import StaffTask
from ledportal.todo.rules import ENDING, Facts, causes, is_over

LOOKED_AT = 1000
CHANGED = 200

Tasks = dict[int, dict[Kind, dict[str, Any]]]
"""The open tasks that may end by themselves: their details, by kind and office."""


def look(*, at: datetime) -> int:
    """Open and close what the rules say, and return how many tasks that was."""
    changed = 0
    for ids in _batches():
        wanted = _differing(ids)
        db.session.commit()
        for start in range(0, len(wanted), CHANGED):
            changed += _change(wanted[start : start + CHANGED], at=at)
            db.session.commit()
    return changed


def _batches() -> Iterator[Sequence[int]]:
    last = 0
    while ids := db.session.scalars(select(Office.id).where(Office.id > last).order_by(Office.id).limit(LOOKED_AT)).all():
        last = ids[-1]
        yield ids


def _differing(ids: Sequence[int]) -> list[int]:
    """Return the offices for which a task is to be opened or closed."""
    found, tasks = facts(ids), _open_tasks(ids)
    return [office_id for office_id, each in found.items() if _differs(each, tasks.get(office_id, {}))]


def _differs(facts: Facts, tasks: dict[Kind, dict[str, Any]]) -> bool:
    return bool(causes(facts).keys() - tasks.keys()) or any(is_over(kind, details, facts) for kind, details in tasks.items())


def _change(ids: Sequence[int], *, at: datetime) -> int:
    """Do what the rules say for offices that nobody else writes about; the others wait for the next day."""
    query = select(Office).where(Office.id.in_(ids)).order_by(Office.id).with_for_update(skip_locked=True)
    offices = db.session.scalars(query.execution_options(populate_existing=True)).all()
    locked = [each.id for each in offices]
    found, tasks = facts(locked), _open_tasks(locked)
    return sum(_settle(office, found[office.id], tasks.get(office.id, {}), at=at) for office in offices)


def _settle(office: Office, facts: Facts, tasks: dict[Kind, dict[str, Any]], *, at: datetime) -> int:
    over = [kind for kind, details in tasks.items() if is_over(kind, details, facts)]
    closed = [close_by_itself(kind, office, at=at) for kind in over]
    opened = [open_task(kind, office, at=at, **details) for kind, details in causes(facts).items()]
    return sum(closed) + sum(each is not None for each in opened)


def _open_tasks(ids: Sequence[int]) -> Tasks:
    query = select(StaffTask.office_id, StaffTask.kind, StaffTask.details)
    rows = db.session.execute(query.where(StaffTask.office_id.in_(ids), StaffTask.kind.in_(ENDING), StaffTask.closed_at.is_(None)))
    found: Tasks = {}
    for office_id, kind, details in rows:
        found.setdefault(office_id, {})[Kind(kind)] = details
    return found


def facts(ids: Sequence[int]) -> dict[int, Facts]:
    """Return what the rules ask of each office."""
    members, asked = _members(ids), _asked_for(ids)
    query = select(Office.id, and_(*EXPECTED), Listing.due_on).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    rows = db.session.execute(query.where(Office.id.in_(ids)).order_by(Office.id))
    return {
        office_id: Facts(bool(is_expected), due_on=due_on, asked_for=asked.get(office_id), **members.get(office_id, {}))
        for office_id, is_expected, due_on in rows
    }


def _asked_for(ids: Sequence[int]) -> dict[int, date]:
    """Return for which due day each office was last reminded without an answer: the reminders gave staff a task of it then."""
    query = select(StaffTask.office_id, func.max(StaffTask.details["due_on"].as_string()))
    rows = db.session.execute(query.where(StaffTask.office_id.in_(ids), StaffTask.kind == Kind.NO_ANSWER).group_by(StaffTask.office_id))
    return {office_id: date.fromisoformat(due_on) for office_id, due_on in rows}


def _members(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return for each office that has or had members what the rules ask of them."""
    place: Any = Office.memberships.property.mapper.class_  # another feature's model, by the office's own relationship to it
    active = and_(place.status == "granted", User.is_active, User.is_confirmed)
    blocked = exists().where(BlockedAddress.address == User.email)
    asked = (
        _count(active).label("members"),
        _count(and_(active, place.role == "head")).label("heads"),
        _count(and_(active, ~blocked)).label("reachable"),
        func.max(place.id).label("membership"),
    )
    query = select(place.office_id, *asked).join(User, User.id == place.user_id).where(place.office_id.in_(ids)).group_by(place.office_id)
    return {row.pop("office_id"): row for row in map(dict, db.session.execute(query).mappings())}


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
