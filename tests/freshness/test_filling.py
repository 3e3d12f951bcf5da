"""The large registers that ``make bench`` measures stand as a daily run of yesterday would have left them."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from bench.content import place_name
from bench.filling import fill
from ledportal import clock
from ledportal.extensions import db
from ledportal.freshness import emails, queries, reminders
from ledportal.freshness.models import Reminder
from ledportal.offices import listing
from ledportal.offices.models import Listing
from ledportal.offices.settings import current_periods
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW


def test_the_days_run_finds_its_share_of_each_stage_and_of_ends_and_nothing_twice(context):
    with time_machine.travel(NOW, tick=False):
        fill(400)
        done = reminders.run(at=clock.now())
        assert (done.first, done.second, done.third, done.ending, done.without_address, done.failed) == (1, 1, 1, 1, 0, 0)
        assert reminders.run(at=clock.now()) == reminders.Figures()
        assert reminders.run(at=clock.now() + timedelta(days=1)).first == 1


def test_what_is_filled_in_bulk_is_what_publishing_writes(context):
    fill(3)
    found = db.session.scalars(select(Listing).order_by(Listing.office_id)).all()
    assert len(found) == db.session.scalar(select(func.count(Listing.office_id))) == 3
    before = [(each.content, each.sections, each.due_on, each.published_at, each.confirmed_at) for each in found]
    for each in found:
        listing.refresh(each.office, periods=current_periods())
    assert [(each.content, each.sections, each.due_on, each.published_at, each.confirmed_at) for each in found] == before


def test_where_nobody_was_reminded_all_are_due_for_the_first_stage(context):
    fill(60, reminded=False)
    assert reminders.run(at=clock.now()).first == 60
    assert reminders.run(at=clock.now()).first == 0


def test_staff_are_told_of_any_number_of_offices_in_one_mail_that_names_the_first(context, monkeypatch):
    monkeypatch.setattr(emails, "MOST_NAMED", 2)
    monkeypatch.setattr(queries, "CHUNK", 2)
    fill(5, reminded=False)
    before = clock.now() - timedelta(days=30)
    due = db.session.execute(select(Listing.office_id, Listing.due_on).order_by(Listing.office_id)).all()
    stages = [Reminder(office_id=row[0], kind="due", due_on=row[1], stage=3, recipient="", queued_at=before) for row in due]
    db.session.add_all(stages)
    db.session.commit()
    for _ in range(2):
        reminders.run(at=clock.now())
    told = db.session.execute(
        select(Reminder.office_id, Reminder.due_on).where(Reminder.kind == "staff").order_by(Reminder.office_id)
    ).all()
    (mail,) = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "no_answer"))
    assert told == due
    assert sum(place_name(number) in mail.body_text for number in range(5)) == 2
    assert "5" in mail.subject
