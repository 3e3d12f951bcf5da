"""Reading the staff's tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Confirmation, Listing, Office
from ledportal.outbox.addresses import blocked
from ledportal.outbox.models import DeliveryFailure, OutboxMessage
from ledportal.todo.kinds import MEANING
from ledportal.todo.models import StaffTask

URGENCY = case({kind: meaning.urgency for kind, meaning in MEANING.items()}, value=StaffTask.kind, else_=len(MEANING) + 1)
STATES = ("open", "put_off", "closed")


def tasks(state: str, *, kind: str = "", district: str = "", at: datetime) -> Select[Any]:
    """Select the tasks in a state: what is open by urgency and age, what is put off by its day, what is closed the latest first."""
    query = select(StaffTask).outerjoin(StaffTask.office).outerjoin(Office.municipality).outerjoin(Municipality.district)
    query = query.where(_is(state, at), *_narrow(kind, district))
    place = contains_eager(StaffTask.office).contains_eager(Office.municipality).contains_eager(Municipality.district)
    return query.options(place, joinedload(StaffTask.closed_by)).order_by(*_order(state), StaffTask.id)


def _is(state: str, at: datetime) -> ColumnElement[bool]:
    if state == "closed":
        return StaffTask.closed_at.is_not(None)
    asleep = StaffTask.wake_at > at
    awake = or_(StaffTask.wake_at.is_(None), StaffTask.wake_at <= at)
    return and_(StaffTask.closed_at.is_(None), asleep if state == "put_off" else awake)


def _narrow(kind: str, district: str) -> list[ColumnElement[bool]]:
    wanted = ((kind, StaffTask.kind), (district, Municipality.district_code))
    return [column == value for value, column in wanted if value]


def _order(state: str) -> tuple[Any, ...]:
    return {"closed": (StaffTask.closed_at.desc(),), "put_off": (StaffTask.wake_at,)}.get(state, (URGENCY, StaffTask.opened_at))


def counts(*, kind: str = "", district: str = "", at: datetime) -> dict[str, int]:
    """Return how many tasks are open, and how many are put off."""
    query = select(func.count()).select_from(StaffTask).outerjoin(StaffTask.office).outerjoin(Office.municipality)
    return {state: db.session.scalar(query.where(_is(state, at), *_narrow(kind, district))) or 0 for state in ("open", "put_off")}


def count_open(*, at: datetime) -> int:
    return db.session.scalar(select(func.count()).select_from(StaffTask).where(_is("open", at))) or 0


def find(task_id: int) -> StaffTask | None:
    place = joinedload(StaffTask.office).joinedload(Office.municipality).joinedload(Municipality.district)
    return db.session.scalar(select(StaffTask).where(StaffTask.id == task_id).options(place, joinedload(StaffTask.closed_by)))


def others(task: StaffTask) -> Sequence[StaffTask]:
    """Return the other tasks of the same office, the latest first."""
    if task.office_id is None:
        return []
    same = (StaffTask.office_id == task.office_id, StaffTask.id != task.id)
    query = select(StaffTask).where(*same).order_by(StaffTask.opened_at.desc(), StaffTask.id.desc()).limit(50)
    return db.session.scalars(query.options(joinedload(StaffTask.closed_by))).all()


def dead_addresses(tasks: Iterable[StaffTask]) -> set[str]:
    """Return those of the registry offices' addresses to which mail does not arrive."""
    return blocked({each.office.municipality.registry_email for each in tasks if each.office is not None}, bulk=False)


@dataclass(frozen=True)
class Facts:
    """What is known of an office that helps with its tasks."""

    listing: Listing | None
    reminders: int
    reminded_at: datetime | None
    failures: Sequence[DeliveryFailure]
    confirmed: Confirmation | None


def facts(office: Office) -> Facts:
    sent = select(func.count(), func.max(OutboxMessage.created_at)).where(
        OutboxMessage.office_slug == office.slug, OutboxMessage.template == "reminder"
    )
    number, latest = db.session.execute(sent).one()
    failed = select(DeliveryFailure).where(DeliveryFailure.office_slug == office.slug).order_by(DeliveryFailure.id.desc()).limit(5)
    confirmed = select(Confirmation).where(Confirmation.office_id == office.id).order_by(Confirmation.confirmed_at.desc()).limit(1)
    return Facts(
        db.session.get(Listing, office.id), number, latest, db.session.scalars(failed).all(), db.session.scalars(confirmed).first()
    )
