"""What the staff's screens read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, Text, case, cast, exists, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from ledportal.access import Role
from ledportal.accounts.models import User, UserSession
from ledportal.audit import AuditEvent
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Confirmation, Office, Revision
from ledportal.offices.workflow import Status
from ledportal.outbox import addresses
from ledportal.outbox.failures import Source
from ledportal.outbox.models import BlockedAddress, DeliveryFailure, MailState, OutboxMessage
from ledportal.script import fold, search_text, sort_key, to_cyrillic, to_latin

USER_STATES = {
    "unconfirmed": User.confirmed_at.is_(None),
    "disabled": User.disabled_at.is_not(None),
    "moderators": User.role == Role.MODERATOR,
    "administrators": User.role == Role.ADMINISTRATOR,
}


def user_ids(text: str, state: str) -> list[int]:
    """Return the ids of the people found, in Serbian order of their names; the text is looked for in either script, without diacritics."""
    query = select(User.id, User.name, User.email).where(User.deleted_at.is_(None))
    if state:
        query = query.where(USER_STATES[state])
    rows = db.session.execute(query).all()
    wanted, plain = fold(text), text.lower()
    found = [row for row in rows if plain in row.email or (wanted and wanted in search_text(row.name))]
    return [row.id for row in sorted(found, key=lambda row: (sort_key(row.name), row.email))]


def find_user(user_id: int) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id, User.deleted_at.is_(None)))


def count_sessions(user: User) -> int:
    ending = (UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(UserSession).where(*ending)) or 0


def memberships_of(user: User) -> list[Any]:
    """Return what a person has and had to do with offices, the latest first."""
    query = select(Office).where(Office.memberships.any(user_id=user.id))
    offices = db.session.scalars(query.options(joinedload(Office.municipality), selectinload(Office.memberships))).all()
    found = [each for office in offices for each in office.memberships if each.user_id == user.id]
    return sorted(found, key=lambda each: (each.requested_at, each.id), reverse=True)


def _has_revision(status: Status) -> Any:
    return exists().where(Revision.office_id == Office.id, Revision.status == status)


OFFICE_VIEWS = {
    "no_member": ~Office.memberships.any(status="granted"),
    "never_confirmed": ~exists().where(Confirmation.office_id == Office.id),
    "no_profile": Office.published_revision_id.is_(None),
    "draft": _has_revision(Status.DRAFT),
    "waiting": _has_revision(Status.SUBMITTED),
}


def offices(text: str, view: str, status: str, district: str) -> Select[Any]:
    """Select the offices of the register, in Serbian order."""
    query = select(Office).join(Office.municipality).where(Municipality.active, _named(text))
    if view:
        query = query.where(OFFICE_VIEWS[view])
    if status:
        query = query.where(Office.status == status)
    if district:
        query = query.where(Municipality.district_code == district)
    place = joinedload(Office.municipality).joinedload(Municipality.district)
    return query.options(place, selectinload(Office.memberships)).order_by(Municipality.sort_key, Municipality.code)


def _named(text: str) -> Any:
    return Municipality.search_text.contains(fold(text), autoescape=True)


def open_revisions(offices: Sequence[Office]) -> dict[int, str]:
    """Return the status of each office's revision that is on its way."""
    ids = [each.id for each in offices]
    on_their_way = Revision.status.in_((Status.DRAFT, Status.SUBMITTED))
    rows = db.session.execute(select(Revision.office_id, Revision.status).where(Revision.office_id.in_(ids), on_their_way))
    return {row.office_id: row.status for row in rows}


def all_offices() -> Sequence[Office]:
    """Return the offices of the register, in Serbian order."""
    query = select(Office).join(Office.municipality).where(Municipality.active).options(joinedload(Office.municipality))
    return db.session.scalars(query.order_by(Municipality.sort_key, Municipality.code)).all()


def municipalities(text: str, view: str) -> Select[Any]:
    """Select the municipalities, in Serbian order."""
    query = select(Municipality).where(_named(text))
    if view:
        query = query.where(Municipality.active.is_(view == "active"))
    return query.options(joinedload(Municipality.district)).order_by(Municipality.sort_key, Municipality.code)


def offices_of(municipalities: Sequence[Municipality]) -> dict[str, Office]:
    """Return the office of each municipality by its code."""
    codes = [each.code for each in municipalities]
    return {each.municipality_code: each for each in db.session.scalars(select(Office).where(Office.municipality_code.in_(codes)))}


def find_municipality(code: str) -> Municipality | None:
    return db.session.get(Municipality, code) if len(code) == 5 else None


def verbs() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.verb).distinct().order_by(AuditEvent.verb)))


def audit_events(*, text: str, verb: str, office: str, actor: str, since: date | None, until: date | None) -> Select[Any]:
    """Select audit events, the newest first; days are those of Belgrade."""
    query = select(AuditEvent).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    if text:
        query = query.where(or_(*_mentions(text)))
    if verb:
        query = query.where(AuditEvent.verb == verb)
    if office:
        query = query.where(AuditEvent.office_slug.contains(fold(office).replace(" ", "-"), autoescape=True))
    if actor:
        query = query.where(AuditEvent.actor_id.in_(select(User.id).where(User.email.icontains(actor, autoescape=True))))
    if since:
        query = query.where(AuditEvent.at >= _start(since))
    if until:
        query = query.where(AuditEvent.at < _start(until + timedelta(days=1)))
    return query


def _mentions(text: str) -> list[Any]:
    """Say where an event may mention a text: SQLite keeps the letters of JSON escaped, PostgreSQL does not."""
    spelled = {text, to_latin(text), to_cyrillic(text)}
    spelled |= {json.dumps(each)[1:-1] for each in spelled}
    columns = (AuditEvent.subject, AuditEvent.actor, AuditEvent.verb, cast(AuditEvent.details, Text))
    return [column.icontains(each, autoescape=True) for column in columns for each in sorted(spelled)]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), BELGRADE)


def people(ids: set[int | None]) -> dict[int, User]:
    """Return the people with the given ids, as far as they exist."""
    return {each.id: each for each in db.session.scalars(select(User).where(User.id.in_([each for each in ids if each is not None])))}


def mail(text: str, state: str) -> Select[Any]:
    """Select outgoing mail: failed first, then the newest first."""
    query = select(OutboxMessage).options(defer(OutboxMessage.body_text), defer(OutboxMessage.body_html))
    if text:
        query = query.where(or_(*(each.icontains(text, autoescape=True) for each in (OutboxMessage.to_address, OutboxMessage.subject))))
    if state:
        query = query.where(OutboxMessage.state == state)
    failed_first = case((OutboxMessage.state == MailState.FAILED, 0), else_=1)
    return query.order_by(failed_first, OutboxMessage.created_at.desc(), OutboxMessage.id.desc())


def find_mail(message_id: int) -> OutboxMessage | None:
    return db.session.get(OutboxMessage, message_id)


def failures_of(message: OutboxMessage) -> Sequence[DeliveryFailure]:
    """Return how a mail did not arrive, the latest first."""
    query = select(DeliveryFailure).where(DeliveryFailure.message_id == message.id)
    return db.session.scalars(query.order_by(DeliveryFailure.at.desc(), DeliveryFailure.id.desc()).limit(50)).all()


def came_back(messages: Sequence[OutboxMessage]) -> set[int]:
    """Return which of the mails that were sent did not arrive, as a later report says."""
    reported = (DeliveryFailure.source == Source.NOTIFICATION, DeliveryFailure.permanent)
    ids = [each.id for each in messages if each.state == MailState.SENT]
    return set(db.session.scalars(select(DeliveryFailure.message_id).where(DeliveryFailure.message_id.in_(ids), *reported)))


def blocks_of(message: OutboxMessage) -> BlockedAddress | None:
    """Return what keeps a mail from being sent."""
    reason = addresses.why_withheld(message, addresses.reasons([message.to_address]))
    which = (BlockedAddress.address == addresses.normal(message.to_address), BlockedAddress.reason == reason)
    return db.session.scalar(select(BlockedAddress).where(*which))


def blocked_addresses(text: str, reason: str) -> Select[Any]:
    """Select the addresses that are not written to, the latest first."""
    query = select(BlockedAddress)
    if text:
        query = query.where(BlockedAddress.address.icontains(text, autoescape=True))
    if reason:
        query = query.where(BlockedAddress.reason == reason)
    return query.order_by(BlockedAddress.since.desc(), BlockedAddress.id.desc())


def find_blocked(blocked_id: int) -> BlockedAddress | None:
    return db.session.get(BlockedAddress, blocked_id)


def people_with(address: str) -> Sequence[User]:
    """Return the accounts with an address."""
    return db.session.scalars(select(User).where(User.email == address, User.deleted_at.is_(None))).all()


def mails_to(address: str) -> Sequence[OutboxMessage]:
    """Return the last mails to an address, without their text."""
    query = select(OutboxMessage).where(func.lower(OutboxMessage.to_address) == address)
    texts = defer(OutboxMessage.body_text), defer(OutboxMessage.body_html)
    return db.session.scalars(query.options(*texts).order_by(OutboxMessage.id.desc()).limit(10)).all()
