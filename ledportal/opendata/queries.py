"""What the exports read: published entries of the municipalities of the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, defer

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import Listing, Office

BATCH = 200


def _entries() -> Select[Listing]:
    office = contains_eager(Listing.office)
    place = office.contains_eager(Office.municipality)
    region = place.contains_eager(Municipality.district).contains_eager(District.region)
    query = select(Listing).join(Listing.office).join(Office.municipality).join(Municipality.district).join(District.region)
    return query.where(Municipality.active).options(defer(Listing.search_text), region)


def entries() -> Iterator[Listing]:
    """Yield the entries in Serbian order of their places, a few of them in memory at a time."""
    query = _entries().order_by(Municipality.sort_key, Municipality.code)
    yield from db.session.scalars(query.execution_options(yield_per=BATCH))


def entry(slug: str) -> Listing | None:
    return db.session.scalar(_entries().where(Listing.slug == slug[:300]))


def last_change() -> datetime | None:
    """Return when anything in the register last changed: nothing does without an audit row."""
    return db.session.scalar(select(func.max(AuditEvent.at)))
