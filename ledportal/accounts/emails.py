"""The emails of accounts: each function returns a value; ``outbox.enqueue`` sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ledportal.accounts.models import User
from ledportal.languages import absolute_url
from ledportal.outbox.emails import Email, Recipient

HOUR = timedelta(hours=1)
CONFIRM_FOR = timedelta(days=1)
RESET_FOR = HOUR
CHANGE_FOR = timedelta(days=1)
INVITE_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Address:
    """A receiver who has no account, or whose account has another address by now."""

    email: str
    name: str
    locale: str


def confirm_email(to: User, token: str) -> Email:
    return _with_link("confirm_email", to, "accounts.confirm", token=token, hours=CONFIRM_FOR // HOUR)


def already_registered(to: Recipient) -> Email:
    """Tell the owner of an address that somebody, perhaps they themselves, wanted to register with it."""
    return _with_link("already_registered", to, "accounts.sign_in", reset_url=absolute_url("accounts.forgotten", to.locale))


def reset_password(to: Recipient, token: str) -> Email:
    return _with_link("reset_password", to, "accounts.reset", token=token, hours=RESET_FOR // HOUR)


def change_email(to: Recipient, token: str) -> Email:
    return _with_link("change_email", to, "accounts.new_email", token=token, hours=CHANGE_FOR // HOUR)


def staff_invited(to: Recipient, token: str, role: str) -> Email:
    return _with_link("staff_invited", to, "accounts.join_staff", token=token, role=role, days=INVITE_FOR.days)


def notice(name: str, to: Recipient, **context: Any) -> Email:
    """Return the mail that tells a person what was changed in their account, and what to do if they did not do it."""
    return Email(name, to=to, context={"reset_url": absolute_url("accounts.forgotten", to.locale), **context})


def _with_link(name: str, to: Recipient, endpoint: str, *, token: str | None = None, **context: Any) -> Email:
    values = {"token": token} if token else {}
    return Email(name, to=to, context={"url": absolute_url(endpoint, to.locale, **values), **context})
