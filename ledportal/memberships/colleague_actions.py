"""The verbs among colleagues: inviting, joining, removing, handing over, leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from ledportal import audit
from ledportal.accounts import tokens
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.queries import certain_owner
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.languages import absolute_url
from ledportal.memberships import queries
from ledportal.memberships.actions import AlreadyOpen, Stale, TooMany, add, move, tell
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.memberships.queries import INVITE, Invitation
from ledportal.offices.models import Office
from ledportal.outbox.emails import Email, enqueue

LIFETIME = timedelta(days=14)
MOST_INVITATIONS = 20


@dataclass(frozen=True)
class Invited:
    """An address that an invitation goes to; its owner may have no account yet."""

    email: str
    name: str
    locale: str


def invite(office: Office, email: str, *, by: User, at: datetime) -> None:
    """Invite a colleague by email; an older invitation of the same address stops to hold.

    Raises:
        AlreadyOpen: the address is that of a member.
        TooMany: twenty invitations of the office wait, or were sent since yesterday.
    """
    if any(each.user.email == email for each in queries.members(office)):
        raise AlreadyOpen(MembershipStatus.GRANTED)
    if queries.count_invitations(office, at=at) >= MOST_INVITATIONS:
        raise TooMany
    for older in queries.invitations(office, at=at):
        if older.email == email:
            older.used_at = at
    token = tokens.issue(INVITE, email=email, at=at, lifetime=LIFETIME, data={"office_id": office.id, "by": by.id})
    audit.record("colleague.invited", office, by=by, at=at, office=office, domain=email.rpartition("@")[2])
    _send_invitation(office, email, token, by=by, at=at)


def _send_invitation(office: Office, email: str, token: str, *, by: User, at: datetime) -> None:
    known = certain_owner(email)
    to = Invited(email, known.name if known else email, (known or by).locale)
    url = absolute_url("memberships.invitation", to.locale, token=token)
    days = LIFETIME.days
    enqueue(Email("colleague_invited", to=to, context={"url": url, "inviter": by.name, "days": days}, office=office), at=at)


def cancel_invitation(office: Office, invitation: OneTimeToken, *, by: User, at: datetime) -> None:
    """Make an invitation useless.

    Raises:
        Stale: it was accepted, or cancelled.
    """
    unused = (OneTimeToken.id == invitation.id, OneTimeToken.used_at.is_(None))
    if db.session.execute(update(OneTimeToken).where(*unused).values(used_at=at)).rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    audit.record("colleague.uninvited", office, by=by, at=at, office=office)


def accept(invitation: Invitation, token: str, *, by: User, at: datetime) -> Membership:
    """Join the office as an editor; its head is told.

    Raises:
        AlreadyOpen: the person is a member, or asked to be the head.
        Stale: the invitation was used or cancelled.
    """
    office = invitation.office
    if known := queries.open_of(by, office):
        raise AlreadyOpen(known.status)
    if tokens.consume(INVITE, token, at) is None:
        raise Stale
    member = add(
        Membership(
            office_id=office.id,
            user_id=by.id,
            role=MembershipRole.EDITOR,
            status=MembershipStatus.GRANTED,
            requested_at=at,
            decided_at=at,
        )
    )
    audit.record("membership.joined", member, by=by, at=at, office=office, invited_by=invitation.inviter.id)
    if head := queries.head_of(office):
        tell("colleague_joined", head, at=at, colleague=by.name, members_url=_members_url(head))
    return member


def remove(member: Membership, *, by: User, at: datetime) -> None:
    """End a colleague's place in the office; the colleague is told.

    Raises:
        Stale: the colleague is no editor of the office any more.
    """
    _end(member, MembershipRole.EDITOR, at=at)
    audit.record("membership.removed", member, by=by, at=at, office=member.office)
    tell("colleague_removed", member, at=at)


def leave(member: Membership, *, role: str, alone: bool, by: User, at: datetime) -> None:
    """End one's own place. A head with colleagues hands over first.

    Args:
        role: the person's role, as far as they saw.
        alone: whether they were told that nobody else is left.

    Raises:
        Stale: the place ended before, the role is another one, the head has colleagues, or nobody is left and the person was not told.
    """
    others = len(queries.members(member.office)) - 1
    if role != member.role or (others and role == MembershipRole.HEAD) or (not others and not alone):
        raise Stale
    _end(member, member.role, at=at)
    audit.record("membership.left", member, by=by, at=at, office=member.office)


def hand_over(member: Membership, *, head: int | None, by: User, at: datetime) -> None:
    """Make a colleague the head; the head until now, whom the request names by membership, becomes an editor.

    Raises:
        Stale: the office has another head than ``head``, or the colleague left.
    """
    former = queries.head_of(member.office)
    if head != (former.id if former else None) or member.id == head:
        raise Stale
    if former is not None:
        move(former, MembershipStatus.GRANTED, MembershipRole.HEAD, role=MembershipRole.EDITOR)
    move(member, MembershipStatus.GRANTED, MembershipRole.EDITOR, role=MembershipRole.HEAD)
    audit.record("membership.handed_over", member, by=by, at=at, office=member.office, former=former.id if former else None)
    tell("made_head", member, at=at, members_url=_members_url(member))
    if former is not None and former.user_id != by.id:
        tell("no_longer_head", former, at=at)


def end_all(user: User, *, by: User, at: datetime) -> None:
    """End every place and cancel every request of a person whose account goes, and drop what they wrote to be granted them."""
    for each in queries.open_everywhere(user):
        status = MembershipStatus.CANCELLED if each.status == MembershipStatus.REQUESTED else MembershipStatus.ENDED
        move(each, each.status, each.role, status=status, ended_at=at)
        audit.record("membership.left", each, by=by, at=at, office=each.office)
    own = Membership.user_id == user.id
    letters = db.session.scalars(select(Membership.letter_id).where(own, Membership.letter_id.is_not(None))).all()
    db.session.execute(update(Membership).where(own).values(message="", letter_id=None))
    db.session.execute(delete(Attachment).where(Attachment.id.in_(letters)))


def _end(member: Membership, role: str, *, at: datetime) -> None:
    move(member, MembershipStatus.GRANTED, role, status=MembershipStatus.ENDED, ended_at=at)


def _members_url(member: Membership) -> str:
    return absolute_url("memberships.members", member.user.locale, slug=member.office.slug)
