"""Queueing the mails of a cycle, batch by batch: killed at any moment, it goes on where it was, and nobody gets a mail twice.

Each batch is a transaction of its own that holds the lock on the cycle's row, so that of two processes one waits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.cycles import emails, queries
from ledportal.cycles.models import Cycle, CycleAnswer, CycleLink
from ledportal.cycles.queries import Place
from ledportal.cycles.recipients import Plan, Reached, Registry, Why, addresses, plan
from ledportal.cycles.states import SILENT
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.offices import confirmation_links
from ledportal.offices.confirmation_links import Purpose
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office
from ledportal.outbox.addresses import blocked
from ledportal.outbox.emails import enqueue

BATCH = 200
BETWEEN = timedelta(days=7)
"""How long after the last mail of a cycle an office may be reminded."""


def go_on(*, at: datetime, batches: int | None = None) -> int:
    """Queue what the open cycle still owes, and return how many offices were written to.

    Commits after each batch. Outside a request that is fine; a request calls it last.

    Args:
        batches: how many at most; all by default.
    """
    return _in_batches(invite_batch, at, batches) + _in_batches(remind_batch, at, batches)


def _in_batches(work: Callable[[Cycle, int, datetime], tuple[int, int | None]], at: datetime, batches: int | None) -> int:
    """Do batches until there is none; each says how many it wrote to, and the office's id to go on after, None at the end."""
    done, after, number = 0, 0, 0
    while batches is None or number < batches:
        cycle = db.session.scalar(select(Cycle).where(Cycle.is_open.is_(True)).with_for_update())
        if cycle is None:
            db.session.rollback()
            break
        wrote, last = work(cycle, after, at)
        db.session.commit()
        done, number = done + wrote, number + 1
        if last is None:
            break
        after = last
    return done


def invite_batch(cycle: Cycle, after: int, at: datetime) -> tuple[int, int | None]:
    """Queue the invitations of a batch, in the caller's transaction."""
    batch = queries.next_answers(cycle, after=after, most=BATCH, uninvited=True)
    barred = blocked(addresses(each.office for each in batch), bulk=True)
    for answer in batch:
        answer.reached, answer.invited_at = _write(cycle, answer, barred, at=at), at
    return sum(bool(each.reached) for each in batch), batch[-1].office_id if len(batch) == BATCH else None


def remind_batch(cycle: Cycle, after: int, at: datetime) -> tuple[int, int | None]:
    """Queue the reminders of a batch, in the caller's transaction; after the last batch nothing is asked for any more."""
    if cycle.reminders_asked_at is None:
        return 0, None
    batch = queries.next_answers(cycle, after=after, most=BATCH)
    wanted = [place.answer for place in queries.places(cycle, batch) if is_waited_for(place, at=at)]
    barred = blocked(addresses(each.office for each in wanted), bulk=True)
    reminded = [answer for answer in wanted if _write(cycle, answer, barred, at=at, again=True)]
    for answer in reminded:
        answer.reminded_at = at
    if len(batch) < BATCH:
        cycle.reminders_asked_at = None
        return len(reminded), None
    return len(reminded), batch[-1].office_id


def may_be_reminded(answer: CycleAnswer, *, at: datetime) -> bool:
    """Say whether the last mail is a week old."""
    last = answer.reminded_at or answer.invited_at
    return last is not None and last <= at - BETWEEN


def is_waited_for(place: Place, *, at: datetime) -> bool:
    """Say whether a reminder would go to a municipality now."""
    return place.state in SILENT and bool(place.answer.reached) and may_be_reminded(place.answer, at=at)


def why_call(place: Place, *, at: datetime) -> Why | None:
    """Return why a municipality is to be called or written a letter; None where it answered, or may still do so by itself."""
    if place.state not in SILENT or place.answer.invited_at is None:
        return None
    if not place.answer.reached:
        return Why.BLOCKED if addresses([place.office]) else Why.NO_ADDRESS
    if place.facts.returned:
        return Why.RETURNED
    return Why.SILENT if place.answer.invited_at <= at - BETWEEN else None


def preview() -> list[tuple[Office, Plan]]:
    """Return each active municipality's office, and whom it would be invited by now."""
    offices = db.session.scalars(queries.active_offices()).all()
    barred = blocked(addresses(offices), bulk=True)
    return [(office, plan(office, barred)) for office in offices]


def kind(office: Office, planned: Plan) -> str:
    """Return what an office would get: ``confirm``, ``fill_in``, ``register``, or nothing."""
    if planned.reached == Reached.MEMBERS:
        return "confirm" if office.published_revision_id is not None else "fill_in"
    return "register" if planned.reached else ""


def _write(cycle: Cycle, answer: CycleAnswer, barred: set[str], *, at: datetime, again: bool = False) -> str:
    """Queue the mails to an office, and return how it is reached."""
    office = answer.office
    planned = plan(office, barred)
    for to in planned.to:
        link = _link(cycle, answer, to, at=at)
        email = emails.invitation(cycle, office, to, link=link, again=again)
        enqueue(email, at=at, key=emails.key(cycle, office, to, reminder=at.date().isoformat() if again else ""))
    return planned.reached


def _link(cycle: Cycle, answer: CycleAnswer, to: User | Registry, *, at: datetime) -> ConfirmationLink | None:
    """Return the link by which a member confirms what is public, if anything is; it holds to the cycle's last day at least."""
    if isinstance(to, Registry) or answer.office.published_revision_id is None:
        return None
    link = confirmation_links.issue(Purpose.CYCLE, answer.office, due_on=cycle.ends_on, address=to.email, at=at)
    link.expires_at = max(link.expires_at, datetime.combine(cycle.ends_on + timedelta(days=1), time(), BELGRADE))
    db.session.add(CycleLink(answer=answer, link=link))
    return link
