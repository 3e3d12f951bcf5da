"""Recipients for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from ledportal.catalogue.models import Edition
from ledportal.distribution import actions, sending
from ledportal.distribution.kinds import Kind, Wish
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from tests.factories import NOW

RECIPIENT: dict[str, Any] = {
    "kind": Kind.LIBRARY, "name": "Gradska biblioteka", "person": "Ana Anić", "street": "Trg oslobođenja 2", "postcode": "21220",
    "place": "Bečej", "country": "", "email": "", "copies": 2, "wish": Wish.PAPER, "note": "",
}  # fmt: skip

SENT_ON = date(2024, 11, 20)


def make_recipient(by: Any, **values: Any) -> Recipient:
    return actions.add(RECIPIENT | values, by=by, at=NOW)


def send(edition: Edition, recipient: Recipient, *, by: Any) -> Shipment:
    """Send an edition to one recipient, on a day long ago, so that it may have come back."""
    sending.send(edition, sending.Picked.all([recipient]), on=SENT_ON, by=by, at=NOW)
    return db.session.scalars(select(Shipment).where(Shipment.recipient_id == recipient.id)).one()
