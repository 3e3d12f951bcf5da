"""A reader's address goes thirty days after they were told what came of their report."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices.profile import CONTACT
from ledportal.outbox import failures
from ledportal.outbox.answers import Answer
from ledportal.outbox.failures import Source
from ledportal.outbox.models import DeliveryFailure, OutboxMessage
from ledportal.reports import actions, cleaning
from ledportal.reports.models import ErrorReport
from ledportal.todo.models import StaffTask
from tests.directory.entries import publish
from tests.factories import NOW, make_moderator, office

READER = "citalac@example.org"


def answered(state="sent"):
    publish()
    report = actions.receive(office(), CONTACT, "x", email=READER, locale="en", at=NOW)
    actions.answer(report, "corrected", "", version=1, by=make_moderator(), at=NOW)
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_address == READER)).one()
    mail.state = state
    db.session.add(DeliveryFailure(message=mail, address=READER, office_slug="becej", source="smtp", permanent=True, answer=READER, at=NOW))
    db.session.flush()


def clean(after):
    done = cleaning.clean(at=NOW + after)
    db.session.expire_all()
    kept = select(ErrorReport.email), select(OutboxMessage.to_address), select(DeliveryFailure.address), select(DeliveryFailure.answer)
    return done, sum(db.session.scalars(query).all().count(READER) for query in kept)


def test_it_stays_for_thirty_days(context):
    answered()
    assert clean(cleaning.KEPT) == (0, 4)


def test_then_it_is_gone_everywhere(context):
    answered()
    assert clean(cleaning.KEPT + timedelta(seconds=1)) == (1, 0)


def test_a_dead_address_is_no_task_of_the_office_and_goes_too(context):
    answered()
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_address == READER)).one()
    failures.note(mail, Answer(READER, "5.1.1", permanent=True, dead=True), source=Source.NOTIFICATION, at=NOW)
    assert (mail.office_slug, db.session.scalars(select(StaffTask.kind)).all()) == (None, ["error_report"])
    cleaning.clean(at=NOW + cleaning.KEPT + timedelta(days=1))
    rows = {each.name: str(db.session.execute(select(each)).all()) for each in db.metadata.sorted_tables}
    assert [name for name, text in rows.items() if READER in text] == []


def test_a_mail_that_waits_keeps_its_receiver(context):
    answered("queued")
    assert clean(cleaning.KEPT + timedelta(seconds=1)) == (1, 3)


def test_a_report_that_waits_keeps_it(context):
    publish()
    actions.receive(office(), CONTACT, "x", email=READER, locale="en", at=NOW)
    assert clean(timedelta(days=400)) == (0, 1)
