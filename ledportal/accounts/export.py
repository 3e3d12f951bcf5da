"""All that is held on a person, as JSON values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_, select

from ledportal.accounts import holdings
from ledportal.accounts.models import User, UserSession
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage


def export(user: User, *, at: datetime) -> dict[str, Any]:
    """Return the person's account, sessions, mails and events, and what each feature holds of them."""
    return {
        **({"sample": True} if current_app.config["SAMPLE_DATA"] else {}),
        "made_at": at.isoformat(),
        "account": columns(user, "id", "email", "name", "locale", "role", "created_at", "confirmed_at", "totp_enabled_at"),
        "sessions": [
            columns(each, "created_at", "last_seen_at", "ended_at", "user_agent", "address")
            for each in db.session.scalars(select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.id))
        ],
        "events": [columns(each, "at", "verb", "actor", "subject", "office_slug", "details") for each in _events(user)],
        "mails": [columns(each, "created_at", "sent_at", "to_address", "to_name", "subject", "template") for each in _mails(user)],
        **{each.name: each.export(user) for each in holdings.every()},
    }


def columns(row: Any, *names: str) -> dict[str, Any]:
    """Return some of a row's values as JSON has them."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _events(user: User) -> Any:
    about = and_(AuditEvent.subject_type == user.__tablename__, AuditEvent.subject_id == user.audit_id)
    return db.session.scalars(select(AuditEvent).where(or_(AuditEvent.actor_id == user.id, about)).order_by(AuditEvent.id))


def _mails(user: User) -> Any:
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_address == user.email).order_by(OutboxMessage.id))
