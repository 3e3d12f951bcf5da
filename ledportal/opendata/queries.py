"""Reading what an address names."""

from __future__ import annotations

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import Listing, Office


def office_named(slug: str | None) -> Office | None:
    return db.session.scalar(select(Office).where(Office.slug == slug)) if slug else None


def district_named(slug: str | None) -> District | None:
    return db.session.scalar(select(District).where(District.slug == slug)) if slug else None


def published(slug: str) -> int | None:
    """Return the id of an office that has an entry."""
    query = select(Listing.office_id).join(Office, Listing.office_id == Office.id).join(Municipality)
    return db.session.scalar(query.where(Listing.slug == slug[:300], Municipality.active))
