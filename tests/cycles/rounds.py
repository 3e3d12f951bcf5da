"""Cycles for tests, and what an office does in one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.cycles import actions, inviting, queries
from ledportal.cycles.actions import Plan
from ledportal.cycles.models import Cycle
from ledportal.extensions import db
from ledportal.offices import actions as offices
from ledportal.offices.models import Office, Revision
from ledportal.outbox.models import OutboxMessage
from tests.factories import full_content, make_member, make_moderator, office

NOW = clock.now()
PAST = NOW - timedelta(days=20)
TEXT = "Molimo vas da proverite <podatke>.\n\nHvala."


def plan(name: str = "Mapiranje 2026", **values: Any) -> Plan:
    days = {"starts_on": NOW.date(), "ends_on": NOW.date() + timedelta(days=30)}
    return Plan(**{"name": name, "name_en": "", "text": TEXT, "text_en": "", **days, **values})


def make_cycle(*, by: User, at: datetime = PAST, name: str = "Mapiranje 2026", **values: Any) -> Cycle:
    return actions.create(plan(name, **values), by=by, at=at)


def open_cycle(cycle: Cycle, *, by: User, at: datetime = PAST) -> Cycle:
    """Open a cycle and queue its invitations."""
    actions.open_(cycle, version=cycle.version, by=by, at=at)
    inviting.go_on(at=at)
    return cycle


def close_cycle(cycle: Cycle, *, by: User, at: datetime = NOW) -> Cycle:
    actions.close(cycle, version=cycle.version, by=by, at=at)
    return cycle


def submit(place: Office, *, by: User, at: datetime) -> Revision:
    draft = offices.start_draft(place, by=by, at=at)
    draft.content = full_content()
    offices.submit(draft, version=draft.version, by=by, at=at)
    return draft


def publish(place: Office, *, by: User, staff: User, at: datetime) -> Revision:
    revision = submit(place, by=by, at=at)
    offices.approve(revision, version=revision.version, by=staff, at=at)
    return revision


def state_of(cycle: Cycle, slug: str) -> str:
    answer = queries.find_answer(cycle, slug)
    assert answer is not None
    (place,) = queries.places(cycle, [answer])
    return str(place.state)


def mails() -> list[OutboxMessage]:
    """Return the mails of cycles, the oldest first."""
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.startswith("cycle:")).order_by(OutboxMessage.id)))


def member(slug: str, role: str = "head") -> User:
    """Make a member from before all cycles."""
    user = make_member(office(slug), role=role)
    for each in office(slug).memberships:
        each.requested_at = PAST - timedelta(days=90)
    return user


def make_register() -> dict[str, Any]:
    """Make a member with a published profile (Bečej), two without one (Ub), a registry office (Ada), and staff."""
    staff, head = make_moderator(), member("becej")
    first, second = member("ub"), member("ub", "editor")
    office("ada").municipality.registry_email = "pisarnica@ada.rs"
    publish(office("becej"), by=head, staff=staff, at=PAST - timedelta(days=5))
    return {"staff": staff, "head": head, "first": first, "second": second}
