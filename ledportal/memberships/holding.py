"""What memberships hold of a person, for the export of their data and the end of their account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from ledportal.accounts import holdings
from ledportal.accounts.export import columns
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.languages import current_locale
from ledportal.memberships import colleague_actions, queries
from ledportal.memberships.actions import Stale
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus


def export(user: User) -> list[dict[str, Any]]:
    """Return every place that a person has, had or asked for."""
    query = select(Membership).where(Membership.user_id == user.id).order_by(Membership.id)
    names = ("role", "status", "message", "requested_at", "decided_at", "reason", "ended_at")
    return [{"office": each.office.slug, **columns(each, *names)} for each in db.session.scalars(query)]


def consequences(user: User) -> list[str]:
    """Say for each office what is lost when the person goes."""
    return [_consequence(each) for each in queries.open_everywhere(user)]


def _consequence(place: Membership) -> str:
    name = place.office.municipality.name(current_locale())
    if place.status == MembershipStatus.REQUESTED:
        return gettext("Your request is cancelled. Town or municipality: %(name)s", name=name)
    if place.role == MembershipRole.EDITOR:
        return gettext("You stop to be an editor. Town or municipality: %(name)s", name=name)
    if len(queries.members(place.office)) > 1:
        return gettext("The office is left without a head: better hand over first. Town or municipality: %(name)s", name=name)
    return gettext(
        "Nobody is left to keep the profile up to date: better invite a colleague first. Town or municipality: %(name)s", name=name
    )


def leave(user: User, *, by: User, at: datetime) -> None:
    """End every place of the person.

    Raises:
        holdings.Changed: one of them changed at the same time.
    """
    try:
        colleague_actions.end_all(user, by=by, at=at)
    except Stale:
        raise holdings.Changed from None


HOLDING = holdings.Holding("memberships", export, consequences, leave)
