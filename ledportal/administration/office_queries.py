"""What staff see of an office at one glance: how its entry stands, what is to do about it, and where its mail does not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import queries
from ledportal.offices.models import Confirmation, Listing, Office
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import SectionState, Standing, standing_by_due
from ledportal.outbox.addresses import normal
from ledportal.outbox.models import BlockedAddress
from ledportal.todo.kinds import MEANING, Kind
from ledportal.todo.models import StaffTask


@dataclass(frozen=True)
class Entry:
    """How the published entry of an office stands on a day.

    Attributes:
        latest: what of it was confirmed last.
        due: the sections that should be confirmed now.
    """

    listing: Listing
    standing: Standing
    latest: Confirmation | None
    due: Sequence[SectionState]

    @property
    def is_due(self) -> bool:
        return bool(self.due)


def entry(office: Office, *, at: datetime) -> Entry | None:
    """Return how the entry of an office stands; None where none is public."""
    listing, today = db.session.get(Listing, office.id), belgrade_day(at)
    if listing is None:
        return None
    found = standing_by_due(listing.due_on, listing.confirmed_at is not None, current_periods(), today=today)
    due = [each for each in queries.section_states(office, today=today) if each.is_due]
    return Entry(listing, found, queries.latest_confirmation(office), due)


def open_tasks(office: Office) -> list[StaffTask]:
    """Return what staff have to do about an office, the most urgent first, also what they put off."""
    query = select(StaffTask).where(StaffTask.office_id == office.id, StaffTask.closed_at.is_(None))
    return sorted(db.session.scalars(query), key=lambda each: (MEANING[Kind(each.kind)].urgency, each.opened_at, each.id))


def addresses(office: Office) -> set[str]:
    """Return the addresses at which an office is written to, as blocked ones are stored."""
    published = office.published_revision
    own = [published.content["contact"][key] for key in ("reminder_email", "email")] if published is not None else []
    return {normal(each) for each in (*own, *(member.email for member in office.members), office.municipality.registry_email) if each}


def blocked_addresses(office: Office) -> Sequence[BlockedAddress]:
    """Return where mail to an office does not arrive or is not wanted, also at addresses that it had once, the latest first."""
    about = or_(BlockedAddress.office_slug == office.slug, BlockedAddress.address.in_(addresses(office)))
    return db.session.scalars(select(BlockedAddress).where(about).order_by(BlockedAddress.since.desc(), BlockedAddress.id.desc())).all()
