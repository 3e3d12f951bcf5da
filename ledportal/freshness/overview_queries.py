"""What staff see of reminders: which will come if nobody answers, which wait for an answer, and which were queued last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.freshness import policy, queries
from ledportal.freshness.models import Reminder, ReminderKind
from ledportal.freshness.queries import DUE, Lock
from ledportal.freshness.recipients import recipients
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Listing, Office
from ledportal.offices.settings import current_periods
from ledportal.script import fold

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Coming:
    """The next stage of an office with its day, and those to come after it, if nobody answers."""

    day: date
    stage: int
    office_id: int
    later: Sequence[tuple[date, int]] = ()


def coming(text: str, *, at: datetime) -> list[Coming]:
    """Return the offices that will be reminded in the next days, by the day of the next stage."""
    today, periods = belgrade_day(at), current_periods()
    query = _named(queries.reminded_offices(), text).where(Listing.due_on <= today + AHEAD)
    due_days = [(row[1], row[0]) for row in db.session.execute(query)]
    known = queries.facts(due_days)
    outlooks = {office_id: list(policy.outlook(known[office_id], periods, today=today)) for office_id, _ in due_days}
    found = [Coming(*each[0], office_id, each[1:]) for office_id, each in outlooks.items() if each and each[0][0] <= today + AHEAD]
    return sorted(found, key=lambda each: (each.day, each.stage, each.office_id))


@dataclass(frozen=True)
class Waiting:
    """An office that has not answered yet: the last stage that it got for its present due day."""

    office_id: int
    due_on: date
    stage: int
    queued_at: datetime


def waiting(text: str) -> list[Waiting]:
    """Return the offices that have not answered a reminder, those that got the last stage first."""
    this_day = (Reminder.office_id == Listing.office_id, Reminder.due_on == Listing.due_on, *DUE)
    stage, at = func.max(Reminder.stage), func.max(Reminder.queued_at)
    query = _named(queries.reminded_offices(), text).join(Reminder, db.and_(*this_day)).with_only_columns(
        Listing.office_id, Listing.due_on, stage, at
    )  # fmt: skip
    rows = db.session.execute(query.group_by(Listing.office_id, Listing.due_on).order_by(stage.desc(), at, Listing.office_id))
    return [Waiting(*row) for row in rows]


@dataclass(frozen=True)
class Asked:
    """Which stages were queued when for the present due day of an entry, and the day of the next one, if nobody answers."""

    queued: Mapping[int, datetime]
    following: tuple[date, int] | None


def of_office(office: Office, *, at: datetime) -> Asked | None:
    """Return how often an office was asked, and when it will be again; None where it is not reminded."""
    listing = db.session.get(Listing, office.id)
    if listing is None or not queries.is_reminded(office):
        return None
    known = queries.facts([(office.id, listing.due_on)])[office.id]
    return Asked(known.queued, next(policy.outlook(known, current_periods(), today=belgrade_day(at)), None))


def sent(text: str) -> Select[tuple[Reminder]]:
    """Return the query for what was queued, the newest first."""
    query = _named(select(Reminder).join(Reminder.office).join(Office.municipality), text).where(Reminder.kind != ReminderKind.STAFF)
    return query.options(joinedload(Reminder.office).joinedload(Office.municipality)).order_by(Reminder.id.desc())


def _named(query: Select, text: str) -> Select:  # type: ignore[type-arg]
    """Narrow a query, which knows the municipality, to the places whose name has the text."""
    return query.where(Municipality.search_text.contains(fold(text), autoescape=True)) if text else query


def places(ids: Sequence[int]) -> dict[int, Office]:
    """Return offices with their municipalities and contents, by their id."""
    return {each.id: each for each in queries.offices(ids, Lock.NONE)}


def receivers(office: Office) -> list[str]:
    """Return the addresses that would get a reminder now."""
    return [each.email for each in recipients(office, office.published_revision.content)] if office.published_revision else []
