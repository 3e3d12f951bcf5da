"""A cycle's mail as an office of the register would get it, to look at before the cycle opens."""

from __future__ import annotations

from datetime import date

from ledportal.cycles import emails, queries
from ledportal.cycles.models import Cycle
from ledportal.cycles.recipients import Registry
from ledportal.extensions import db
from ledportal.offices.confirmation_links import Purpose
from ledportal.offices.emails import Addressee
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office
from ledportal.offices.queries import first_listing
from ledportal.outbox import previews
from ledportal.outbox.emails import Recipient, Rendered


def sample(cycle: Cycle, wish: str, locale: str) -> Rendered | None:
    """Return the invitation of a kind for the first office of the directory, or of all where none is public; None without any office."""
    listing = first_listing()
    office = listing.office if listing is not None else db.session.scalars(queries.active_offices()).first()
    if office is None:
        return None
    head = listing.content["contact"]["head"] if listing is not None else office.name(locale)
    link = _link(cycle.ends_on) if wish == "confirm" else None
    return previews.sample(emails.invitation(cycle, office, _receiver(office, wish, head, locale), link=link))


def _receiver(office: Office, wish: str, name: str, locale: str) -> Recipient:
    return Registry(office.municipality, locale) if wish == "register" else Addressee(previews.ADDRESS, name, locale)


def _link(day: date) -> ConfirmationLink:
    """Return a link that confirms nothing: it is of no office."""
    return ConfirmationLink(id=0, purpose=Purpose.CYCLE, office_id=0, due_on=day)
