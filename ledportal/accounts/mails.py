"""What the outbox keeps of people: the mails of a deleted account lose their receiver and their text, all others their text in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, delete, update

from ledportal.extensions import db
from ledportal.outbox.models import MailState, OutboxMessage

LAST = "account_deleted"
KEPT = timedelta(days=30)
"""How long the text of a mail that was sent can be read by staff."""


def forget(email: str) -> None:
    """Drop what was not sent to an address yet, and take the person out of what was."""
    to_them = OutboxMessage.to_address == email
    db.session.execute(delete(OutboxMessage).where(to_them, OutboxMessage.state.in_((MailState.QUEUED, MailState.FAILED))))
    db.session.execute(_without_person(to_them))


def clean(*, at: datetime) -> int:
    """Empty the mails that were sent long ago, and the last mail to each deleted account; return how many."""
    text = update(OutboxMessage).where(OutboxMessage.sent_at < at - KEPT, OutboxMessage.body_text != "")
    over = OutboxMessage.state.in_((MailState.SENT, MailState.FAILED))
    last = _without_person(OutboxMessage.template == LAST, over, OutboxMessage.to_name != "")
    return sum(db.session.execute(each).rowcount for each in (text.values(body_text="", body_html=""), last))  # type: ignore[attr-defined]


def _without_person(*which: ColumnElement[bool]) -> Update:
    empty = {"to_address": "deleted@deleted.invalid", "to_name": "", "body_text": "", "body_html": "", "last_error": None}
    return update(OutboxMessage).where(*which).values(**empty)
