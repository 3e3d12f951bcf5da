"""One-time tokens in mail links: one purpose, one use, an end. The database keeps only their SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select, update

from ledportal.accounts.models import OneTimeToken, User
from ledportal.extensions import db


class Purpose(StrEnum):
    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a purpose, not a password
    CHANGE_EMAIL = "change_email"
    INVITE_STAFF = "invite_staff"
    FIRST_ADMINISTRATOR = "first_administrator"
    SECOND_STEP = "second_step"


def _digest(purpose: str, token: str) -> str:
    return hashlib.sha256(f"{purpose}:{token}".encode()).hexdigest()


def issue(
    purpose: str,
    *,
    user: User | None = None,
    email: str | None = None,
    at: datetime,
    lifetime: timedelta,
    data: Mapping[str, Any] | None = None,
) -> str:
    """Add a token to the running transaction and return what goes into the link."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeToken(
            purpose=purpose,
            token_hash=_digest(purpose, token),
            user_id=user.id if user is not None else None,
            email=email,
            data=dict(data or {}),
            created_at=at,
            expires_at=at + lifetime,
        )
    )
    return token


def find(purpose: str, token: str, at: datetime) -> OneTimeToken | None:
    """Return the token's row while it holds: of this purpose, not used, not too old."""
    row = db.session.scalar(select(OneTimeToken).where(OneTimeToken.token_hash == _digest(purpose, token), OneTimeToken.purpose == purpose))
    return row if row is not None and row.used_at is None and row.expires_at > at else None


def consume(purpose: str, token: str, at: datetime) -> OneTimeToken | None:
    """Use a token up and return its row; None where it does not hold, or somebody used it at the same time."""
    row = find(purpose, token, at)
    if row is None:
        return None
    unused = (OneTimeToken.id == row.id, OneTimeToken.used_at.is_(None))
    used = db.session.execute(update(OneTimeToken).where(*unused).values(used_at=at))
    return row if used.rowcount == 1 else None  # type: ignore[attr-defined]


def revoke(*which: ColumnElement[bool], at: datetime) -> None:
    """Use up all tokens that fit, such as those of a person whose password has changed."""
    db.session.execute(update(OneTimeToken).where(OneTimeToken.used_at.is_(None), *which).values(used_at=at))
