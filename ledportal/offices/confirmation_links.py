"""The links in mails by which an entry is confirmed without signing in: for one office, one due day and one purpose, once.

The link carries its row's id, the office and the due day, signed; the row says whether it was used and until when it holds.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import update

from ledportal.extensions import db
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Listing, Office
from ledportal.offices.settings import current_periods


class Purpose(StrEnum):
    REMINDER = "reminder"
    CYCLE = "cycle"


class State(StrEnum):
    GOOD = "good"
    USED = "used"
    OVERTAKEN = "overtaken"
    """The entry has the due day of the link behind it."""
    EXPIRED = "expired"
    DISOWNED = "disowned"
    """Its address is not that of the office any more, nor of a member."""


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"confirmation-link:{purpose}")


def issue(purpose: Purpose, office: Office, *, due_on: date, address: str, at: datetime) -> ConfirmationLink:
    """Add a link for the published profile of an office to the running transaction."""
    link = ConfirmationLink(
        purpose=purpose,
        office_id=office.id,
        revision_id=office.published_revision_id,
        due_on=due_on,
        address=address,
        created_at=at,
        expires_at=at + current_periods().link_holds,
    )
    db.session.add(link)
    db.session.flush()
    return link


def token(link: ConfirmationLink) -> str:
    """Return what goes into the address."""
    return str(_signer(link.purpose).dumps([link.id, link.office_id, link.due_on.isoformat()]))


def find(purpose: Purpose, text: str) -> ConfirmationLink | None:
    """Return the link that a token names, whatever its state; None where it is none of ours, or of another purpose."""
    try:
        link_id, office_id, due_on = _signer(purpose).loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    link = db.session.get(ConfirmationLink, link_id)
    return link if link is not None and [link.purpose, link.office_id, link.due_on.isoformat()] == [purpose, office_id, due_on] else None


def state(link: ConfirmationLink, *, at: datetime) -> State:
    """Return whether a link still confirms."""
    if link.used_at is not None:
        return State.USED
    if link.expires_at <= at:
        return State.EXPIRED
    if not _speaks_for(link.office, link.address):
        return State.DISOWNED
    listing = db.session.get(Listing, link.office_id)
    overtaken = link.purpose == Purpose.REMINDER and listing is not None and listing.due_on > link.due_on
    return State.OVERTAKEN if overtaken else State.GOOD


def _speaks_for(office: Office, address: str) -> bool:
    """Say whether an address is the reminder address that is public now, or an active member's."""
    own = office.published_revision.content["contact"]["reminder_email"] if office.published_revision is not None else ""
    known = {own, *(each.email for each in office.active_members)}
    return bool(address) and address.lower() in {each.lower() for each in known}


def use(link: ConfirmationLink, *, at: datetime) -> bool:
    """Use a link up; False where somebody did at the same time."""
    unused = (ConfirmationLink.id == link.id, ConfirmationLink.used_at.is_(None))
    return db.session.execute(update(ConfirmationLink).where(*unused).values(used_at=at)).rowcount == 1  # type: ignore[attr-defined]
