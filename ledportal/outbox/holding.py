"""What is held of mail that did not reach a person, for the export of their data and the end of their account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.outbox import blocking
from ledportal.outbox.models import BlockedAddress, DeliveryFailure


def export(user: User) -> dict[str, Any]:
    """Return the mails that did not arrive at the person's address, and whether it is written to."""
    failures = select(DeliveryFailure).where(_theirs(user)).order_by(DeliveryFailure.id)
    blocks = select(BlockedAddress).where(BlockedAddress.address == user.email).order_by(BlockedAddress.id)
    return {
        "failures": [columns(each, "address", "source", "status", "answer", "at") for each in db.session.scalars(failures)],
        "blocked": [columns(each, "address", "reason", "answer", "since") for each in db.session.scalars(blocks)],
    }


def leave(user: User, *, by: User, at: datetime) -> None:
    """Forget the address."""
    blocking.forget(user.email, by=by, at=at)
    db.session.execute(delete(DeliveryFailure).where(_theirs(user)))


def _theirs(user: User) -> Any:
    return func.lower(DeliveryFailure.address) == user.email


HOLDING = Holding("undelivered_mail", export, leave=leave)
