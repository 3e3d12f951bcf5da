"""A register of all municipalities with invented profiles, filled in bulk: published, each with a listing and what search reads."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ledportal.demo.profiles import profile
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import listing
from ledportal.offices.models import Decision, Office, Revision
from ledportal.offices.profile import SCHEMA
from ledportal.offices.workflow import Status
from tests.factories import make_moderator

APPROVED = datetime(2026, 3, 2, 9, tzinfo=UTC)
WITHOUT_ENTRY = ("ub", "crna-trava", "trgoviste", "lapovo", "opovo")
OWN: dict[str, dict[str, dict[str, Any]]] = {
    "becej": {"contact": {"head": "Đurđica Čavić"}},
    "cacak": {"contact": {"head": "Njegoš Džamić"}},
    "senta": {"contact": {"contact_person": "Ágnes Kovács"}},
    "sabac": {"contact": {"team": [{"id": "t1", "name": "Vukosava Teofilović", "task": "projekti", "public": True}]}},
    "zrenjanin": {"sites": {"sites": [{
        "id": "s1", "name": "Bagljaš-zapad", "type": "industrial_zone", "area": "45", "free": "12.5", "ownership": "public_local",
        "parcel": "15204/7", "utilities": ["gas", "fibre"], "status": "free",
    }]}},
    "kragujevac": {"documents": {"documents": [
        {"id": "d1", "type": "led_strategy", "title": "Strategija pametne specijalizacije", "start": "2024", "end": "2030"},
    ]}},
    "vranje": {"projects": {"projects": [
        {"id": "p1", "title": "Obnova hamama i čaršije", "donor": "Fondacija Balkanika", "role": "lead", "start": "2024", "end": "2026",
         "status": "running"},
    ]}},
    "subotica": {"environment": {"investors": [{"id": "i1", "name": "Panonplast Kft.", "country": "Mađarska", "sector": "chemistry"}]}},
    "nis": {"office": {"name": "Kancelarija za pametni razvoj"}, "environment": {"sectors": ["ict"]}, "services": {"services": ["advice"]}},
    "aleksinac": {"environment": {"sectors": ["tourism"]}},
    "ruma": {"services": {"services": ["training", "investor_support"]}},
    "kikinda": {"environment": {"hubs": [{"id": "h1", "name": "Livnica ideja", "kind": "incubator", "year": "2019"}]}},
    "loznica": {"environment": {"incentives": [{"id": "i1", "what": "Besplatan prevoz radnika", "act": "Odluka o prevozu"}]}},
    "ada": {"environment": {"sectors": ["ict", "tourism"]}},
    "sjenica": {"office": {"about": "Sjenički sir, obuća i ovčarstvo na Pešteru su ono po čemu nas znaju."}},
}  # fmt: skip
"""What only one office has, so that it must come first."""


def fill_register() -> None:
    """Publish a profile for each municipality of the register but a few, and commit."""
    staff = make_moderator()
    for number, (office, place) in enumerate(_offices()):
        if office.slug not in WITHOUT_ENTRY:
            _publish(office, _content(office.slug, place, cyrillic=number % 9 == 4), staff.id, APPROVED + timedelta(days=number % 200))
    db.session.commit()
    listing.rebuild()


def _offices() -> list[tuple[Office, Municipality]]:
    query = select(Office, Municipality).join(Office.municipality).where(Municipality.active).order_by(Municipality.sort_key)
    return [(office, place) for office, place in db.session.execute(query)]


def _content(slug: str, place: Municipality, *, cyrillic: bool) -> dict[str, Any]:
    content = copy.deepcopy(dict(profile(place, year=2026, cyrillic=cyrillic)))
    for section, values in OWN.get(slug, {}).items():
        content[section] = {**content[section], **values}
    return content


def _publish(office: Office, content: dict[str, Any], staff: int, at: datetime) -> None:
    revision = Revision(
        office_id=office.id, number=1, status=Status.PUBLISHED, schema=SCHEMA, content=content, created_at=at, submitted_at=at,
        confirmed_sections=[],
    )  # fmt: skip
    revision.decision = Decision(verb="approve", reasons=[], text="", decided_at=at, decided_by_id=staff)
    office.published_revision, office.status = revision, "exists"
    db.session.add(revision)
