"""Reading memberships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office


def claimable() -> Sequence[Office]:
    """Return the offices of the active municipalities, in Serbian order."""
    query = select(Office).join(Office.municipality).where(Municipality.active).order_by(Municipality.sort_key, Municipality.code)
    return db.session.scalars(query.options(joinedload(Office.municipality).joinedload(Municipality.district))).all()


def find_office(slug: str) -> Office | None:
    return db.session.scalar(select(Office).where(Office.slug == slug[:300]))


def find(membership_id: int) -> Membership | None:
    return db.session.get(Membership, membership_id)


def head_of(office: Office) -> Membership | None:
    """Return the membership of an office's head."""
    return next((each for each in members(office) if each.role == MembershipRole.HEAD), None)


def members(office: Office) -> Sequence[Membership]:
    """Return the granted memberships of an office, its head first."""
    query = _with_people(select(Membership)).where(Membership.office_id == office.id, Membership.status == MembershipStatus.GRANTED)
    return db.session.scalars(query.order_by(Membership.role.desc(), Membership.decided_at, Membership.id)).all()


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
