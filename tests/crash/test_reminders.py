"""A daily run that is killed at any moment loses no stage and doubles none: what it left undone, the next one does."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.freshness.models import Reminder
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.outbox.models import OutboxMessage
from ledportal.todo.models import StaffTask
from tests.crash.harness import MOST_EVENTS, run_killed_at
from tests.freshness.entries import DUE, noon, publish, run

pytestmark = pytest.mark.every_database

LAST = noon(DUE, 28)


@pytest.fixture
def offices(app) -> None:
    """Ada is due for the last stage, and its certificate ends."""
    with app.app_context():
        publish("ada", environment={"certificate": "certified", "certificate_valid_to": date(2026, 8, 30).isoformat()})
        db.session.commit()
        for day in (0, 14):
            run(noon(DUE, day))


def written() -> dict[str, int]:
    """Return how many rows there are; raise where a stage is there in part."""
    counted = {each: db.session.scalar(select(func.count()).select_from(each)) or 0 for each in (Reminder, ConfirmationLink, OutboxMessage)}
    rows = db.session.scalars(select(Reminder)).all()
    mailed = {each.id: each.template for each in db.session.scalars(select(OutboxMessage)) if each.template in {"reminder", "ending"}}
    assert Counter(each.message_id for each in rows if each.recipient) == Counter(mailed.keys())
    assert {each.link_id for each in rows} - {None} == set(db.session.scalars(select(ConfirmationLink.id)))
    said = db.session.scalars(select(AuditEvent.subject_id).where(AuditEvent.verb.startswith("reminder."))).all()
    assert sorted(said) == sorted(str(each.id) for each in rows if each.kind != "staff")
    last = [each.office_id for each in rows if each.kind == "due" and each.stage == 3]
    assert list(db.session.scalars(select(StaffTask.office_id).where(StaffTask.kind == "no_answer"))) == last
    told = [each for each in rows if each.kind == "staff"]
    staff = db.session.scalar(select(func.count()).select_from(OutboxMessage).where(OutboxMessage.template == "no_answer"))
    assert bool(told) == bool(staff)
    return {each.__tablename__: number for each, number in counted.items()}


@pytest.mark.takes_long
def test_killed_at_every_event_it_leaves_whole_stages_and_the_next_run_does_the_rest(app, offices, monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 1)

    def act() -> None:
        with app.app_context():
            run(LAST)

    def look() -> dict[str, int]:
        with app.app_context():
            found = written()
            db.session.remove()
            db.engine.dispose()
            return found

    before, nth, kills, steps = look(), 1, 0, 0
    while not run_killed_at(nth, act):
        kills += 1
        assert kills < MOST_EVENTS
        after = look()
        steps += after != before
        nth = nth + 1 if after == before else 1
        before = after
    assert (kills > 60, steps) == (True, 3), "a stage, a notice of an end, and the mail to staff"
    with app.app_context():
        due = [(each.office.slug, each.stage) for each in db.session.scalars(select(Reminder).where(Reminder.kind == "due"))]
        assert sorted(due) == [("ada", 1), ("ada", 2), ("ada", 3)]
        assert run(LAST) == (0, 0, 0, 0)
        assert written() == before
