"""What the tests of the directory's version do and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices import confirming
from ledportal.offices.directory_models import Change
from ledportal.offices.models import ConfirmedBy, Office
from ledportal.offices.periods import DEFAULT
from tests.directory.entries import PUBLIC, publish
from tests.factories import NOW, office

LATER = NOW + timedelta(days=1)
SLUGS = ("ada", "becej", "bor", "senta", "ub")
PERIODS = replace(DEFAULT, months=dict.fromkeys(DEFAULT.months, 60))


def journal():
    """Return what the journal says."""
    query = select(Change.version, Change.kind, Office.slug, Change.revision_id).join(Change.office).order_by(Change.version)
    return [tuple(row) for row in db.session.execute(query)]


def versions():
    """Return in which version each office changed last, those that changed at all."""
    query = select(Office.slug, Office.changed_in).where(Office.changed_in > 1)
    return {row.slug: row.changed_in for row in db.session.execute(query)}


def published(staff, *slugs):
    found = {slug: publish(slug, by=staff, confirmed=PUBLIC).id for slug in slugs}
    db.session.commit()
    return found


def confirm(slug="becej", sections=PUBLIC, via=ConfirmedBy.PAGE):
    place = office(slug)
    return confirming.confirm(place, sections, revision=place.published_revision_id, via=via, by=place.members[0], at=LATER)
