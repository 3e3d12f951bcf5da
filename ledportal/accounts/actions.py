"""The verbs of accounts: each writes the row, the audit event and the mail; the view commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from ledportal import audit
from ledportal.access import Role
from ledportal.accounts import codes, emails, passwords, queries, sessions, tokens
from ledportal.accounts.emails import Address
from ledportal.accounts.models import OneTimeToken, User, UserSession
from ledportal.accounts.tokens import Purpose
from ledportal.extensions import db
from ledportal.outbox.emails import enqueue, render


class Gone(Exception):
    """The link does not hold any more: it was used, it is too old, or the account has changed since."""


class Stale(Exception):
    """The account is no longer what the person saw."""


@dataclass(frozen=True)
class Registration:
    """What a person typed to register; ``next_path`` is where they wanted to go."""

    email: str
    name: str
    locale: str
    password: str
    next_path: str | None = None


def register(wanted: Registration, *, at: datetime) -> User:
    """Make an account that waits for its confirmation, with the same work and the same answer whether or not the address is known.

    A known address that nobody confirmed yet starts anew: whoever typed it first may not have been its owner.
    """
    password_hash = passwords.hash_password(wanted.password)
    user = queries.by_email(wanted.email)
    if user is not None and user.is_confirmed:
        enqueue(emails.already_registered(user), at=at)
        return user
    if user is None:
        user = User(email=wanted.email, created_at=at)
        db.session.add(user)
    else:
        _forget_access(user, at=at)
    user.name, user.locale, user.password_hash = wanted.name, wanted.locale, password_hash
    db.session.flush()
    audit.record("user.registered", user, by=user, at=at)
    send_confirmation(user, at=at, next_path=wanted.next_path)
    return user


def send_confirmation(user: User, *, at: datetime, next_path: str | None = None) -> None:
    """Send the link that confirms an address; an older link stops to hold."""
    tokens.revoke(OneTimeToken.user_id == user.id, OneTimeToken.purpose == Purpose.CONFIRM_EMAIL, at=at)
    data = {"next": next_path}
    token = tokens.issue(Purpose.CONFIRM_EMAIL, user=user, at=at, lifetime=emails.CONFIRM_FOR, data=data)
    enqueue(emails.confirm_email(user, token), at=at)


def confirm(user: User, token: str, *, at: datetime) -> None:
    """Confirm the address of a person who followed the link and knows the password.

    Raises:
        Gone: the link was used meanwhile.
    """
    if tokens.consume(Purpose.CONFIRM_EMAIL, token, at) is None:
        raise Gone
    user.confirmed_at = user.confirmed_at or at
    audit.record("user.confirmed", user, by=user, at=at)


def ask_for_reset(email: str, locale: str, *, at: datetime) -> None:
    """Send the link for a new password; for an unknown address a token is written and a mail rendered too, and nobody gets them."""
    user = queries.by_email(email)
    known = user is not None and user.is_active
    token = tokens.issue(Purpose.RESET_PASSWORD, user=user if known else None, at=at, lifetime=emails.RESET_FOR)
    if user is None or not known:
        render(emails.reset_password(Address(email, "", locale), token))
        return
    audit.record("user.reset_asked", user, by=None, at=at)
    enqueue(emails.reset_password(user, token), at=at)


def reset_password(user: User, token: str, password: str, *, at: datetime) -> None:
    """Set a new password with the link from the mail, which also shows that the address is theirs; every session ends.

    Raises:
        Gone: the link was used meanwhile.
    """
    if tokens.consume(Purpose.RESET_PASSWORD, token, at) is None:
        raise Gone
    user.confirmed_at = user.confirmed_at or at
    _set_password(user, password, "user.password_reset", at=at)


def change_password(user: User, password: str, *, keep: UserSession | None, at: datetime) -> None:
    """Set a new password; every session but the one in use ends."""
    _set_password(user, password, "user.password_changed", at=at, keep=keep)


def _set_password(user: User, password: str, verb: str, *, at: datetime, keep: UserSession | None = None) -> None:
    user.password_hash = passwords.hash_password(password)
    _forget_access(user, at=at, keep=keep)
    audit.record(verb, user, by=user, at=at)
    enqueue(emails.notice("password_changed", user), at=at)


def _forget_access(user: User, *, at: datetime, keep: UserSession | None = None) -> None:
    """End a person's sessions and all links that were sent to them."""
    sessions.end_all(user, at=at, but=keep)
    tokens.revoke(OneTimeToken.user_id == user.id, at=at)


def ask_for_email(user: User, email: str, *, at: datetime) -> None:
    """Send a link to a new address; where somebody has an account with it, they are told instead."""
    other = queries.by_email(email)
    if other is not None and other.is_confirmed:
        enqueue(emails.already_registered(other), at=at)
        return
    tokens.revoke(OneTimeToken.user_id == user.id, OneTimeToken.purpose == Purpose.CHANGE_EMAIL, at=at)
    token = tokens.issue(Purpose.CHANGE_EMAIL, user=user, email=email, at=at, lifetime=emails.CHANGE_FOR)
    audit.record("user.email_change_asked", user, by=user, at=at)
    enqueue(emails.change_email(Address(email, user.name, user.locale), token), at=at)


def change_email(user: User, token: str, *, keep: UserSession | None, at: datetime) -> None:
    """Take the new address into use, tell the old one, and end the other sessions and links.

    Raises:
        Gone: the link was used meanwhile, or is another person's, or somebody has the address now.
    """
    row = tokens.consume(Purpose.CHANGE_EMAIL, token, at)
    if row is None or row.user_id != user.id or row.email is None:
        raise Gone
    other = queries.by_email(row.email)
    if other is not None and other.is_confirmed:
        raise Gone
    if other is not None:
        erase(other, at=at)
    before = Address(user.email, user.name, user.locale)
    user.email, user.confirmed_at = row.email, user.confirmed_at or at
    _forget_access(user, at=at, keep=keep)
    audit.record("user.email_changed", user, by=user, at=at)
    enqueue(emails.notice("email_changed", before, address=row.email), at=at)


def change_details(user: User, *, name: str, locale: str, version: int, at: datetime) -> None:
    """Change the name and the language; what is the same is no change.

    Raises:
        Stale: the account was changed meanwhile, in another window or by staff.
    """
    changed: dict[str, Any] = {key: value for key, value in {"name": name, "locale": locale}.items() if getattr(user, key) != value}
    seen = (User.id == user.id, User.version == version)
    found = db.session.execute(update(User).where(*seen).values(version=version + bool(changed), **changed))
    if found.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    if changed:
        audit.record("user.details_changed", user, by=user, at=at, fields=sorted(changed))


def erase(user: User, *, at: datetime) -> None:
    """Take a person's data out of their row, which stays because others point to it; nobody can sign in with it."""
    codes.forget_recovery_codes(user)
    db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
    db.session.execute(delete(OneTimeToken).where(OneTimeToken.user_id == user.id))
    user.email, user.name, user.role = f"deleted-{user.id}@deleted.invalid", "", Role.USER
    user.password_hash = user.totp_secret = user.totp_enabled_at = user.totp_last_step = None
    user.deleted_at = at
    audit.record("user.deleted", user, by=user, at=at)
    db.session.flush()
