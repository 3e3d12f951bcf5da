"""What was sent of the demo's first edition: who got it, what came back, and who was told by mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.catalogue import queries as catalogue
from ledportal.catalogue.models import Edition
from ledportal.days import belgrade_day
from ledportal.demo.people import MARK
from ledportal.demo.stage import Story
from ledportal.distribution import queries, sending
from ledportal.distribution.kinds import Reason, Way
from ledportal.distribution.models import Recipient, Shipment
from ledportal.distribution.queries import Choice
from ledportal.distribution.sending import Picked, Return, named
from ledportal.extensions import db

EVERY = 6
"""One in so many comes back, counted from the last one."""
CAME_BACK = (
    (Reason.UNCLAIMED, ""),
    (Reason.MOVED, f"Preselili su se u novu zgradu; poslato ponovo. ({MARK})"),
    (Reason.ADDRESS, f"Nedostaje broj u ulici. ({MARK})"),
)


def shipments(*, by: User) -> Story:
    """The edition is posted, some of it comes back, one goes out again; those who want the PDF are written to."""
    at = yield 384
    (edition,) = catalogue.editions()
    _send(edition, [each for each in queries.on_paper(Choice()) if each.can_be_posted_to], by=by, at=at)
    sending.announce(edition, seen=named(sending.whom_to_tell(edition).able), by=by, at=at + timedelta(minutes=5))
    at = yield 371
    sent = db.session.scalars(select(Shipment).where(Shipment.way == Way.PAPER).order_by(Shipment.id)).all()[::-EVERY]
    for each, (reason, note) in zip(sent, CAME_BACK, strict=False):
        sending.take_back(each, Return(belgrade_day(at), reason, note), version=each.version, by=by, at=at)
    at = yield 366
    _send(edition, [each.recipient for each in sent if each.reason == Reason.MOVED and each.recipient], by=by, at=at)


def _send(edition: Edition, recipients: Sequence[Recipient], *, by: User, at: datetime) -> None:
    sending.send(edition, Picked.all(recipients), on=belgrade_day(at), by=by, at=at)
