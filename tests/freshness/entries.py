"""Published entries, and runs at a given time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.freshness.models import Reminder
from ledportal.offices import actions
from ledportal.offices.models import Listing, Office
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.outbox.models import OutboxMessage
from tests.factories import full_content, make_member, make_moderator, make_user, office

EVERY = tuple(section.key for section in PUBLIC_SECTIONS)
PUBLISHED = datetime(2026, 1, 10, 9, tzinfo=BELGRADE)
DUE = date(2026, 7, 10)
"""Six months after, when the contact section should be confirmed again."""


def noon(day: date, later: int = 0) -> datetime:
    """Return noon in Belgrade, so many days later."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=BELGRADE) + timedelta(days=later)


def publish(slug: str = "becej", *, confirmed: Iterable[str] = EVERY, at: datetime = PUBLISHED, **sections: dict[str, Any]) -> Office:
    """Publish an entry of an office with a head whose address is ``head.<slug>@example.org``."""
    place = office(slug)
    email = f"head.{slug}@example.org"
    head = place.members[0] if place.members else make_member(place, user=make_user(email=email, name="Ana Šefić"))
    draft = actions.start_draft(place, by=head, at=at)
    contact = {"reminder_email": f"ler.{slug}@example.org", **sections.pop("contact", {})}
    draft.content = full_content(contact=contact, **sections)
    actions.submit(draft, version=draft.version, confirmed=tuple(confirmed), by=head, at=at)
    actions.approve(
        draft, version=draft.version, by=make_moderator(email=f"staff.{slug}.{draft.id}@example.org", name="Vera Uredna"), at=at
    )
    db.session.flush()
    return place


def run(at: datetime, **given: Any) -> tuple[int, int, int, int]:
    """Run, and return how many offices got each stage, and how many a notice of an end."""
    done = reminders.run(at=at, **given)
    assert done.failed == 0
    return done.first, done.second, done.third, done.ending


def queued() -> list[tuple[str, str, int, str]]:
    """Return what was queued: office, kind, stage and recipient."""
    query = select(Office.slug, Reminder.kind, Reminder.stage, Reminder.recipient).join(Reminder.office)
    return [tuple(row) for row in db.session.execute(query.order_by(Reminder.id))]


def mails(template: str = "reminder") -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == template).order_by(OutboxMessage.id)))


def due_on(slug: str = "becej") -> date:
    return db.session.scalars(select(Listing.due_on).where(Listing.slug == slug)).one()
