"""A register of any size, as it stands on a day of its fourth year: filled in bulk, confirmed over the last thirteen months.

Reminders stand as runs up to yesterday have left them, so that today's run finds a day's share of each stage and of ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select, text, update

from bench.content import content as content_of
from bench.content import place_name
from ledportal import clock
from ledportal.accounts.models import User
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.freshness.models import Reminder
from ledportal.memberships.models import Membership
from ledportal.municipalities.models import District, Municipality
from ledportal.offices import ends, standing
from ledportal.offices.changes import directory_version
from ledportal.offices.content import public_content
from ledportal.offices.directory_models import Change, ChangeKind, DirectoryState
from ledportal.offices.models import Confirmation, Decision, Listing, Office, Revision
from ledportal.offices.periods import DEFAULT, PUBLIC_SECTIONS
from ledportal.offices.profile import SCHEMA
from ledportal.script import search_text, sort_key, to_cyrillic
from ledportal.search import indexing
from ledportal.search.documents import Place, document
from ledportal.search.models import SearchDocument, SearchWord

CHUNK = 2000
AGES = 395
"""Days over which the confirmations are spread."""
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fill(offices: int, *, reminded: bool = True) -> None:
    """Add so many offices with a head and a published profile to an empty register, and commit.

    Args:
        reminded: whether the run went each day; if not, all offices have long been due, and nobody was written to.
    """
    first = {table: (db.session.scalar(select(func.max(table.c.id))) or 0) + 1 for table in _numbered()}
    first[Change.__table__] = directory_version() + 1
    districts = [(each.code, each.region_code) for each in db.session.scalars(select(District))]
    staff = {"email": "urednica@example.org", "name": "Urednica", "locale": "sr_Latn", "role": "moderator", "created_at": clock.now()}
    db.session.execute(insert(User), [{**staff, "id": first[User.__table__], "confirmed_at": clock.now()}])
    for start in range(0, offices, CHUNK):
        rows = [row for number in range(start, min(start + CHUNK, offices)) for row in _office(number, first, districts, reminded=reminded)]
        for table in _order():
            if chunk := [values for where, values in rows if where is table]:
                db.session.execute(insert(table), chunk)
        _publish(rows)
        indexing.learn(word for table, values in rows if table is SearchWord.__table__ for word in values["learned"])
        db.session.commit()
    db.session.execute(update(DirectoryState.__table__).values(version=DirectoryState.version + offices, changed_at=clock.now()))
    _renumber()


def _order() -> tuple[Table, ...]:
    models = (Municipality, User, Office, Membership, Revision, Decision, Confirmation, Listing, Change, Reminder, SearchDocument)
    return tuple(model.__table__ for model in models)  # type: ignore[misc]


def _numbered() -> list[Table]:
    return [table for table in _order() if "id" in table.c]


def _publish(rows: list[tuple[Table, dict[str, Any]]]) -> None:
    """Point the offices to their revisions, which could not be there before them."""
    found = [{"number": values["id"], "revision": values["published"]} for table, values in rows if table is Office.__table__]
    db.session.connection().execute(text("UPDATE offices SET published_revision_id = :revision WHERE id = :number"), found)


def _renumber() -> None:
    """Let new rows follow those that were numbered by hand, and the database know what it holds."""
    if db.engine.dialect.name == "postgresql":
        for table in _numbered():
            highest = db.session.scalar(select(func.max(table.c.id)))
            db.session.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), highest)))
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _office(
    number: int, first: dict[Table, int], districts: list[tuple[str, str]], *, reminded: bool
) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Yield the rows of one office, each with its table."""
    now = clock.now()
    today, age = belgrade_day(now), (number * 97) % AGES if reminded else AGES
    confirmed_on = today - timedelta(days=age)
    at = datetime.combine(confirmed_on, time(9), UTC)
    code, slug = _code(number), f"opstina-{number}"
    district, region = districts[number % len(districts)]
    office, user, revision = (first[table] + number for table in (Office.__table__, User.__table__, Revision.__table__))
    user += 1
    content = content_of(number, today)
    name = place_name(number)
    place = {"name_latin": name, "name_cyrillic": to_cyrillic(name), "sort_key": sort_key(name), "search_text": search_text(name)}
    yield Municipality.__table__, {
        "code": code, "other_codes": [], "kind": "municipality", "parent_code": None, "district_code": district, "active": True,
        "email_domains": [], "postal_street": "", "postal_postcode": "", "postal_place": "", "registry_email": "", "registry_phone": "",
        "version": 1, **place,
    }  # fmt: skip
    yield User.__table__, {
        "id": user, "email": f"head{number}@example.org", "name": f"Petar Petrović {number}", "locale": "sr_Latn", "role": "user",
        "created_at": at, "confirmed_at": at, "version": 1,
    }  # fmt: skip
    version = first[Change.__table__] + number
    yield Office.__table__, {
        "id": office, "slug": slug, "municipality_code": code, "status": "exists", "version": 1, "changed_in": version,
        "published": revision,
    }  # fmt: skip
    yield Membership.__table__, {
        "id": first[Membership.__table__] + number, "office_id": office, "user_id": user, "role": "head", "status": "granted",
        "message": "", "requested_at": at, "decided_at": at,
    }  # fmt: skip
    yield Revision.__table__, {
        "id": revision, "office_id": office, "number": 1, "status": "published", "schema": SCHEMA, "content": content, "version": 2,
        "provenance": "office", "confirmed_sections": [each.key for each in PUBLIC_SECTIONS], "created_at": at, "created_by_id": user,
        "submitted_at": at, "submitted_by_id": user,
    }  # fmt: skip
    yield Decision.__table__, {
        "id": first[Decision.__table__] + number, "revision_id": revision, "verb": "approve", "reasons": [], "text": "", "decided_at": at,
        "decided_by_id": first[User.__table__],
    }  # fmt: skip
    for place_of, section in enumerate(PUBLIC_SECTIONS):
        yield Confirmation.__table__, {
            "id": first[Confirmation.__table__] + number * len(PUBLIC_SECTIONS) + place_of, "office_id": office, "section": section.key,
            "confirmed_at": at, "user_id": user, "revision_id": revision, "via": "submission", "address": None,
        }  # fmt: skip
    days = {section.key: standing.SectionDays(confirmed_on, confirmed_on) for section in PUBLIC_SECTIONS}
    due = standing.due(days, DEFAULT)
    shown = public_content(content)
    yield Listing.__table__, {
        "office_id": office, "slug": slug, "district_code": district, "region_code": region, "name": content["office"]["name"],
        "sort_key": place["sort_key"],
        "content": shown, "published_at": at, "changed_at": at, "confirmed_at": at, "due_on": due,
        "sections": {key: each.values() for key, each in days.items()},
        "ends_on": ends.first(ends.ends(content), since=today + timedelta(days=DEFAULT.ending)),
    }  # fmt: skip
    found_by = document(Place(code, name, "municipality"), shown)
    yield SearchDocument.__table__, indexing.values(office, found_by)
    yield SearchWord.__table__, {"learned": found_by.learned}
    yield Change.__table__, {"version": version, "office_id": office, "at": at, "kind": ChangeKind.PUBLISHED, "revision_id": revision}
    if reminded:
        yield from _reminders(number, office, due, today, first)


def _reminders(number: int, office: int, due: date, today: date, first: dict[Table, int]) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Yield the stages that went out up to yesterday."""
    own = f"ler{number}@example.org"
    third = DEFAULT.second + DEFAULT.third
    sent = (("due", 1, own, 0), ("due", 2, own, DEFAULT.second), ("due", 3, own, third), ("staff", 3, "", third))
    for place, (kind, stage, recipient, days) in enumerate(sent):
        if (day := due + timedelta(days=days)) < today:
            yield Reminder.__table__, {
                "id": first[Reminder.__table__] + number * len(sent) + place, "office_id": office, "kind": kind, "about": "", "due_on": due,
                "stage": stage, "recipient": recipient, "queued_at": datetime.combine(day, time(7), UTC),
            }  # fmt: skip


def _code(number: int) -> str:
    """Return a code that no real municipality has."""
    figures = ""
    for _ in range(4):
        number, rest = divmod(number, len(LETTERS))
        figures = LETTERS[rest] + figures
    return f"X{figures}"
