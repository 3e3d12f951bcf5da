"""What was sent of an edition, what came back, and what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager

from ledportal.catalogue.models import Edition
from ledportal.distribution.kinds import BY_MAIL, ON_PAPER, Kind, Way
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from ledportal.script import fold


def editions() -> Sequence[Edition]:
    """Return the published editions, the latest first."""
    query = select(Edition).where(Edition.published_at.is_not(None))
    return db.session.scalars(query.order_by(Edition.published_at.desc(), Edition.id.desc())).all()


def find_edition(edition_id: int) -> Edition | None:
    """Return a published edition: nothing else can be sent."""
    return db.session.scalar(select(Edition).where(Edition.id == edition_id, Edition.published_at.is_not(None)))


def find_shipment(edition: Edition, shipment_id: int) -> Shipment | None:
    return db.session.scalar(select(Shipment).where(Shipment.edition_id == edition.id, Shipment.id == shipment_id))


@dataclass(frozen=True)
class Figures:
    """Copies on paper, and who was told by mail: of one kind of recipients, or of all.

    Attributes:
        wanted: copies for those who want them now.
        left: of those, what is still to be sent.
    """

    wanted: int = 0
    sent: int = 0
    returned: int = 0
    left: int = 0
    told: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def figures(edition: Edition) -> dict[str, Figures]:
    """Return the figures of an edition by the kind of recipients, without the kinds of which there is nothing to say."""
    wanted, left = _copies(), _copies(without=edition)
    sent, returned, told = _sent(edition)
    found = {
        kind: Figures(*(each.get(kind, 0) for each in (wanted, sent, returned, left, told)))
        for kind in Kind
    }  # fmt: skip
    return {kind: each for kind, each in found.items() if each != Figures()}


def _copies(*, without: Edition | None = None) -> Mapping[str, int]:
    """Return how many copies are wanted by kind, without those to whom the edition is underway."""
    query = select(Recipient.kind, func.sum(Recipient.copies)).where(Recipient.wish.in_(ON_PAPER)).group_by(Recipient.kind)
    if without is not None:
        query = query.where(~_underway(without).where(Shipment.way == Way.PAPER).exists())
    return {kind: int(number) for kind, number in db.session.execute(query)}


def _underway(edition: Edition) -> Select[int]:
    return select(Shipment.id).where(
        Shipment.recipient_id == Recipient.id, Shipment.edition_id == edition.id, Shipment.returned_on.is_(None)
    )


def _sent(edition: Edition) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """Return by kind the copies sent, those of them that came back, and the mails."""
    on_paper, came_back = Shipment.way == Way.PAPER, Shipment.returned_on.is_not(None)
    sums = [
        func.sum(case((condition, number), else_=0))
        for condition, number in ((on_paper, Shipment.copies), (on_paper & came_back, Shipment.copies), (~on_paper, 1))
    ]
    rows = db.session.execute(select(Shipment.kind, *sums).where(Shipment.edition_id == edition.id).group_by(Shipment.kind)).all()
    sent, returned, told = ({row[0]: row[place] for row in rows} for place in (1, 2, 3))
    return sent, returned, told


def shipments(edition: Edition, text: str, kind: str, state: str) -> Select[Shipment]:
    """Select what was sent of an edition, the latest first."""
    query = select(Shipment).outerjoin(Shipment.recipient).where(Shipment.edition_id == edition.id)
    if text:
        query = query.where(Recipient.search_text.contains(fold(text), autoescape=True))
    if kind:
        query = query.where(Shipment.kind == kind)
    if state:
        query = query.where(STATES[state])
    order = (Shipment.sent_on.desc(), Recipient.sort_key, Shipment.id)
    return query.options(contains_eager(Shipment.recipient)).order_by(*order)


STATES = {
    "underway": Shipment.returned_on.is_(None) & (Shipment.way == Way.PAPER),
    "returned": Shipment.returned_on.is_not(None),
    "mail": Shipment.way == Way.MAIL,
}


def to_tell(edition: Edition) -> Sequence[Recipient]:
    """Return those who want the PDF and were not told of an edition."""
    query = select(Recipient).where(Recipient.wish.in_(BY_MAIL), ~_underway(edition).where(Shipment.way == Way.MAIL).exists())
    return db.session.scalars(query.order_by(Recipient.sort_key, Recipient.id)).all()


def keys_of_mails(begin: str) -> set[str | None]:
    """Return the keys of the mails that were written already and begin so."""
    return set(db.session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.startswith(begin, autoescape=True))))


def shipments_of(recipient: Recipient) -> Sequence[Shipment]:
    """Return what was sent to somebody, the latest first."""
    query = select(Shipment).join(Shipment.edition).where(Shipment.recipient_id == recipient.id)
    return db.session.scalars(query.options(contains_eager(Shipment.edition)).order_by(Shipment.sent_on.desc(), Shipment.id.desc())).all()
