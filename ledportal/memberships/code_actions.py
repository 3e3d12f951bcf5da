"""Becoming the head of an office by the invitation code that was posted to its municipality."""

from __future__ import annotations

from datetime import datetime

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.invitations import actions as invitations
from ledportal.invitations.models import InvitationCode
from ledportal.memberships import queries
from ledportal.memberships.actions import AlreadyOpen, Stale, add, move, take_over, tell
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.offices.models import Office


def accept(code: InvitationCode, *, replacing: int | None, by: User, at: datetime) -> Membership:
    """Make the person the office's head. The paper is the proof: an earlier head, named as the person saw, goes and is told.

    Raises:
        AlreadyOpen: the person is the head.
        Gone: the code works no more; of two people at once, one wins.
        Stale: the office has another head than ``replacing``.
    """
    office = code.office
    former = queries.head_of(office)
    if former is not None and former.user_id == by.id:
        raise AlreadyOpen(MembershipStatus.GRANTED)
    invitations.use(code, by=by, at=at)
    if replacing != (former.id if former else None):
        raise Stale
    head = _own_place(office, by=by, at=at)
    if former is not None:
        take_over(former, "taken_over_by_code", replaced_by=head.id, by=by, at=at)
    move(head, head.status, head.role, role=MembershipRole.HEAD, status=MembershipStatus.GRANTED, decided_at=at)
    replaced = former.id if former else None
    audit.record("membership.granted", head, by=by, at=at, office=office, replaced=replaced, invitation=code.id)
    tell("claim_granted", head, at=at)
    return head


def _own_place(office: Office, *, by: User, at: datetime) -> Membership:
    """Return the person's request or place as an editor, or a request that is made now."""
    asked = {"role": MembershipRole.HEAD, "status": MembershipStatus.REQUESTED, "requested_at": at}
    return queries.open_of(by, office) or add(Membership(office_id=office.id, user_id=by.id, **asked))
