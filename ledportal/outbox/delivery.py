"""Delivery: what is due goes out, and what could not go is tried again after growing delays, nine times in 65 hours.

An attempt counts when a mail was offered to the server. While the server itself is down, everything waits and nothing counts.
A mail may arrive twice only where the worker was killed, or the connection broke, between the server's taking it and our
noting that; both carry the same Message-ID.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from ledportal.outbox import claims
from ledportal.outbox.carriers import Carrier, Down, carrier
from ledportal.outbox.composing import Undeliverable, compose
from ledportal.outbox.models import MailState, OutboxMessage

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
TRIES = len(DELAYS) + 1
WHILE_DOWN = timedelta(minutes=1)
LONGEST_ERROR = 1000


@dataclass
class Tally:
    """What a pass did."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def deliver(*, clock: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False) -> Tally:
    """Send all that is due, one mail after the other over one connection, until nothing is or ``stopping`` says so."""
    tally, way = Tally(), carrier()
    try:
        while not stopping() and claims.any_due(at=clock()):
            try:
                way.open()
            except Down as error:
                tally.waiting += _wait(error, at=clock())
                break
            message = claims.take(at=clock())
            if message is None:
                break
            _attempt(message, way, tally, clock)
    finally:
        way.close()
    return tally


def _wait(error: Down, *, at: datetime) -> int:
    current_app.logger.warning("mail server is down", extra={"answer": str(error)})
    return claims.postpone_due(_plain(str(error)), until=at + WHILE_DOWN, at=at)


def _attempt(message: OutboxMessage, way: Carrier, tally: Tally, clock: Callable[[], datetime]) -> None:
    try:
        way.send(message.id, compose(message))
    except Exception as error:  # whatever goes wrong with one mail, the others go out
        _put_off(message, error, tally, at=clock())
    else:
        claims.settle(message, state=MailState.SENT, sent_at=clock(), last_error=None)
        tally.sent += 1


def _put_off(message: OutboxMessage, error: Exception, tally: Tally, *, at: datetime) -> None:
    """Let the mail wait, or give it up: after a permanent answer at once, else after the last try."""
    details = {"mail": message.id, "attempt": message.attempts, "answer": answer(error)}
    delay = None if is_permanent(error) else delay_after(message.attempts)
    if delay is None:
        current_app.logger.error("mail given up", extra=details)
        claims.settle(message, state=MailState.FAILED, last_error=answer(error))
        tally.failed += 1
    else:
        current_app.logger.warning("mail waits", extra=details)
        claims.settle(message, state=MailState.QUEUED, next_attempt_at=at + delay, last_error=answer(error))
        tally.waiting += 1


def delay_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts, None where it was the last; what staff send again has as many tries anew."""
    made = attempts % TRIES
    return DELAYS[made - 1] if made else None


def is_permanent(error: Exception) -> bool:
    """Say whether another try is pointless: there is no such address, or the server refuses this very mail.

    That it refuses the sender is the fault of the settings, and no mail's.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in error.recipients.values())
    return isinstance(error, Undeliverable) or (isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600)


def answer(error: Exception) -> str:
    """Return what the server said, or what went wrong, as a line for staff."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, text),) = error.recipients.values()
        return _plain(f"{code} {_text(text)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return _plain(f"{error.smtp_code} {_text(error.smtp_error)}")
    if isinstance(error, Undeliverable):
        return _plain(str(error))
    return _plain(f"{type(error).__name__}: {error}")


def _text(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode("utf-8", "replace")


def _plain(text: str) -> str:
    """Return the text as one line without control characters, in bounds."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:LONGEST_ERROR]
