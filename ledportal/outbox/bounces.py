"""What comes back: which mail it is about, and what that means for the address.

A mail is named by the signed address on its envelope. Where that cannot be (``LEDPORTAL_VERP=no``), by the Message-ID of the mail that a
report returns, which only its receiver knows. A report counts against an address only where it names that address: a mailbox behind it,
to which it forwards, may be dead while it is not. Answers of people who are away, and reports of success or delay, change nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from ledportal.extensions import db
from ledportal.outbox import blocking, composing, envelopes, failures, notifications, statuses
from ledportal.outbox.answers import Answer
from ledportal.outbox.failures import Source
from ledportal.outbox.models import DeliveryFailure, OutboxMessage, Reason
from ledportal.outbox.notifications import Notification, Reported

MOST_FAILURES = 20
"""For one mail; who received it could otherwise report it without end."""
MOST_IDS = 10
SEEN = "S"
FLAGGED = "F"


class Outcome(StrEnum):
    RECORDED = "recorded"
    STOPPED = "unsubscribed"
    REPEATED = "reported before"
    IGNORED = "ignored: no failure"
    UNKNOWN = "ignored: about no mail of ours"


def receive(content: bytes, *, at: datetime) -> Outcome:
    """Take a mail that came to the bounce address, in the caller's transaction."""
    found = notifications.read(content)
    if found.subject.lower() == envelopes.STOP:
        return _stop(found, at=at)
    if not any(each.action in ("failed", "delayed") for each in found.reported):
        return Outcome.IGNORED
    message = _message(found)
    if message is None or not message.body_text:  # emptied: long ago, or its receiver has gone
        return Outcome.UNKNOWN
    answer = _answer(message, found.reported)
    return Outcome.IGNORED if answer is None else _write(message, answer, at=at)


def _stop(found: Notification, *, at: datetime) -> Outcome:
    """Send the receiver of a mail no more of its kind, as the mail's ``List-Unsubscribe`` offers."""
    message = next((message for each in found.to if (message := envelopes.find(each)) is not None), None)
    if message is None or message.unsubscribe_url is None:
        return Outcome.UNKNOWN
    blocking.block(message.to_address, Reason.UNSUBSCRIBED, message.office_slug, at=at)
    return Outcome.STOPPED


def _message(found: Notification) -> OutboxMessage | None:
    """Return the mail that a notification is about. A wrong signature is believed in nothing else either."""
    tagged = [each for each in found.to if envelopes.is_tagged(each)]
    if tagged or current_app.config["MAIL_VERP"]:
        return next((message for each in tagged if (message := envelopes.find(each)) is not None), None)
    ids = OutboxMessage.message_id.in_(found.message_ids[:MOST_IDS])
    messages = db.session.scalars(select(OutboxMessage).where(ids)).all()
    return messages[0] if len(messages) == 1 else None


def _answer(message: OutboxMessage, reported: tuple[Reported, ...]) -> Answer | None:
    """Return the worst that is said of the mail's address, or of one behind it."""
    failed = [each for action in ("failed", "delayed") for each in reported if each.action == action]
    ours = [each for each in failed if each.addresses & _names(message)]
    if not failed or (not ours and any(each.addresses & _names(message) for each in reported)):
        return None
    worst = (ours or failed)[0]
    permanent = bool(ours) and worst.action == "failed"
    return Answer(worst.answer, worst.status, permanent, permanent and statuses.is_dead(worst.status))


def _names(message: OutboxMessage) -> frozenset[str]:
    """Return the address of a mail as it is written and as it travelled."""
    return frozenset({message.to_address.lower(), composing.recipient(message.to_address).lower()})


def _write(message: OutboxMessage, answer: Answer, *, at: datetime) -> Outcome:
    if answer.dead:
        blocking.lock(message.office_slug)
    db.session.scalar(select(OutboxMessage.id).where(OutboxMessage.id == message.id).with_for_update())
    known = select(DeliveryFailure).where(DeliveryFailure.message_id == message.id, DeliveryFailure.source == Source.NOTIFICATION)
    same = known.where(
        DeliveryFailure.status == answer.status, DeliveryFailure.permanent == answer.permanent, DeliveryFailure.answer == answer.text
    )
    count = db.session.scalar(select(func.count()).select_from(known.subquery())) or 0
    if count >= MOST_FAILURES or db.session.scalar(same.limit(1)) is not None:
        return Outcome.REPEATED
    failures.note(message, answer, source=Source.NOTIFICATION, at=at)
    return Outcome.RECORDED


def read_folder(folder: Path, *, clock: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False) -> Counter[Outcome]:
    """Take each unread mail of a Maildir, on its own, and mark it as read; return how many came out how.

    A mail is marked after the commit: one that is read twice, by a worker that was killed or by two, counts once.
    """
    done: Counter[Outcome] = Counter()
    for path in _unread(folder):
        if stopping():
            break
        try:
            done[_take(path, at=clock())] += 1
        except FileNotFoundError:  # another worker has it
            continue
        except OperationalError:  # the database is away: all of them wait
            raise
        except Exception as error:
            db.session.rollback()
            current_app.logger.error("a bounce cannot be read", extra={"file": path.name}, exc_info=error)
            _put_aside(path)
    return done


def _take(path: Path, *, at: datetime) -> Outcome:
    with path.open("rb") as file:
        outcome = receive(file.read(notifications.LONGEST), at=at)
    db.session.commit()
    _mark(path, SEEN)
    return outcome


def _put_aside(path: Path) -> None:
    """Let a mail that fails not be in the way of the others: it stays, marked as read and flagged, for people to look at."""
    with suppress(OSError):  # the next pass tries again
        _mark(path, SEEN + FLAGGED)


def _mark(path: Path, marks: str) -> None:
    name, _, flags = path.name.partition(":2,")
    path.rename(path.parent.parent / "cur" / f"{name}:2,{''.join(sorted({*flags, *marks}))}")


def _unread(folder: Path) -> Iterator[Path]:
    """Yield the mails in order of their names: what is new, and what a mail program has looked at and left unread."""
    new, current = (sorted((folder / name).iterdir()) for name in ("new", "cur"))
    yield from (each for each in new if not each.name.startswith("."))
    yield from (each for each in current if not each.name.startswith(".") and SEEN not in each.name.partition(":2,")[2])
