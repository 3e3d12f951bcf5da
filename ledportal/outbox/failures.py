"""What is written down of a mail that did not arrive, and that a dead address is not written to again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from ledportal.extensions import db
from ledportal.outbox import blocking
from ledportal.outbox.answers import Answer
from ledportal.outbox.models import DeliveryFailure, OutboxMessage, Reason


class Source(StrEnum):
    SMTP = "smtp"
    NOTIFICATION = "notification"


def note(message: OutboxMessage, answer: Answer, *, source: Source, at: datetime) -> None:
    """Add a failure to the caller's transaction; a dead address is blocked, and staff get a task, but for a farewell.

    The caller holds the lock on the office (``blocking.lock``) where the address is dead.
    """
    values = {"address": message.to_address, "office_slug": message.office_slug, "source": source, "at": at}
    said = {"status": answer.status, "permanent": answer.permanent, "answer": answer.text}
    db.session.add(DeliveryFailure(message_id=message.id, **values, **said))
    if answer.dead and message.template not in blocking.FAREWELLS:
        blocking.block(message.to_address, Reason.BOUNCED, message.office_slug, answer=answer.text, at=at)
