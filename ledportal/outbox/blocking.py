"""Blocking an address and lifting that, with the staff's task, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.actions import lock_office
from ledportal.offices.models import Office
from ledportal.outbox.addresses import normal
from ledportal.outbox.models import BlockedAddress, Reason
from ledportal.todo.actions import close_by_itself, key_of, open_task
from ledportal.todo.kinds import Kind
from ledportal.todo.models import StaffTask

TASKS = {Reason.BOUNCED: Kind.DEAD_ADDRESS, Reason.UNSUBSCRIBED: Kind.UNSUBSCRIBED}
VERBS = {Reason.BOUNCED: "address.blocked", Reason.UNSUBSCRIBED: "address.unsubscribed"}
LIFTED = {Reason.BOUNCED: "address.unblocked", Reason.UNSUBSCRIBED: "address.subscribed"}

FAREWELLS = frozenset({"account_deleted", "error_report_answered"})
"""The last mails to addresses that are deleted soon after: where one does not arrive, nothing is kept of it."""


def block(address: str, reason: Reason, office_slug: str | None, *, answer: str = "", at: datetime) -> bool:
    """Write to an address no more, and give staff a task for the office; False where it was so already."""
    office = lock(office_slug)
    found = BlockedAddress(address=normal(address), reason=reason, office_slug=office_slug, answer=answer, since=at)
    is_new = _add(found)
    if is_new:
        record(VERBS[reason], found, by=None, at=at, office=office)
    _tell(found, office, at=at)
    return is_new


def remind(address: str, office_slug: str | None, *, at: datetime) -> None:
    """See to it that an office has its task, now that mail to its dead address was withheld."""
    office = lock(office_slug)
    if (found := _find(address, Reason.BOUNCED)) is not None:
        _tell(found, office, at=at)


def lock(office_slug: str | None) -> Office | None:
    """Return an office, locked."""
    if (office := _office(office_slug)) is not None:
        lock_office(office.id)
    return office


def _tell(found: BlockedAddress, office: Office | None, *, at: datetime) -> None:
    """Open the task, unless it is: another office may come upon the same address later."""
    open_task(TASKS[Reason(found.reason)], office, about=found.address, at=at, address=found.address, answer=found.answer)


def lift(address: str, reason: Reason, *, by: Any = None, at: datetime) -> bool:
    """Write to an address again, and close the tasks that this ends; False where it was not blocked."""
    tasks = _open_tasks(address, reason)
    for office_id in sorted({each.office_id for each in tasks if each.office_id is not None}):
        lock_office(office_id)
    found = _find(address, reason, lock=True)
    if found is None:
        return False
    record(LIFTED[reason], found, by=by, at=at, office=_office(found.office_slug))
    db.session.delete(found)
    for task in tasks:
        close_by_itself(TASKS[reason], task.office, about=normal(address), at=at)
    return True


def forget(address: str, *, by: Any, at: datetime) -> None:
    """Take an address out of the blocks and out of what staff were told of it: its owner's account ends."""
    for reason in Reason:
        lift(address, reason, by=by, at=at)
    about = StaffTask.details["address"].as_string() == normal(address)
    for task in db.session.scalars(select(StaffTask).where(StaffTask.kind.in_(TASKS.values()), about)):
        task.key, task.details = key_of(Kind(task.kind), task.office, "deleted"), {}


def is_blocked(address: str, reason: Reason) -> bool:
    return _find(address, reason) is not None


def _find(address: str, reason: Reason, *, lock: bool = False) -> BlockedAddress | None:
    query = select(BlockedAddress).where(BlockedAddress.address == normal(address), BlockedAddress.reason == reason)
    return db.session.scalar(query.with_for_update() if lock else query)


def _add(found: BlockedAddress) -> bool:
    """Add the row, or lock the one that is there."""
    try:
        with db.session.begin_nested():
            db.session.add(found)
    except IntegrityError:
        _find(found.address, Reason(found.reason), lock=True)
        return False
    return True


def _office(slug: str | None) -> Office | None:
    return db.session.scalar(select(Office).where(Office.slug == slug)) if slug else None


def _open_tasks(address: str, reason: Reason) -> list[StaffTask]:
    about = StaffTask.details["address"].as_string() == normal(address)
    return list(db.session.scalars(select(StaffTask).where(StaffTask.kind == TASKS[reason], StaffTask.closed_at.is_(None), about)))
