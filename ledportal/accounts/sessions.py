"""Signed-in browsers: a row each in the database, so that signing out, a new password and disabling end them for good."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import current_app, request, session
from flask_login import AnonymousUserMixin
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from ledportal import clock
from ledportal.accounts.models import User, UserSession
from ledportal.database import SAFE_METHODS
from ledportal.extensions import db, login_manager

SEEN_EVERY = timedelta(minutes=5)
TOKEN = "session_token"  # noqa: S105  # the name of the entry, not a token


class Visitor(AnonymousUserMixin):
    """Somebody who is not signed in."""

    id = None
    name = ""
    is_confirmed = False
    is_staff = False
    is_administrator = False
    has_second_factor = False


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start(user: User, *, at: datetime) -> None:
    """Sign the browser in: a new session row, and a cookie with nothing in it from before."""
    token = secrets.token_urlsafe(32)
    session.clear()
    session[TOKEN] = token
    db.session.add(
        UserSession(
            user_id=user.id,
            token_hash=digest(token),
            created_at=at,
            last_seen_at=at,
            user_agent=request.user_agent.string[:300],
            address=request.remote_addr or "",
        )
    )


def current_session() -> UserSession | None:
    """Return the row of this browser's session, while it is neither ended nor too old."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    row = db.session.scalar(select(UserSession).where(UserSession.token_hash == digest(token)).options(joinedload(UserSession.user)))
    now = clock.now()
    if row is None or row.ended_at is not None or not row.user.is_active:
        return None
    too_old = now - row.created_at > current_app.config["SESSION_LIFETIME"] or now - row.last_seen_at > current_app.config["SESSION_IDLE"]
    return None if too_old else row


def load_user(_request: object) -> User | None:
    """Return the person who is signed in, for Flask-Login; note at most every five minutes that the session is in use."""
    row = current_session()
    if row is None:
        return None
    now = clock.now()
    if now - row.last_seen_at > SEEN_EVERY:
        _note_use(row, now)
    return row.user


def _note_use(row: UserSession, now: datetime) -> None:
    """Note that a session is in use: with a write's own transaction, else in one of its own."""
    if request.method not in SAFE_METHODS:
        row.last_seen_at = now
        return
    with db.engine.begin() as connection:
        connection.execute(update(UserSession).where(UserSession.id == row.id).values(last_seen_at=now))


def end(row: UserSession, *, at: datetime) -> None:
    row.ended_at = row.ended_at or at


def end_all(user: User, *, at: datetime, but: UserSession | None = None) -> None:
    """End every session of a person, save the one that is given."""
    ending = update(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None)).values(ended_at=at)
    db.session.execute(ending if but is None else ending.where(UserSession.id != but.id))


def init_app() -> None:
    login_manager.anonymous_user = Visitor
    login_manager.request_loader(load_user)
    login_manager.session_protection = None
