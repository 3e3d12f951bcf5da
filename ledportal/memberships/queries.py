"""Reading memberships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ledportal.access import Permission, can
from ledportal.accounts import tokens
from ledportal.accounts.models import OneTimeToken, User
from ledportal.extensions import db
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office

INVITE = "invite_colleague"


@dataclass(frozen=True)
class Invitation:
    """What an invitation's link leads to."""

    office: Office
    inviter: User


def claimable() -> Sequence[Office]:
    """Return the offices of the active municipalities, in Serbian order."""
    query = select(Office).join(Office.municipality).where(Municipality.active).order_by(Municipality.sort_key, Municipality.code)
    return db.session.scalars(query.options(joinedload(Office.municipality).joinedload(Municipality.district))).all()


def find(membership_id: int) -> Membership | None:
    return db.session.get(Membership, membership_id)


def head_of(office: Office) -> Membership | None:
    """Return the membership of an office's head."""
    return next((each for each in members(office) if each.role == MembershipRole.HEAD), None)


def members(office: Office) -> Sequence[Membership]:
    """Return the granted memberships of an office, its head first."""
    query = _with_people(select(Membership)).where(Membership.office_id == office.id, Membership.status == MembershipStatus.GRANTED)
    return db.session.scalars(query.order_by(Membership.role.desc(), Membership.decided_at, Membership.id)).all()


def find_member(office: Office, membership_id: int) -> Membership | None:
    """Return a granted membership of an office."""
    return next((each for each in members(office) if each.id == membership_id), None)


def invitations(office: Office, *, at: datetime) -> Sequence[OneTimeToken]:
    """Return the invitations of an office that wait, the latest first."""
    return db.session.scalars(_invitations(office, at).order_by(OneTimeToken.created_at.desc(), OneTimeToken.id.desc())).all()


def count_invitations(office: Office, *, at: datetime) -> int:
    """Return how many invitations of an office wait or were sent within a day."""
    waits = and_(OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > at)
    recent = OneTimeToken.created_at > at - timedelta(days=1)
    query = select(func.count()).select_from(OneTimeToken).where(*_is_invitation(office), or_(waits, recent))
    return db.session.scalar(query) or 0


def find_invitation(office: Office, invitation_id: int, *, at: datetime) -> OneTimeToken | None:
    return db.session.scalar(_invitations(office, at).where(OneTimeToken.id == invitation_id))


def _invitations(office: Office, at: datetime) -> Select[Any]:
    return select(OneTimeToken).where(*_is_invitation(office), OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > at)


def _is_invitation(office: Office) -> tuple[Any, ...]:
    return OneTimeToken.purpose == INVITE, OneTimeToken.data["office_id"].as_integer() == office.id


def invitation(token: str, *, at: datetime) -> Invitation | None:
    """Return what a link invites to, while it holds and the inviter may still invite."""
    row = tokens.find(INVITE, token, at)
    if row is None:
        return None
    office, inviter = db.session.get_one(Office, row.data["office_id"]), db.session.get_one(User, row.data["by"])
    return Invitation(office, inviter) if inviter.is_active and can(inviter, Permission.EDIT_OFFICE, office) else None


def open_everywhere(user: User) -> Sequence[Membership]:
    """Return the requests of a person that wait, and the places that hold, in all offices."""
    open_ = Membership.status.in_((MembershipStatus.REQUESTED, MembershipStatus.GRANTED))
    return db.session.scalars(_with_people(select(Membership)).where(Membership.user_id == user.id, open_)).all()


def open_of(user: User, office: Office) -> Membership | None:
    """Return the person's request for an office that waits, or the membership that holds."""
    open_ = Membership.status.in_((MembershipStatus.REQUESTED, MembershipStatus.GRANTED))
    return db.session.scalar(select(Membership).where(Membership.user_id == user.id, Membership.office_id == office.id, open_))


def count_requested(user: User) -> int:
    waiting = Membership.status == MembershipStatus.REQUESTED
    return db.session.scalar(select(func.count()).select_from(Membership).where(Membership.user_id == user.id, waiting)) or 0


def requests_of(user: User) -> Sequence[Membership]:
    """Return what a person asked for, the latest first; places in an office that came by a colleague's invitation are none."""
    query = _with_people(select(Membership)).where(Membership.user_id == user.id, Membership.role == MembershipRole.HEAD)
    return db.session.scalars(query.order_by(Membership.requested_at.desc(), Membership.id.desc()).limit(50)).all()


def requests(*, waiting: bool) -> Select[Any]:
    """Select the requests that wait, the oldest first, or those that were decided, the latest decision first."""
    query = _with_people(select(Membership)).options(selectinload(Membership.office, Office.memberships).joinedload(Membership.user))
    if waiting:
        return query.where(Membership.status == MembershipStatus.REQUESTED).order_by(Membership.requested_at, Membership.id)
    return query.where(Membership.decided_by_id.is_not(None)).order_by(Membership.decided_at.desc(), Membership.id.desc())


def _with_people(query: Select[Any]) -> Select[Any]:
    place = joinedload(Membership.office).joinedload(Office.municipality).joinedload(Municipality.district)
    return query.options(joinedload(Membership.user), joinedload(Membership.decided_by), place)
