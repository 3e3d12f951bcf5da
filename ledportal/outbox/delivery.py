"""Delivery: what is due goes out, and what could not go is tried again after growing delays, nine times in 65 hours.

An attempt counts when a mail was offered to the server. While the server itself is down, everything waits and nothing counts.
While the server deals with a mail, the next one is composed. What was sent is noted a few mails together, after ``NOTED`` seconds at
most. A mail may arrive twice only where the worker was killed, or the connection broke, between the server's taking it and our noting
that; both carry the same Message-ID.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from flask import current_app

from ledportal.extensions import db
from ledportal.outbox import addresses, answers, blocking, claims, failures
from ledportal.outbox.carriers import Carrier, Down, carrier
from ledportal.outbox.composing import Letter, compose
from ledportal.outbox.failures import Source
from ledportal.outbox.models import MailState, OutboxMessage, Reason

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
NOTED = 0.5


@dataclass
class Tally:
    """What a pass did."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    withheld: int = 0


@dataclass
class Held:
    """The mails that a worker has claimed: which are left to try, of which the first may be composed already, which are sent and not
    noted yet, and which addresses are blocked."""

    left: deque[OutboxMessage]
    blocked: dict[str, set[str]]
    since: datetime
    composed: dict[int, Letter] = field(default_factory=dict)
    sent: list[OutboxMessage] = field(default_factory=list)
    noted: float = field(default_factory=monotonic)

    def compose_next(self) -> None:
        """Compose the first of those that are left. Where that fails, it fails again in its own turn."""
        if self.left:
            with suppress(Exception):
                self.composed[self.left[0].id] = compose(self.left[0])


@dataclass
class Pass:
    way: Carrier
    clock: Callable[[], datetime]
    stopping: Callable[[], bool]
    tally: Tally = field(default_factory=Tally)


def deliver(*, clock: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False) -> Tally:
    """Send all that is due, one mail after the other over one connection, until nothing is or ``stopping`` says so."""
    run, most = Pass(carrier(), clock, stopping), claims.FIRST
    try:
        while not stopping() and claims.any_due(at=clock()):
            run.way.open()
            if not (claimed := claims.take(most, at=clock())):
                break
            _work_off(_hold(claimed, at=clock()), run)
            most = min(2 * most, claims.MOST)
    except Down as error:
        run.tally.waiting += _wait(error, at=clock())
    finally:
        run.way.close()
    return run.tally


def _wait(error: Down, *, at: datetime) -> int:
    current_app.logger.warning("mail server is down", extra={"answer": str(error)})
    return claims.postpone_due(answers.plain(str(error)), until=at + WHILE_DOWN, at=at)


def _hold(claimed: list[OutboxMessage], *, at: datetime) -> Held:
    blocked = addresses.reasons({each.to_address for each in claimed})
    db.session.rollback()
    return Held(deque(claimed), blocked, at)


def _work_off(held: Held, run: Pass) -> None:
    """Try the mails one by one, as long as they may be held; whatever happens, what was sent is noted and the rest given back."""
    try:
        while held.left and not run.stopping() and run.clock() - held.since < claims.HELD:
            run.way.open()
            _attempt(held.left.popleft(), held, run)
    finally:
        _note(held, run)
        claims.release(held.left)


def _attempt(message: OutboxMessage, held: Held, run: Pass) -> None:
    if reason := addresses.why_withheld(message, held.blocked):
        _withhold(message, reason, run)
        return
    try:
        letter = held.composed.pop(message.id, None) or compose(message)
        run.way.send(letter, meanwhile=held.compose_next)
    except Exception as error:  # whatever goes wrong with one mail, the others go out
        _put_off(message, error, held, run)
    else:
        held.sent.append(message)
        if monotonic() - held.noted >= NOTED:
            _note(held, run)


def _note(held: Held, run: Pass) -> None:
    """Write down what was sent."""
    claims.settle(held.sent, state=MailState.SENT, sent_at=run.clock(), last_error=None)
    run.tally.sent += len(held.sent)
    held.sent.clear()
    held.noted = monotonic()


def _withhold(message: OutboxMessage, reason: Reason, run: Pass) -> None:
    """Do not send to an address that is blocked; staff hear of it where it is dead."""
    if reason == Reason.BOUNCED and message.template not in blocking.FAREWELLS:
        blocking.remind(message.to_address, message.office_slug, at=run.clock())
    claims.settle([message], state=MailState.WITHHELD, attempts=message.attempts - 1, last_error=reason)
    current_app.logger.info("mail withheld", extra={"mail": message.id, "reason": reason})
    run.tally.withheld += 1


def _put_off(message: OutboxMessage, error: Exception, held: Held, run: Pass) -> None:
    """Let the mail wait, or give it up: after a permanent answer at once, else after the last try."""
    answer, at = answers.of(error), run.clock()
    details = {"mail": message.id, "attempt": message.attempts, "answer": answer.text}
    delay = None if answer.permanent else delay_after(message.attempts)
    if delay is None:
        current_app.logger.error("mail given up", extra=details)
        _write(message, answer, at=at, state=MailState.FAILED)
        run.tally.failed += 1
    else:
        current_app.logger.warning("mail waits", extra=details)
        _write(message, answer, at=at, state=MailState.QUEUED, next_attempt_at=at + delay)
        run.tally.waiting += 1
    if answer.dead:
        held.blocked.setdefault(addresses.normal(message.to_address), set()).add(Reason.BOUNCED)


def _write(message: OutboxMessage, answer: answers.Answer, *, at: datetime, **values: object) -> None:
    """Write how the attempt ended and why, in one transaction."""
    if answer.dead:
        blocking.lock(message.office_slug)
    if claims.write([message], last_error=answer.text, **values):
        failures.note(message, answer, source=Source.SMTP, at=at)
    db.session.commit()


def delay_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts, None where it was the last; what staff send again has as many tries anew."""
    made = attempts % TRIES
    return DELAYS[made - 1] if made else None
