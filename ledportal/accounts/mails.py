"""What the outbox keeps of people: the mails of a deleted account lose their receiver and their text, all others their text in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, select, update

from ledportal.extensions import db
from ledportal.outbox.models import DeliveryFailure, MailState, OutboxMessage

LAST = "account_deleted"
NOBODY = "deleted@deleted.invalid"
KEPT = timedelta(days=30)
"""How long the text of a mail that was sent can be read by staff."""


def forget(email: str) -> None:
    """Send an address nothing more, and take the person out of what was written to it."""
    to_them = func.lower(OutboxMessage.to_address) == email
    waiting = OutboxMessage.state.in_((MailState.QUEUED, MailState.FAILED))
    db.session.execute(update(OutboxMessage).where(to_them, waiting).values(state=MailState.WITHHELD))
    db.session.execute(_without_person(to_them))


def clean(*, at: datetime) -> int:
    """Empty the mails that were sent long ago, and the last mail to each deleted account; return how many."""
    text = update(OutboxMessage).where(OutboxMessage.sent_at < at - KEPT, OutboxMessage.body_text != "")
    emptied = int(db.session.execute(text.values(body_text="", body_html="")).rowcount)  # type: ignore[attr-defined]
    return emptied + forget_receivers(LAST, before=at)


def forget_receivers(template: str, *, before: datetime) -> int:
    """Take the receivers out of the mails of a kind that were written before a time and have gone out, or will not; return how many."""
    old = (OutboxMessage.template == template, OutboxMessage.created_at < before, OutboxMessage.to_address != NOBODY)
    over = OutboxMessage.state.not_in((MailState.QUEUED, MailState.SENDING))
    failures = DeliveryFailure.message_id.in_(select(OutboxMessage.id).where(*old, over))
    db.session.execute(update(DeliveryFailure).where(failures).values(address=NOBODY, answer=""))
    return int(db.session.execute(_without_person(*old, over)).rowcount)  # type: ignore[attr-defined]


def _without_person(*which: ColumnElement[bool]) -> Update:
    empty = {"to_address": NOBODY, "to_name": "", "body_text": "", "body_html": "", "last_error": None, "unsubscribe_url": None}
    return update(OutboxMessage).where(*which).values(**empty)
