"""How staff come to be: an administrator's invitation, a link from the command line, the first administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ledportal import audit
from ledportal.access import Role
from ledportal.accounts import actions, emails, passwords, queries, tokens
from ledportal.accounts.actions import Gone
from ledportal.accounts.emails import Address
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.tokens import Purpose
from ledportal.extensions import db
from ledportal.outbox.emails import enqueue

PRINTED_FOR = timedelta(days=1)


class AlreadyStaff(Exception):
    """The person is staff; the role is changed on their page."""


class Disabled(Exception):
    """The account is disabled, and nobody can sign in with it."""


class LastAdministrator(Exception):
    """Without this person nobody could manage the register."""


class Taken(Exception):
    """There is an account with this address."""


@dataclass(frozen=True)
class Newcomer:
    """What an invited person without an account types."""

    name: str
    locale: str
    password: str


def invite_staff(email: str, role: str, *, by: User, at: datetime) -> None:
    """Send somebody a link with which they become staff; an older one for the same address stops to hold.

    Raises:
        AlreadyStaff: they are.
        Disabled: they have an account that is disabled.
    """
    known = queries.by_email(email)
    if known is not None and known.is_staff:
        raise AlreadyStaff
    if known is not None and not known.is_active:
        raise Disabled
    token = _issue(email, role, lifetime=emails.INVITE_FOR, by=by, at=at)
    to = Address(email, known.name if known else email, (known or by).locale)
    audit.record("staff.invited", known or by, by=by, at=at, domain=email.rpartition("@")[2], role=role)
    enqueue(emails.staff_invited(to, token, role), at=at)


def link_for(email: str, role: str, name: str, *, at: datetime) -> str | None:
    """Return the token of a link for a new member of staff; somebody who has an account gets the role at once, and None comes back.

    Raises:
        LastAdministrator: they are the only administrator, and would not be any more.
    """
    known = queries.by_email(email)
    if known is not None and role != Role.ADMINISTRATOR and queries.administrators(lock=True) == {known.id}:
        raise LastAdministrator
    if known is None or not known.is_confirmed:
        return _issue(email, role, lifetime=PRINTED_FOR, by=None, at=at, name=name)
    _promote(known, role, by=None, at=at)
    return None


def link_for_first_administrator(*, at: datetime) -> str | None:
    """Return the token of a link for the first administrator, the only one that holds; None where there is an administrator."""
    if queries.administrators():
        return None
    tokens.revoke(OneTimeToken.purpose == Purpose.FIRST_ADMINISTRATOR, at=at)
    return tokens.issue(Purpose.FIRST_ADMINISTRATOR, at=at, lifetime=PRINTED_FOR)


def join(user: User, token: str, *, at: datetime) -> None:
    """Make the owner of an account staff, who knows its password and got the link.

    Raises:
        Gone: the link was used meanwhile, or they are staff by now, in whichever role.
    """
    row = tokens.consume(Purpose.INVITE_STAFF, token, at)
    if row is None or user.is_staff:
        raise Gone
    _promote(user, row.data["role"], by=user, at=at)


def join_as_newcomer(token: str, newcomer: Newcomer, *, at: datetime) -> User:
    """Make an account for an invited person. What somebody registered with the address without confirming it is thrown away.

    Raises:
        Gone: the link was used meanwhile.
    """
    row = tokens.consume(Purpose.INVITE_STAFF, token, at)
    if row is None or row.email is None:
        raise Gone
    return _make(row.email, row.data["role"], newcomer, at=at)


def become_first_administrator(token: str, email: str, newcomer: Newcomer, *, at: datetime) -> User:
    """Make the account of the first administrator.

    Raises:
        Gone: the link was used meanwhile, or there is an administrator.
        Taken: there is an account with the address.
    """
    if tokens.consume(Purpose.FIRST_ADMINISTRATOR, token, at) is None or queries.administrators():
        raise Gone
    known = queries.by_email(email)
    if known is not None and known.is_confirmed:
        raise Taken
    return _make(email, Role.ADMINISTRATOR, newcomer, at=at)


def _issue(email: str, role: str, *, lifetime: timedelta, by: User | None, at: datetime, name: str = "") -> str:
    tokens.revoke(OneTimeToken.email == email, OneTimeToken.purpose == Purpose.INVITE_STAFF, at=at)
    data = {"role": role, "by": by.id if by else None, "name": name}
    return tokens.issue(Purpose.INVITE_STAFF, email=email, at=at, lifetime=lifetime, data=data)


def _make(email: str, role: str, newcomer: Newcomer, *, at: datetime) -> User:
    unconfirmed = queries.by_email(email)
    if unconfirmed is not None:
        actions.erase(unconfirmed, at=at)
    user = User(email=email, name=newcomer.name, locale=newcomer.locale, role=role, created_at=at, confirmed_at=at)
    user.password_hash = passwords.hash_password(newcomer.password)
    db.session.add(user)
    db.session.flush()
    audit.record("user.joined_staff", user, by=user, at=at, role=role)
    return user


def _promote(user: User, role: str, *, by: User | None, at: datetime) -> None:
    before, user.role, user.version = user.role, role, user.version + 1
    audit.record("user.role_changed", user, by=by, at=at, before=before, after=role)
