"""The verbs of memberships. Each writes the row, the audit event and the mail; the view commits.

What somebody else did in the meantime raises :class:`Stale`: the view gives up the transaction and shows what happened.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.languages import absolute_url
from ledportal.memberships import queries
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.offices.models import Office
from ledportal.outbox.emails import Email, enqueue

MOST_REQUESTS = 5


class Stale(Exception):
    """Somebody else was faster: the membership is no longer what the person saw."""


class AlreadyOpen(Exception):
    """The person has a request for the office that waits, or is its member; ``status`` says which."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class TooMany(Exception):
    """The person has as many requests waiting as anybody may have."""


def claim(office: Office, *, message: str, letter: Attachment | None, by: User, at: datetime) -> Membership:
    """Ask to represent an office as its head.

    Raises:
        AlreadyOpen: the person asked for it before, or is a member.
        TooMany: five requests of theirs wait.
    """
    check_claim(office, by=by)
    request = Membership(
        office=office,
        user_id=by.id,
        role=MembershipRole.HEAD,
        status=MembershipStatus.REQUESTED,
        message=message,
        letter=letter,
        requested_at=at,
    )
    add(request)
    audit.record("membership.requested", request, by=by, at=at, office=office)
    return request


def check_claim(office: Office, *, by: User) -> None:
    """Refuse a request that would not be taken, before its letter is stored; :func:`claim` asks again.

    Raises:
        AlreadyOpen: the person asked for the office before, or is a member.
        TooMany: five requests of theirs wait.
    """
    if known := queries.open_of(by, office):
        raise AlreadyOpen(known.status)
    if queries.count_requested(by) >= MOST_REQUESTS:
        raise TooMany


def add(membership: Membership) -> Membership:
    """Write a new row and return it; the unique index decides between two that come at once.

    Raises:
        AlreadyOpen: the other one came first.
    """
    db.session.add(membership)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise AlreadyOpen(MembershipStatus.REQUESTED) from None
    return membership


def cancel(request: Membership, *, by: User, at: datetime) -> None:
    """Take a request back.

    Raises:
        Stale: it was decided or cancelled.
    """
    move(request, MembershipStatus.REQUESTED, status=MembershipStatus.CANCELLED, ended_at=at)
    audit.record("membership.cancelled", request, by=by, at=at, office=request.office)


def grant(request: Membership, *, replacing: int | None, by: User, at: datetime) -> None:
    """Make the person the office's head; the head until now, whom the decision names by membership, goes and is told.

    Raises:
        Stale: the request was decided or cancelled, or the office has another head than ``replacing``.
    """
    former = queries.head_of(request.office)
    if replacing != (former.id if former else None):
        raise Stale
    if former is not None:
        take_over(former, "taken_over", replaced_by=request.id, by=by, at=at)
    move(request, MembershipStatus.REQUESTED, status=MembershipStatus.GRANTED, decided_at=at, decided_by_id=by.id)
    audit.record("membership.granted", request, by=by, at=at, office=request.office, replaced=former.id if former else None)
    tell("claim_granted", request, at=at)


def take_over(former: Membership, template: str, *, replaced_by: int, by: User, at: datetime) -> None:
    """End the place of an office's head, who is told by the mail with that name.

    Raises:
        Stale: the person is not the head any more.
    """
    move(former, MembershipStatus.GRANTED, MembershipRole.HEAD, status=MembershipStatus.ENDED, ended_at=at)
    audit.record("membership.taken_over", former, by=by, at=at, office=former.office, replaced_by=replaced_by)
    tell(template, former, at=at)


def refuse(request: Membership, *, reason: str, by: User, at: datetime) -> None:
    """Refuse a request, with a reason that the person reads.

    Raises:
        Stale: it was decided or cancelled.
    """
    move(request, MembershipStatus.REQUESTED, status=MembershipStatus.REFUSED, decided_at=at, decided_by_id=by.id, reason=reason)
    audit.record("membership.refused", request, by=by, at=at, office=request.office, reason=reason)
    tell("claim_refused", request, at=at, reason=reason)


def move(membership: Membership, seen_status: str, seen_role: str | None = None, **values: Any) -> None:
    """Change a membership that is still what the person saw; the first of two at once wins.

    Raises:
        Stale: it is not.
    """
    role = seen_role or membership.role
    seen = (Membership.id == membership.id, Membership.status == seen_status, Membership.role == role)
    try:
        moved = db.session.execute(update(Membership).where(*seen).values(**values))
    except IntegrityError:
        raise Stale from None
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale


def tell(template: str, membership: Membership, *, at: datetime, **context: Any) -> None:
    """Write to the person of a membership, in their language."""
    user, office = membership.user, membership.office
    links = {"office_url": absolute_url("offices.home", user.locale), "claim_url": absolute_url("memberships.claim", user.locale)}
    enqueue(Email(template, to=user, context={**links, **context}, office=office), at=at)
