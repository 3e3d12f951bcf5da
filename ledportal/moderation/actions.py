"""What staff do with a submission besides deciding: who has it, and what they write down for each other."""

from __future__ import annotations

from datetime import datetime

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.offices.actions import StaleError, lock
from ledportal.offices.models import Comment, Revision
from ledportal.offices.workflow import Status


class TakenError(Exception):
    """The submission is with somebody else than the caller saw."""


def _lock_waiting(revision: Revision) -> None:
    lock(revision)
    if revision.status != Status.SUBMITTED:
        raise StaleError(revision)


def assign(revision: Revision, to: User | None, *, seen: int, by: User, at: datetime) -> None:
    """Put a submission into somebody's hands; None releases it.

    Args:
        seen: the id of the person who had it, as far as the caller saw; 0 is nobody.

    Raises:
        StaleError: it does not wait any more.
        TakenError: somebody else has it by now.
    """
    _lock_waiting(revision)
    wanted = to.id if to else None
    if revision.assignee_id == wanted:
        return
    if (revision.assignee_id or 0) != seen:
        raise TakenError
    verb = "revision.assigned" if to else "revision.released"
    record(verb, revision, by=by, at=at, office=revision.office, before=_named(revision.assignee), after=_named(to))
    revision.assignee = to


def _named(user: User | None) -> dict[str, str | None]:
    return {"assignee": user.audit_label if user else None}


def note(revision: Revision, text: str, *, by: User, at: datetime) -> None:
    """Write something down that only staff read; the same words by the same person stand there once.

    Raises:
        StaleError: the submission does not wait any more.
    """
    _lock_waiting(revision)
    if any(each.internal and each.text == text and each.author_id == by.id for each in revision.comments):
        return
    revision.comments.append(Comment(field="", text=text, internal=True, created_at=at, author=by))
    record("revision.noted", revision, by=by, at=at, office=revision.office)
