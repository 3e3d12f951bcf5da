"""What offices hold of a person: the revisions that they wrote, what they confirmed, and for staff what they decided and wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.models import Comment, Confirmation, Decision, Office, Revision


def revisions(user: User) -> list[dict[str, Any]]:
    """Return the revisions that a person began, saved or submitted."""
    own = or_(Revision.created_by_id == user.id, Revision.saved_by_id == user.id, Revision.submitted_by_id == user.id)
    names = ("number", "status", "created_at", "saved_at", "submitted_at", "content")
    found = db.session.scalars(select(Revision).where(own).order_by(Revision.id))
    return [{"office": each.office.slug, **columns(each, *names)} for each in found]


def confirmations(user: User) -> list[dict[str, Any]]:
    """Return the sections that a person confirmed."""
    query = select(Office.slug, Confirmation).join(Confirmation, Confirmation.office_id == Office.id)
    found = db.session.execute(query.where(Confirmation.user_id == user.id).order_by(Confirmation.id))
    return [{"office": slug, **columns(each, "section", "confirmed_at", "via", "address")} for slug, each in found]


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


HOLDINGS = (Holding("revisions", revisions), Holding("confirmations", confirmations), Holding("reviews", reviews, leave=give_back))
