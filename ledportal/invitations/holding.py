"""What is kept of a person who had an invitation code at hand, for the export of their data and the end of their account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from ledportal.accounts import holdings
from ledportal.accounts.export import columns
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.invitations.models import ShownCode


def export(user: User) -> list[dict[str, Any]]:
    """Return the codes that a person had at hand, and which of them they used."""
    query = select(ShownCode).where(ShownCode.user_id == user.id).order_by(ShownCode.id)
    return [_exported(each, user) for each in db.session.scalars(query)]


def _exported(shown: ShownCode, user: User) -> dict[str, Any]:
    own = shown.code.used_by_id == user.id
    return {"office": shown.code.office.slug, **columns(shown, "shown_at"), "used": own}


def leave(user: User, *, by: User, at: datetime) -> None:
    """Forget what the person had at hand."""
    del by, at
    db.session.execute(delete(ShownCode).where(ShownCode.user_id == user.id))


HOLDING = holdings.Holding("invitations", export, leave=leave)
