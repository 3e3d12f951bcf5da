"""What offices hold of a person: the revisions they wrote, what they confirmed, the links for it, and what staff decided and wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Comment, Confirmation, Decision, Office, Revision


def revisions(user: User) -> list[dict[str, Any]]:
    """Return the revisions that a person began, saved or submitted."""
    own = or_(Revision.created_by_id == user.id, Revision.saved_by_id == user.id, Revision.submitted_by_id == user.id)
    names = ("number", "status", "created_at", "saved_at", "submitted_at", "content")
    found = db.session.scalars(select(Revision).where(own).order_by(Revision.id))
    return [{"office": each.office.slug, **columns(each, *names)} for each in found]


def confirmations(user: User) -> list[dict[str, Any]]:
    """Return the sections that a person confirmed, signed in or by a link in a mail to their address."""
    query = select(Office.slug, Confirmation).join(Confirmation, Confirmation.office_id == Office.id)
    theirs = or_(Confirmation.user_id == user.id, _is_theirs(Confirmation.address, user))
    found = db.session.execute(query.where(theirs).order_by(Confirmation.id))
    return [{"office": slug, **columns(each, "section", "confirmed_at", "via", "address")} for slug, each in found]


def links(user: User) -> list[dict[str, Any]]:
    """Return the links that confirm which were sent to a person."""
    found = db.session.scalars(select(ConfirmationLink).where(_is_theirs(ConfirmationLink.address, user)).order_by(ConfirmationLink.id))
    names = ("purpose", "due_on", "address", "created_at", "expires_at", "used_at")
    return [{"office": each.office.slug, **columns(each, *names)} for each in found]


def _is_theirs(address: Any, user: User) -> ColumnElement[bool]:
    return func.lower(address) == user.email


def forget_address(user: User, *, by: User, at: datetime) -> None:
    """Take the person's address out of the links that were sent there, which confirm no more, and of what these confirmed."""
    del by, at
    for model, nothing in ((Confirmation, None), (ConfirmationLink, "")):
        db.session.execute(update(model).where(_is_theirs(model.address, user)).values(address=nothing))


def reviews(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return what a member of staff decided and commented."""
    decisions = db.session.scalars(select(Decision).where(Decision.decided_by_id == user.id).order_by(Decision.id))
    comments = db.session.scalars(select(Comment).where(Comment.author_id == user.id).order_by(Comment.id))
    return {
        "decisions": [columns(each, "revision_id", "verb", "reasons", "text", "decided_at") for each in decisions],
        "comments": [columns(each, "revision_id", "field", "text", "internal", "created_at") for each in comments],
    }


def give_back(user: User, *, by: User, at: datetime) -> None:
    """Leave the revisions that a member of staff had taken to the others."""
    del by, at
    db.session.execute(update(Revision).where(Revision.assignee_id == user.id).values(assignee_id=None))


HOLDINGS = (
    Holding("revisions", revisions),
    Holding("confirmations", confirmations),
    Holding("confirmation_links", links, leave=forget_address),
    Holding("reviews", reviews, leave=give_back),
)
