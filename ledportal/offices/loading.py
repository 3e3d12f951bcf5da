"""Making an office for each municipality that has none yet."""

from __future__ import annotations

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.municipalities.loading import office_slug
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office


def load() -> int:
    """Add the missing offices and return their number; ``listing.rebuild_missing`` then lets search know them."""
    missing = db.session.scalars(select(Municipality).outerjoin(Office).where(Office.id.is_(None)).order_by(Municipality.code)).all()
    for municipality in missing:
        db.session.add(Office(slug=office_slug(municipality), municipality=municipality))
    db.session.flush()
    return len(missing)
