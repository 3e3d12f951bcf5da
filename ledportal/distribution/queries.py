"""What the screens of the distribution read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ledportal.catalogue.models import Edition
from ledportal.distribution.kinds import ON_PAPER, Way
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.script import fold


@dataclass(frozen=True)
class Choice:
    """Which recipients are meant; empty means all. ``left`` is the slug of an edition: those to whom its printed copies are still to go."""

    q: str = ""
    kind: str = ""
    wish: str = ""
    left: str = ""


def recipients(choice: Choice) -> Select[Recipient]:
    """Select recipients by kind, and within it in Serbian order."""
    query = select(Recipient).where(Recipient.search_text.contains(fold(choice.q), autoescape=True))
    if choice.kind:
        query = query.where(Recipient.kind == choice.kind)
    if choice.wish:
        query = query.where(Recipient.wish == choice.wish)
    if choice.left:
        query = query.where(Recipient.wish.in_(ON_PAPER), ~_underway(Way.PAPER).where(Edition.slug == choice.left).exists())
    return query.order_by(Recipient.sort_key, Recipient.id)


def _underway(way: Way) -> Select[int]:
    """Select the shipments to a recipient of the outer query that have not come back."""
    return (
        select(Shipment.id)
        .join(Shipment.edition)
        .where(Shipment.recipient_id == Recipient.id, Shipment.way == way, Shipment.returned_on.is_(None))
    )


def find(recipient_id: int) -> Recipient | None:
    return db.session.get(Recipient, recipient_id)


def everybody() -> Sequence[Recipient]:
    return chosen(Choice())


def chosen(choice: Choice) -> Sequence[Recipient]:
    return db.session.scalars(recipients(choice)).all()


def by_ids(ids: Collection[int]) -> Sequence[Recipient]:
    """Return those of the recipients who are still there."""
    wanted = set(ids)
    return [each for each in everybody() if each.id in wanted]


def on_paper(choice: Choice) -> Sequence[Recipient]:
    """Return those of a choice who want printed copies."""
    return db.session.scalars(recipients(choice).where(Recipient.wish.in_(ON_PAPER))).all()


def missing_offices() -> Sequence[tuple[Office, Listing | None]]:
    """Return the offices of which an entry is expected and that are no recipients yet, with their entries, in Serbian order."""
    query = select(Office, Listing).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    query = query.where(*EXPECTED, ~select(Recipient.id).where(Recipient.office_id == Office.id).exists())
    place = joinedload(Office.municipality)
    return [(office, listing) for office, listing in db.session.execute(query.options(place).order_by(Municipality.sort_key))]
