"""Whose turn it is to send a mail: a claim is committed before anything is sent, so that two workers never hold the same mail.

The number of attempts is the claim's own number: only who made the last attempt may say how it ended.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from ledportal.extensions import db
from ledportal.outbox.models import MailState, OutboxMessage

ABANDONED = timedelta(minutes=15)
WAITS = 10
"""More than the answers that a worker waits for while it sends one mail."""


def abandoned_after() -> timedelta:
    """Return after what time a claim counts as a killed worker's: one that is only slow has given up by then."""
    return max(ABANDONED, WAITS * timedelta(seconds=current_app.config["MAIL_TIMEOUT"]))


def is_due(at: datetime) -> ColumnElement[bool]:
    waiting = and_(OutboxMessage.state == MailState.QUEUED, OutboxMessage.next_attempt_at <= at)
    abandoned = and_(OutboxMessage.state == MailState.SENDING, OutboxMessage.claimed_at <= at - abandoned_after())
    return or_(waiting, abandoned)


def any_due(*, at: datetime) -> bool:
    """Say whether there is work; leaves no transaction open."""
    found = bool(db.session.scalar(select(exists().where(is_due(at)))))
    db.session.rollback()
    return found


def take(*, at: datetime) -> OutboxMessage | None:
    """Claim the mail that has waited longest, commit, and return it detached: no transaction is open while it is sent."""
    oldest = select(OutboxMessage).where(is_due(at)).order_by(OutboxMessage.next_attempt_at, OutboxMessage.id).limit(1)
    message = db.session.scalar(oldest.with_for_update(skip_locked=True))
    if message is None or not _swap(message, state=MailState.SENDING, claimed_at=at, attempts=message.attempts + 1):
        db.session.rollback()
        return None
    db.session.refresh(message)
    db.session.expunge(message)
    db.session.commit()
    return message


def settle(message: OutboxMessage, **values: Any) -> bool:
    """Write how the attempt ended, unless somebody else has taken the mail over meanwhile; say whether it was written."""
    written = _swap(message, claimed_at=None, **values)
    db.session.commit()
    return written


def postpone_due(reason: str, *, until: datetime, at: datetime) -> int:
    """Let all that is due wait without counting an attempt, for the server is down; return how many mails that are."""
    waiting = (OutboxMessage.state == MailState.QUEUED, OutboxMessage.next_attempt_at <= at)
    found = db.session.execute(update(OutboxMessage).where(*waiting).values(next_attempt_at=until, last_error=reason))
    db.session.commit()
    return int(found.rowcount)  # type: ignore[attr-defined]


def _swap(message: OutboxMessage, **values: Any) -> bool:
    """Write to the row if it is as the message that was read; say whether it was."""
    seen = (OutboxMessage.id == message.id, OutboxMessage.state == message.state, OutboxMessage.attempts == message.attempts)
    written = db.session.execute(update(OutboxMessage).where(*seen).values(**values), execution_options={"synchronize_session": False})
    return bool(written.rowcount == 1)  # type: ignore[attr-defined]
