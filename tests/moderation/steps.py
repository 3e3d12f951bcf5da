"""What the tests of the review start from: submissions and decisions, made by the real verbs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.actions import Ruling
from ledportal.offices.models import Office, Revision
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, full_content
from tests.people import World

QUEUE = "/en/moderacija/"


def submit(of: Office, by: User, *, at: Any = NOW, confirmed: Any = (), **sections: Any) -> Revision:
    """Submit a full profile; what is given wins, and an earlier text is written anew."""
    draft = actions.start_draft(of, by=by, at=at)
    draft.content = full_content(**sections)
    actions.submit(draft, version=draft.version, confirmed=confirmed, by=by, at=at)
    return draft


def publish(of: Office, by: User, staff: User, *, at: Any = NOW, **sections: Any) -> Revision:
    revision = submit(of, by, at=at, **sections)
    actions.approve(revision, version=revision.version, by=staff, at=at)
    return revision


def send_back(revision: Revision, staff: User, *comments: tuple[str, str], text: str = "Dopunite.", at: Any = NOW) -> Revision:
    """Return a submission with comments to fields; the office's new draft is the answer."""
    ruling = Ruling(("unclear",), text, comments)
    return actions.return_to_office(revision, version=revision.version, ruling=ruling, by=staff, at=at)


def url(revision_id: object, rest: str = "") -> str:
    return f"{QUEUE}podnesci/{revision_id}/{rest}"


def statuses(world: World) -> list[str]:
    return world.ask(lambda: list(db.session.scalars(select(Revision.status).order_by(Revision.id))))


def verbs(world: World) -> list[str]:
    return world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))


def mails(world: World, template: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.template == template).order_by(OutboxMessage.id)
    return world.ask(lambda: list(db.session.scalars(query)))


def words(element: Any) -> str:
    """Return an element's text with single spaces."""
    return " ".join(element.xpath("string()").split())
