"""Sending an edition and taking it back: one verb, one function. What is chosen is named with the versions that were seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.catalogue.models import Edition
from ledportal.dates import local_day
from ledportal.distribution import shipment_queries
from ledportal.distribution.actions import Stale
from ledportal.distribution.emails import announcement, key
from ledportal.distribution.kinds import Way
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from ledportal.imports.tables import digest
from ledportal.outbox import addresses
from ledportal.outbox.emails import enqueue
from ledportal.versions import swap


def named(recipients: Sequence[Recipient]) -> str:
    """Name a choice with the versions of those in it."""
    return digest("", (f"{each.id}:{each.version}" for each in recipients))


@dataclass(frozen=True)
class Picked:
    """Those of a choice, as it was seen, to whom something was sent."""

    of: Sequence[Recipient]
    seen: str
    ids: Collection[int]

    @classmethod
    def all(cls, recipients: Sequence[Recipient]) -> Picked:
        return cls(recipients, named(recipients), {each.id for each in recipients})


def send(edition: Edition, picked: Picked, *, on: date, by: User, at: datetime) -> int:
    """Write down to whom an edition was sent; return how many copies.

    Raises:
        Stale: the choice is no longer what the person saw.
    """
    recipients = [each for each in picked.of if each.id in picked.ids]
    if named(picked.of) != picked.seen or len(recipients) != len(picked.ids):
        raise Stale
    db.session.add_all(_shipment(edition, each, Way.PAPER, on) for each in recipients)
    db.session.flush()
    copies = sum(each.copies for each in recipients)
    record("edition.sent", edition, by=by, at=at, recipients=len(recipients), copies=copies, sent_on=on.isoformat())
    return copies


def _shipment(edition: Edition, recipient: Recipient, way: Way, on: date) -> Shipment:
    copies = recipient.copies if way == Way.PAPER else 0
    return Shipment(edition=edition, recipient=recipient, kind=recipient.kind, way=way, copies=copies, sent_on=on)


@dataclass(frozen=True)
class Return:
    """That something came back."""

    on: date
    reason: str
    note: str


def take_back(shipment: Shipment, came: Return, *, version: int, by: User, at: datetime) -> None:
    """Write down that a shipment came back, and why.

    Raises:
        Stale: somebody changed it, or it went by mail, which comes back to the outbox.
    """
    posted = (Shipment.way == Way.PAPER, Shipment.returned_on.is_(None))
    if not swap(shipment, *posted, version=version, returned_on=came.on, reason=came.reason, note=came.note):
        raise Stale
    record("shipment.returned", shipment, by=by, at=at, returned_on=came.on.isoformat(), return_reason=came.reason)


def undo(shipment: Shipment, *, version: int, by: User, at: datetime) -> None:
    """Take away a shipment that was written down by mistake.

    Raises:
        Stale: somebody changed it, or it went by mail, which cannot be taken back.
    """
    record("shipment.deleted", shipment, by=by, at=at, sent_on=shipment.sent_on.isoformat())
    posted = (Shipment.id == shipment.id, Shipment.way == Way.PAPER, Shipment.version == version)
    gone = db.session.execute(delete(Shipment).where(*posted))
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale


@dataclass(frozen=True)
class Told:
    """Whom an announcement goes to, and who takes no such mail."""

    able: Sequence[Recipient]
    barred: Sequence[Recipient]


def whom_to_tell(edition: Edition) -> Told:
    """Return who would be told of an edition now."""
    written = shipment_queries.keys_of_mails(key(edition, ""))
    found = [each for each in shipment_queries.to_tell(edition) if key(edition, each.email) not in written]
    barred = addresses.blocked([each.email for each in found], bulk=True)
    return Told([each for each in found if each.email not in barred], [each for each in found if each.email in barred])


def announce(edition: Edition, *, seen: str, by: User, at: datetime) -> int:
    """Write to all who want the PDF and were not told yet; one mail to an address, however many recipients have it. Return how many.

    Raises:
        Stale: they are no longer those whom the person saw.
    """
    able = whom_to_tell(edition).able
    if named(able) != seen:
        raise Stale
    first = {addresses.normal(each.email): each for each in reversed(able)}
    for recipient in first.values():
        enqueue(announcement(edition, recipient), key=key(edition, recipient.email), at=at)
    db.session.add_all(_shipment(edition, each, Way.MAIL, local_day(at)) for each in able)
    db.session.flush()
    record("edition.announced", edition, by=by, at=at, recipients=len(able))
    return len(first)
