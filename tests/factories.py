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
    content["environment"] |= {"certificate": "none", "business_council": "yes", "sectors": ["agriculture", "food"]}
    content["services"] |= {"services": ["information", "advice"]}
    content["learning"] |= {"training_needs": "TAJNA POTREBA"}
    for key, values in sections.items():
        content[key] |= values
    return content
