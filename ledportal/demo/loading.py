"""Filling an empty database with samples."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from ledportal.accounts import passwords, queries
from ledportal.demo import catalogue, freshness, people
from ledportal.demo.people import PASSWORD
from ledportal.demo.stage import Stage, play
from ledportal.demo.stories import stories
from ledportal.extensions import db
from ledportal.outbox import failures
from ledportal.outbox.answers import Answer
from ledportal.outbox.failures import Source
from ledportal.outbox.models import MailState, OutboxMessage

OPENED = timedelta(days=730)


def fill(*, at: datetime) -> bool:
    """Load the samples and let some past days' reminders go out, in transactions of its own; False where they are there already."""
    loaded = load(at=at)
    db.session.commit()
    if loaded:
        freshness.remind(at=at)
        catalogue.make_files()
    return loaded


def load(*, at: datetime) -> bool:
    """Load the samples in the caller's transaction; False where they are there already."""
    if queries.by_email(people.ADMINISTRATOR.email) is not None:
        return False
    stage = Stage(at, passwords.hash_password(PASSWORD))
    for person in (people.ADMINISTRATOR, people.MODERATOR, people.COLLEAGUE):
        stage.enter(person, at=at - OPENED)
    play(stage, stories(stage))
    _let_a_mail_fail(at=at)
    return True


def _let_a_mail_fail(*, at: datetime) -> None:
    """Leave one mail to an address that does not exist any more, which gives staff a task."""
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "claim_refused")).one()
    mail.state, mail.attempts, mail.next_attempt_at = MailState.FAILED, 1, at
    mail.last_error = f"550 5.1.1 <{mail.to_address}>: no such mailbox (primer)"
    failures.note(mail, Answer(mail.last_error, "5.1.1", permanent=True, dead=True), source=Source.SMTP, at=at)
