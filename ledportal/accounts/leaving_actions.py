"""Deleting one's account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from ledportal.accounts import actions, emails, holdings, mails, queries
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.staff_actions import LastAdministrator
from ledportal.extensions import db
from ledportal.outbox.emails import enqueue


def consequences(user: User) -> list[str]:
    """Return in sentences what happens when the account goes."""
    return [sentence for holding in holdings.every() for sentence in holding.consequences(user)]


def is_last_administrator(user: User, *, lock: bool = False) -> bool:
    return user.is_administrator and queries.administrators(lock=lock) <= {user.id}


def delete_account(user: User, *, at: datetime) -> None:
    """End all that a person holds, say so in a last mail, and take their data out of the account.

    Raises:
        LastAdministrator: another administrator must be made first.
        holdings.Changed: something of it changed at the same time.
    """
    if is_last_administrator(user, lock=True):
        raise LastAdministrator
    for holding in holdings.every():
        holding.leave(user, by=user, at=at)
    mails.forget(user.email)
    enqueue(emails.notice(mails.LAST, user), at=at)
    db.session.execute(delete(OneTimeToken).where(OneTimeToken.email == user.email))
    actions.erase(user, at=at)
