"""Queueing reminders: what is written down, said in the audit log, mailed and given to staff, all in the caller's transaction.

The caller holds the lock on the office's row. The keys of the mails name no address: they outlive the account that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, update

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.extensions import db
from ledportal.freshness import emails, queries
from ledportal.freshness.emails import Entry
from ledportal.freshness.models import Reminder, ReminderKind
from ledportal.freshness.planning import Plan
from ledportal.freshness.policy import FIRST, LAST
from ledportal.freshness.queries import Lock
from ledportal.offices import confirmation_links
from ledportal.offices.changes import UNSEEN
from ledportal.offices.confirmation_links import Purpose
from ledportal.offices.ends import End
from ledportal.offices.models import Listing, Office
from ledportal.outbox.emails import Email, Recipient, enqueue
from ledportal.todo.actions import close_by_itself, open_task
from ledportal.todo.kinds import Kind as TaskKind

NOBODY = ""


def remind(plan: Plan, *, at: datetime) -> None:
    """Queue a stage of an entry's due day for everybody who gets it; where nobody does, it is written down all the same."""
    office, due_on, stage = plan.entry.office, plan.entry.due_on, plan.stage or FIRST
    rows = [_remind(plan.entry, stage, each, place, at=at) for place, each in enumerate(plan.to)]
    rows = rows or [_add(office, ReminderKind.DUE, due_on, stage=stage, at=at)]
    db.session.flush()
    record("reminder.queued", rows[0], by=None, at=at, office=office, stage=stage, due_on=due_on.isoformat(), recipients=len(plan.to))
    _ask_staff_for_an_address(plan, due_on, at=at)
    if stage == LAST:
        open_task(TaskKind.NO_ANSWER, office, at=at, due_on=due_on.isoformat())


def _remind(entry: Entry, stage: int, to: Recipient, place: int, *, at: datetime) -> Reminder:
    office, due_on = entry.office, entry.due_on
    link = confirmation_links.issue(Purpose.REMINDER, office, due_on=due_on, address=to.email, at=at)
    key = f"reminder:{office.id}:{due_on.isoformat()}:{stage}:{place}"
    message_id = _send(emails.reminder(entry, stage, link, to, at=at), key, at=at)
    return _add(office, ReminderKind.DUE, due_on, stage=stage, at=at, recipient=to.email, link_id=link.id, message_id=message_id)


def deal_with_ends(plan: Plan, *, at: datetime) -> None:
    """Queue one mail about all the ends for everybody who gets it, and note which end comes next."""
    office, ends = plan.entry.office, plan.ends
    noted = update(Listing).where(Listing.office_id == office.id).values(ends_on=plan.next_end)
    db.session.execute(noted, execution_options={UNSEEN: True})
    if not ends:
        return
    rows = [row for place, each in enumerate(plan.to) for row in _tell_of_ends(plan, each, place, at=at)]
    rows = rows or [_end(office, end, at=at) for end in ends]
    db.session.flush()
    days = [end.on.isoformat() for end in ends]
    record("reminder.ending_queued", rows[0], by=None, at=at, office=office, ends_on=days, recipients=len(plan.to))
    _ask_staff_for_an_address(plan, ends[0].on, at=at)


def _tell_of_ends(plan: Plan, to: Recipient, place: int, *, at: datetime) -> list[Reminder]:
    office, first = plan.entry.office, plan.ends[0]
    key = f"ending:{office.id}:{first.about}:{first.on.isoformat()}:{place}"
    message_id = _send(emails.ending(plan.entry, plan.ends, to), key, at=at)
    return [_end(office, end, at=at, recipient=to.email, message_id=message_id) for end in plan.ends]


def _end(office: Office, end: End, *, at: datetime, **values: str | int) -> Reminder:
    return _add(office, ReminderKind.ENDING, end.on, stage=FIRST, at=at, about=end.about, **values)


def tell_staff(unanswered: Sequence[tuple[int, date]], to: Sequence[User], *, on: date, at: datetime) -> None:
    """Queue one mail to each member of staff about the offices that did not answer the last stage, however many there are."""
    told = sorted(unanswered)  # in this order everybody locks several
    for start in range(0, len(told), queries.CHUNK):
        db.session.execute(insert(Reminder), [_told(*each, at=at) for each in told[start : start + queries.CHUNK]])
    first = dict(unanswered[: emails.MOST_NAMED])
    found = {each.id: each for each in queries.offices(list(first), Lock.NONE)}
    named = [(found[office_id], due_on) for office_id, due_on in first.items()]
    for each in to:
        enqueue(emails.no_answer(named, len(unanswered), each), key=f"no_answer:{on.isoformat()}:{each.id}", at=at)
    db.session.flush()


def _told(office_id: int, due_on: date, *, at: datetime) -> dict[str, Any]:
    values = {"kind": ReminderKind.STAFF, "about": "", "stage": LAST, "recipient": NOBODY, "queued_at": at}
    return {"office_id": office_id, "due_on": due_on, **values}


def _add(office: Office, kind: ReminderKind, due_on: date, *, stage: int, at: datetime, **values: str | int) -> Reminder:
    row = Reminder(office_id=office.id, kind=kind, due_on=due_on, stage=stage, queued_at=at, **{"recipient": NOBODY, **values})
    db.session.add(row)
    return row


def _send(email: Email, key: str, *, at: datetime) -> int:
    message = enqueue(email, at=at, key=key)
    db.session.flush()
    return message.id


def _ask_staff_for_an_address(plan: Plan, due_on: date, *, at: datetime) -> None:
    if plan.to:
        close_by_itself(TaskKind.NOBODY_TO_WRITE_TO, plan.entry.office, at=at)
    else:
        open_task(TaskKind.NOBODY_TO_WRITE_TO, plan.entry.office, at=at, due_on=due_on.isoformat())
