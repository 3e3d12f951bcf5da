"""Plain functions that make what a test needs; they flush and never commit. Call ``db.session.commit()`` before a request."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from ledportal.access import Role
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.offices.content import empty_content
from ledportal.offices.models import Office

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_user(*, role: str = Role.USER, confirmed: bool = True, **values: Any) -> User:
    number = next(_numbers)
    user = User(
        **{
            "email": f"person{number}@example.org",
            "name": f"Petar Petrović {number}",
            "locale": "sr_Latn",
            "role": role,
            "created_at": NOW,
            "confirmed_at": NOW if confirmed else None,
            **values,
        }
    )
    db.session.add(user)
    db.session.flush()
    return user


def make_moderator(**values: Any) -> User:
    return make_user(role=Role.MODERATOR, **values)


def make_administrator(**values: Any) -> User:
    return make_user(role=Role.ADMINISTRATOR, **values)


def office(slug: str = "becej") -> Office:
    return db.session.scalars(select(Office).where(Office.slug == slug)).one()


def make_member(of: Office, *, role: str = "head", user: User | None = None) -> User:
    user = user or make_user()
    db.session.add(Membership(office=of, user=user, role=role, status="granted", requested_at=NOW, decided_at=NOW))
    db.session.flush()
    return user


def full_content(**sections: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a content that may be submitted: two items in each group; the given sections' values win."""
    content = empty_content()
    content["office"] |= {
        "name": "Kancelarija za lokalni ekonomski razvoj", "form": "office", "founded": "2008", "staff": "5", "staff_led": "3",
        "languages": [{"id": "l1", "language": "sr", "level": "native"}, {"id": "l2", "language": "en", "level": "B2"}],
        "about": "Pomažemo privredi i ulagačima.",
    }  # fmt: skip
    content["contact"] |= {
        "head": "Mira Đorđević", "position": "rukovodilac", "email": "ler@example.org", "reminder_email": "podsetnik@example.org",
        "phone": "+381216912345", "mobile": "+381641234567", "street": "Trg oslobođenja 2", "postcode": "21220", "place": "Bečej",
        "team": [
            {"id": "t1", "name": "Ana Anić", "task": "projekti", "phone": "", "email": "ana@example.org", "public": True},
            {"id": "t2", "name": "Skriveni Saradnik", "task": "pravo", "phone": "", "email": "skriven@example.org", "public": False},
        ],
    }  # fmt: skip
    content["documents"] |= {
        "documents": [
            {"id": "d1", "type": "development_plan", "title": "Plan razvoja opštine Bečej", "in_preparation": False, "start": "2023",
             "end": "2030", "adopted": "2022-12-15", "link": "https://becej.example.org/plan", "file": []},
            {"id": "d2", "type": "led_strategy", "title": "Strategija lokalnog ekonomskog razvoja", "in_preparation": True, "start": "",
             "end": "", "adopted": "", "link": "", "file": []},
        ],
    }  # fmt: skip
    content["environment"] |= {
        "certificate": "certified", "certificate_edition": "III", "certificate_issued": "2025-03-01", "certificate_valid_to": "2028-03-01",
        "business_council": "yes", "one_stop_permits": "yes", "free_zone": "no", "sectors": ["agriculture", "food"],
        "incentives": [
            {"id": "i1", "what": "Umanjenje naknade za uređenje zemljišta", "act": "Odluka o naknadi", "start": "2024", "end": "2027",
             "link": ""},
            {"id": "i2", "what": "Subvencija za samozapošljavanje", "act": "", "start": "", "end": "", "link": "https://becej.example.org/posao"},
        ],
        "hubs": [
            {"id": "h1", "name": "Poslovni inkubator Bečej", "kind": "incubator", "year": "2012", "link": ""},
            {"id": "h2", "name": "Klaster prerađivača voća", "kind": "cluster", "year": "2018", "link": "https://klaster.example.org"},
        ],
        "investors": [
            {"id": "v1", "name": "Prva žitna d.o.o.", "country": "Srbija", "sector": "food", "year": "2015", "jobs": "120"},
            {"id": "v2", "name": "Donau Agrar", "country": "Austrija", "sector": "agriculture", "year": "2021", "jobs": "85"},
        ],
    }  # fmt: skip
    content["sites"] |= {
        "sites": [
            {"id": "s1", "name": "Industrijska zona Sever", "type": "industrial_zone", "area": "34.5", "free": "12",
             "ownership": "public_local", "parcel": "4512/3", "utilities": ["electricity", "water", "road"], "to_motorway": "18",
             "to_railway": "2.5", "to_airport": "95", "to_border": "60", "price": "12.5", "status": "free", "photos": []},
            {"id": "s2", "name": "Stara ciglana", "type": "brownfield", "area": "3.2", "free": "", "ownership": "mixed", "parcel": "",
             "utilities": [], "to_motorway": "", "to_railway": "", "to_airport": "", "to_border": "", "price": "", "status": "reserved",
             "photos": []},
        ],
    }  # fmt: skip
    content["projects"] |= {
        "projects": [
            {"id": "p1", "title": "Uređenje zone Sever", "donor": "Evropska unija", "partners": "RRA Bačka", "role": "lead",
             "budget": "450000", "start": "2022", "end": "2024", "status": "finished", "result": "Izgrađeno 1,2 km puta i vodovod."},
            {"id": "p2", "title": "Digitalni vodič za ulagače", "donor": "NALED", "partners": "", "role": "partner", "budget": "",
             "start": "2025", "end": "2027", "status": "running", "result": ""},
        ],
    }  # fmt: skip
    content["services"] |= {
        "services": ["information", "advice"], "networks": "Mreža kancelarija za LER pri SKGO",
        "cooperation": [
            {"id": "c1", "partner": "Opština Novi Bečej", "theme": "zajednički nastup na sajmu", "year": "2024"},
            {"id": "c2", "partner": "Opština Srbobran", "theme": "", "year": ""},
        ],
    }  # fmt: skip
    content["learning"] |= {"training_needs": "TAJNA POTREBA"}
    for key, values in sections.items():
        content[key] |= values
    return content
