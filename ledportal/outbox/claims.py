"""Whose turn it is to send a mail: claims are committed before anything is sent, so that two workers never hold the same mail.

A worker claims some mails at once and begins none after ``HELD``. The number of attempts is the claim's own number: only who made
the last attempt may say how it ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, exists, select, tuple_, update

from ledportal.extensions import db
from ledportal.outbox.models import MailState, OutboxMessage

FIRST = 10
MOST = 100
"""How many mails a worker claims first, so that others find work too, and how many at most while there are always more."""
HELD = timedelta(minutes=5)
ABANDONED = timedelta(minutes=15)
WAITS = 10
"""More than the answers that a worker waits for while it sends one mail."""

Clause = ColumnElement[bool]


def abandoned_after() -> timedelta:
    """Return after what time a claim counts as a killed worker's: one that is only slow has given up by then."""
    return max(ABANDONED, HELD + WAITS * timedelta(seconds=current_app.config["MAIL_TIMEOUT"]))


def _waiting(at: datetime) -> tuple[Clause, Clause]:
    return OutboxMessage.state == MailState.QUEUED, OutboxMessage.next_attempt_at <= at


def _abandoned(at: datetime) -> tuple[Clause, Clause]:
    return OutboxMessage.state == MailState.SENDING, OutboxMessage.claimed_at <= at - abandoned_after()


def any_due(*, at: datetime) -> bool:
    """Say whether there is work; leaves no transaction open."""
    found = any(db.session.scalar(select(exists().where(*which))) for which in (_waiting(at), _abandoned(at)))
    db.session.rollback()
    return found


def take(most: int = FIRST, *, at: datetime) -> list[OutboxMessage]:
    """Claim so many that have waited longest, commit, and return them detached: no transaction is open while they are sent."""
    found: list[int] = []
    for which in (_abandoned(at), _waiting(at)):
        oldest = select(OutboxMessage.id).where(*which).order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        found += db.session.scalars(oldest.limit(most - len(found)).with_for_update(skip_locked=True))
    claimed = _claim(found, at=at) if found else []
    db.session.commit()
    return claimed


def _claim(numbers: list[int], *, at: datetime) -> list[OutboxMessage]:
    values = {"state": MailState.SENDING, "claimed_at": at, "attempts": OutboxMessage.attempts + 1}
    claiming = update(OutboxMessage).where(OutboxMessage.id.in_(numbers)).values(**values).returning(OutboxMessage)
    claimed = db.session.scalars(claiming, execution_options={"synchronize_session": False, "populate_existing": True}).all()
    for message in claimed:
        db.session.expunge(message)
    return sorted(claimed, key=lambda each: numbers.index(each.id))


def write(messages: Sequence[OutboxMessage], **values: Any) -> int:
    """Write how attempts ended, in the caller's transaction; return how many: not those that somebody else has taken over meanwhile."""
    seen = tuple_(OutboxMessage.id, OutboxMessage.attempts).in_([(each.id, each.attempts) for each in messages])
    ended = update(OutboxMessage).where(OutboxMessage.state == MailState.SENDING, seen).values(claimed_at=None, **values)
    return int(db.session.execute(ended, execution_options={"synchronize_session": False}).rowcount)  # type: ignore[attr-defined]


def settle(messages: Sequence[OutboxMessage], **values: Any) -> int:
    """Do the same in a transaction of its own."""
    written = write(messages, **values) if messages else 0
    db.session.commit()
    return written


def release(messages: Sequence[OutboxMessage]) -> int:
    """Give back what was claimed and not tried."""
    return settle(messages, state=MailState.QUEUED, attempts=OutboxMessage.attempts - 1)


def postpone_due(reason: str, *, until: datetime, at: datetime) -> int:
    """Let all that is due wait without counting an attempt, for the server is down; return how many mails that are."""
    found = db.session.execute(update(OutboxMessage).where(*_waiting(at)).values(next_attempt_at=until, last_error=reason))
    db.session.commit()
    return int(found.rowcount)  # type: ignore[attr-defined]
