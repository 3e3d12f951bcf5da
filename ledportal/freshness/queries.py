"""Reading who may be due, and the facts that decide it. No content of a profile is read for those who are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from ledportal.extensions import db
from ledportal.freshness.models import Reminder, ReminderKind
from ledportal.freshness.policy import LAST, Facts
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.offices.standing import Sections, from_values
from ledportal.outbox.models import OutboxMessage

CHUNK = 2000
DUE = (Reminder.kind == ReminderKind.DUE, Reminder.about == "")


def reminded_offices() -> Select[date, int]:
    """Return the query for the offices that are reminded at all, by their listings."""
    place = select(Listing.due_on, Listing.office_id).join(Listing.office).join(Office.municipality)
    return place.where(*EXPECTED)


def overdue(on: date) -> Iterator[list[tuple[int, date]]]:
    """Yield the ids and due days of the offices whose due day has come and which had not every stage yet, in chunks."""
    this_day = (Reminder.office_id == Listing.office_id, Reminder.due_on == Listing.due_on, *DUE)
    query = reminded_offices().where(~exists().where(*this_day, Reminder.stage == LAST))
    return _chunks(query, Listing.due_on, on)


def with_ends(until: date) -> Iterator[list[tuple[int, date]]]:
    """Yield the ids of the offices with an end that the run has not dealt with, in chunks."""
    query = reminded_offices().with_only_columns(Listing.ends_on, Listing.office_id)
    return _chunks(query, Listing.ends_on, until)


def _chunks(query: Any, column: InstrumentedAttribute[Any], until: date) -> Iterator[list[tuple[int, date]]]:
    """Yield what a query finds up to a day, each chunk in a transaction of its own that is over when it is yielded."""
    place = (date.min, 0)
    while True:
        part = query.where(column <= until, tuple_(column, Listing.office_id) > tuple_(*place)).order_by(column, Listing.office_id)
        found = [(row[0], row[1]) for row in db.session.execute(part.limit(CHUNK))]
        db.session.rollback()
        if not found:
            return
        yield [(office_id, day) for day, office_id in found]
        place = found[-1]


def facts(due_days: Sequence[tuple[int, date]]) -> dict[int, Facts]:
    """Return the facts of offices with these due days, by the office's id."""
    queued: dict[int, dict[int, datetime]] = defaultdict(dict)
    days = dict(due_days)
    query = select(Reminder.office_id, Reminder.due_on, Reminder.stage, func.min(Reminder.queued_at)).where(
        Reminder.office_id.in_(days), *DUE
    )
    for office_id, due_on, stage, at in db.session.execute(query.group_by(Reminder.office_id, Reminder.due_on, Reminder.stage)):
        if due_on == days[office_id]:
            queued[office_id][stage] = at
    return {office_id: Facts(due_on, queued[office_id]) for office_id, due_on in due_days}


def told(office_ids: Sequence[int]) -> dict[int, set[tuple[str, date]]]:
    """Return of which ends offices were told, by the office's id."""
    found: dict[int, set[tuple[str, date]]] = defaultdict(set)
    query = select(Reminder.office_id, Reminder.about, Reminder.due_on)
    for office_id, about, due_on in db.session.execute(
        query.where(Reminder.office_id.in_(office_ids), Reminder.kind == ReminderKind.ENDING)
    ):
        found[office_id].add((about, due_on))
    return found


class Lock(StrEnum):
    """How offices are read: ``SKIP`` leaves out those that somebody else writes about, ``WAIT`` waits for them."""

    NONE = "none"
    SKIP = "skip"
    WAIT = "wait"


def offices(ids: Sequence[int], lock: Lock) -> Sequence[Office]:
    """Return those of the offices that are still reminded, read anew under the lock."""
    query = select(Office).where(Office.id.in_(ids)).order_by(Office.id).execution_options(populate_existing=True)
    query = query.options(joinedload(Office.municipality), joinedload(Office.published_revision))
    if lock != Lock.NONE:
        query = query.with_for_update(of=Office, skip_locked=lock == Lock.SKIP)
    return db.session.scalars(query).all()


def is_reminded(office: Office) -> bool:
    return office.published_revision is not None and office.is_expected


@dataclass(frozen=True)
class Days:
    """What a listing says of days."""

    due_on: date
    sections: Sections
    published_at: datetime


def listings(ids: Sequence[int]) -> dict[int, Days]:
    """Return the days of listings without their content, by the office's id."""
    query = select(Listing.office_id, Listing.due_on, Listing.sections, Listing.published_at).where(Listing.office_id.in_(ids))
    return {row.office_id: Days(row.due_on, from_values(row.sections), row.published_at) for row in db.session.execute(query)}


def staff_were_told(day: date) -> bool:
    """Say whether staff were told on a day of those who did not answer."""
    return bool(db.session.scalar(select(exists().where(OutboxMessage.key.startswith(f"no_answer:{day.isoformat()}:")))))


def unanswered() -> list[tuple[int, date]]:
    """Return the ids of the offices whose last stage was queued and of which staff were not told yet, with the due day, in order of names.

    Who has answered meanwhile is left out.
    """
    of_it = (Reminder.office_id == Listing.office_id, Reminder.due_on == Listing.due_on)
    asked, told = exists().where(*of_it, *DUE, Reminder.stage == LAST), exists().where(*of_it, Reminder.kind == ReminderKind.STAFF)
    query = select(Listing.office_id, Listing.due_on).join(Listing.office).join(Office.municipality).where(asked, ~told)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Municipality.sort_key, Office.id))]
