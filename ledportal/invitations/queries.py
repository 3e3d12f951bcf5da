"""Reading invitation codes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.invitations.models import InvitationCode, ShownCode
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office


def digest(code: str) -> str:
    """Return what the database keeps of a code: nothing that can be tried out without the secret key."""
    return hmac.new(str(current_app.secret_key).encode(), f"invitation-code:{code}".encode(), hashlib.sha256).hexdigest()


def is_waiting(at: datetime) -> tuple[Any, ...]:
    """Return the conditions under which a code works."""
    return InvitationCode.used_at.is_(None), InvitationCode.voided_at.is_(None), InvitationCode.expires_at > at


def find(code: str, *, at: datetime) -> InvitationCode | None:
    """Return the row of a code that works."""
    return db.session.scalar(select(InvitationCode).where(InvitationCode.code_hash == digest(code), *is_waiting(at)))


def shown_by(user: User) -> Sequence[int]:
    """Return the ids of the codes that a person had at hand."""
    return db.session.scalars(select(ShownCode.code_id).where(ShownCode.user_id == user.id)).all()


def by_ids(ids: Iterable[int]) -> Sequence[InvitationCode]:
    """Return codes with their municipalities, the latest first."""
    place = joinedload(InvitationCode.office).joinedload(Office.municipality).joinedload(Municipality.district)
    query = select(InvitationCode).where(InvitationCode.id.in_(ids)).options(place)
    return db.session.scalars(query.order_by(InvitationCode.id.desc())).all()
