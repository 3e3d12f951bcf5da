"""What the public pages read; only municipalities that are in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import Decision, Listing, Office, OfficeStatus
from ledportal.offices.periods import Periods
from ledportal.offices.queries import registered
from ledportal.offices.standing import Standing, standing_by_due

WITH_PLACE = (
    joinedload(Office.municipality).joinedload(Municipality.district),
    joinedload(Office.municipality).joinedload(Municipality.parent),
)
WITH_REGION = (*WITH_PLACE, joinedload(Office.municipality).joinedload(Municipality.district).joinedload(District.region))


def standings(entries: Mapping[int, Listing], periods: Periods, *, today: date) -> dict[int, Standing]:
    """Return how fresh entries are, by the ids of their offices."""
    return {key: standing_by_due(each.due_on, each.confirmed_at is not None, periods, today=today) for key, each in entries.items()}


def listings(office_ids: Sequence[int]) -> dict[int, Listing]:
    """Return the entries of the offices, those that have one."""
    found = db.session.scalars(select(Listing).where(Listing.office_id.in_(office_ids)))
    return {each.office_id: each for each in found}


def entries_with_places(office_ids: Sequence[int]) -> dict[int, Listing]:
    """Return the entries of offices with their municipalities."""
    place = joinedload(Listing.office).joinedload(Office.municipality)
    query = select(Listing).where(Listing.office_id.in_(office_ids))
    query = query.options(place.joinedload(Municipality.district), place.joinedload(Municipality.parent))
    return {each.office_id: each for each in db.session.scalars(query)}


def find(slug: str) -> Office | None:
    """Return the office of a municipality of the register."""
    place = contains_eager(Office.municipality)
    query = select(Office).join(Office.municipality).where(Office.slug == slug[:300], Municipality.active)
    query = query.options(place.joinedload(Municipality.district).joinedload(District.region), place.joinedload(Municipality.parent))
    return db.session.scalar(query)


def offices(slugs: Sequence[str]) -> dict[str, Office]:
    """Return offices of the register with their places, by their slugs."""
    return registered(slugs, *WITH_REGION)


def decision_on(listing: Listing) -> Decision | None:
    """Return the decision by which an entry was published."""
    query = select(Decision).join(Office, Office.published_revision_id == Decision.revision_id).where(Office.id == listing.office_id)
    return db.session.scalar(query.options(joinedload(Decision.decided_by)))


def relatives(office: Office) -> Sequence[Office]:
    """Return the offices of the city that a city municipality is a part of, or of a city's own municipalities."""
    place = office.municipality
    related = Municipality.code == place.parent_code if place.parent_code else Municipality.parent_code == place.code
    query = select(Office).join(Office.municipality).where(Municipality.active, related).options(contains_eager(Office.municipality))
    return db.session.scalars(query.order_by(Municipality.sort_key)).all()


def taken_over(office: Office) -> Sequence[Office]:
    """Return the closed offices whose tasks an office took over, also those whose municipality left the register."""
    query = select(Office).join(Office.municipality).where(Office.successor_id == office.id, Office.status == OfficeStatus.CLOSED)
    return db.session.scalars(query.options(contains_eager(Office.municipality)).order_by(Municipality.sort_key)).all()


def place_names(locale: str) -> Mapping[str, Mapping[str, str]]:
    """Return the names of all districts by their slugs, and of all regions by their codes, in Serbian order.

    They are read once for each application: reference data change with an update only.
    """
    known = current_app.extensions.setdefault("ledportal.directory.place_names", {})
    names: Mapping[str, Mapping[str, str]] = known.get(locale) or _place_names(locale)
    if names["district"]:
        known[locale] = names
    return names


def _place_names(locale: str) -> Mapping[str, Mapping[str, str]]:
    query = select(District).join(District.region).options(contains_eager(District.region)).order_by(District.sort_key)
    found = db.session.scalars(query).all()
    regions = sorted({each.region for each in found}, key=lambda region: region.sort_key)
    return {"district": {each.slug: each.name(locale) for each in found}, "region": {each.code: each.name(locale) for each in regions}}
