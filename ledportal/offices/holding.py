"""What offices hold of a person, for the export of their data: the revisions that they wrote, and what they confirmed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.models import Confirmation, Office, Revision


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
    return [{"office": slug, **columns(each, "section", "confirmed_at")} for slug, each in found]


HOLDINGS = (Holding("revisions", revisions), Holding("confirmations", confirmations))
