"""Switching the second factor on and off, and new recovery codes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from ledportal import audit
from ledportal.accounts import codes, emails, sessions
from ledportal.accounts.models import User, UserSession
from ledportal.extensions import db
from ledportal.outbox.emails import enqueue


class AlreadyOn(Exception):
    """Another tab was faster."""


def switch_on(user: User, secret: str, step: int, *, keep: UserSession | None, at: datetime) -> list[str]:
    """Take an authenticator app into use and return the recovery codes; every other session ends.

    Args:
        step: the step of time of the code that showed that the app works; that code does not count again.

    Raises:
        AlreadyOn: there is a second factor already.
    """
    off = (User.id == user.id, User.totp_enabled_at.is_(None))
    switched = db.session.execute(update(User).where(*off).values(totp_secret=secret, totp_enabled_at=at, totp_last_step=step))
    if switched.rowcount != 1:  # type: ignore[attr-defined]
        raise AlreadyOn
    sessions.end_all(user, at=at, but=keep)
    audit.record("user.second_factor_on", user, by=user, at=at)
    enqueue(emails.notice("second_factor_on", user), at=at)
    return codes.renew_recovery_codes(user)


def renew_codes(user: User, *, at: datetime) -> list[str]:
    """Make the recovery codes useless and return new ones."""
    audit.record("user.recovery_codes_renewed", user, by=user, at=at)
    return codes.renew_recovery_codes(user)


def switch_off(user: User, *, at: datetime) -> None:
    """Sign in with the password alone from now on."""
    user.totp_secret = user.totp_enabled_at = user.totp_last_step = None
    codes.forget_recovery_codes(user)
    audit.record("user.second_factor_off", user, by=user, at=at)
    enqueue(emails.notice("second_factor_off", user), at=at)
