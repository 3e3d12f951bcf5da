"""Blocking an address and lifting that, with the staff's task, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.actions import lock_office
from ledportal.offices.models import Office
from ledportal.outbox.addresses import normal
from ledportal.outbox.models import BlockedAddress, Reason
from ledportal.todo.actions import close_by_itself, open_task
from ledportal.todo.kinds import Kind
from ledportal.todo.models import StaffTask

TASKS = {Reason.BOUNCED: Kind.DEAD_ADDRESS, Reason.UNSUBSCRIBED: Kind.UNSUBSCRIBED}
VERBS = {Reason.BOUNCED: "address.blocked", Reason.UNSUBSCRIBED: "address.unsubscribed"}
LIFTED = {Reason.BOUNCED: "address.unblocked", Reason.UNSUBSCRIBED: "address.subscribed"}


def block(address: str, reason: Reason, office_slug: str | None, *, answer: str = "", at: datetime) -> bool:
    """Write to an address no more, and give staff a task for the office; False where it was so already."""
    office = _locked(office_slug)
    found = BlockedAddress(address=normal(address), reason=reason, office_slug=office_slug, answer=answer, since=at)
    is_new = _add(found)
    if is_new:
        record(VERBS[reason], found, by=None, at=at, office=office)
    tell(address, reason, office, answer=answer, at=at)
    return is_new


def tell(address: str, reason: Reason, office: Office | None, *, answer: str, at: datetime) -> None:
    """Open the task, unless it is: another office may come upon the same address later."""
    open_task(TASKS[reason], office, about=normal(address), at=at, address=normal(address), answer=answer)


def lift(address: str, reason: Reason, *, by: Any = None, at: datetime) -> bool:
    """Write to an address again, and close the tasks that this ends; False where it was not blocked."""
    tasks = _open_tasks(address, reason)
    for office_id in sorted({each.office_id for each in tasks if each.office_id is not None}):
        lock_office(office_id)
    found = db.session.scalar(_which(address, reason).with_for_update())
    if found is None:
        return False
    record(LIFTED[reason], found, by=by, at=at, office=_find(found.office_slug))
    db.session.execute(delete(BlockedAddress).where(BlockedAddress.id == found.id))
    for task in tasks:
        close_by_itself(TASKS[reason], task.office, about=normal(address), at=at)
    return True


def is_blocked(address: str, reason: Reason) -> bool:
    return db.session.scalar(_which(address, reason)) is not None


def _which(address: str, reason: Reason) -> Any:
    return select(BlockedAddress).where(BlockedAddress.address == normal(address), BlockedAddress.reason == reason)


def _add(found: BlockedAddress) -> bool:
    """Add the row, or lock the one that is there."""
    try:
        with db.session.begin_nested():
            db.session.add(found)
    except IntegrityError:
        db.session.scalar(_which(found.address, Reason(found.reason)).with_for_update())
        return False
    return True


def _locked(slug: str | None) -> Office | None:
    if (office := _find(slug)) is not None:
        lock_office(office.id)
    return office


def _find(slug: str | None) -> Office | None:
    return db.session.scalar(select(Office).where(Office.slug == slug)) if slug else None


def _open_tasks(address: str, reason: Reason) -> list[StaffTask]:
    about = StaffTask.details["address"].as_string() == normal(address)
    return list(db.session.scalars(select(StaffTask).where(StaffTask.kind == TASKS[reason], StaffTask.closed_at.is_(None), about)))
