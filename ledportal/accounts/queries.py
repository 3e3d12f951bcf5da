"""Reading accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from ledportal.access import Role
from ledportal.accounts.models import OneTimeToken, RecoveryCode, User, UserSession
from ledportal.extensions import db
from ledportal.script import sort_key


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked against; nothing is set where there is no such account."""

    user_id: int | None = None
    password_hash: str | None = None


def by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def certain_owner(email: str) -> User | None:
    """Return the account whose owner has the address for certain: in use and confirmed. Another's name somebody else may have made up."""
    user = by_email(email)
    return user if user is not None and user.is_active and user.is_confirmed else None


def credentials(email: str) -> Credentials:
    """Return the id and the password's hash of an account that may sign in."""
    row = db.session.execute(select(User.id, User.password_hash).where(User.email == email, User.is_active)).first()
    return Credentials(*row) if row else Credentials()


def owner(token: OneTimeToken) -> User | None:
    """Return the person a token was made for, while the account may be used."""
    user = db.session.get(User, token.user_id) if token.user_id is not None else None
    return user if user is not None and user.is_active else None


def open_sessions(user: User, *, at: datetime) -> Sequence[UserSession]:
    """Return the browsers in which a person is signed in, the latest first."""
    recent = (
        UserSession.created_at > at - current_app.config["SESSION_LIFETIME"],
        UserSession.last_seen_at > at - current_app.config["SESSION_IDLE"],
    )
    query = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None), *recent)
    return db.session.scalars(query.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())).all()


def count_recovery_codes(user: User) -> int:
    """Return how many recovery codes were not used yet."""
    return db.session.scalar(select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))) or 0


def staff() -> list[User]:
    """Return those who can act as staff, in Serbian order of their names."""
    query = select(User).where(User.role.in_((Role.MODERATOR, Role.ADMINISTRATOR)), User.is_active, User.is_confirmed)
    return sorted(db.session.scalars(query), key=lambda each: (sort_key(each.name), each.id))


def administrators(*, lock: bool = False) -> set[int]:
    """Return the ids of those who can act as administrator; locked, so that the last two do not both go."""
    query = select(User.id).where(User.role == Role.ADMINISTRATOR, User.is_active, User.is_confirmed).order_by(User.id)
    return set(db.session.scalars(query.with_for_update() if lock else query))
