"""How fresh the samples are: offices that confirm, some that should by now, one heard by phone, and one with a change in one section."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledportal.accounts.models import User
from ledportal.demo.stage import PUBLIC_SECTIONS, Story, office
from ledportal.freshness import reminders
from ledportal.offices import actions, confirming
from ledportal.offices.models import ConfirmedBy
from ledportal.offices.profile import BY_KEY

BY_PAGE = {"ruma": 20, "prokuplje": 195, "bor": 205, "leskovac": 250, "paracin": 100}
"""Days since the whole entry was confirmed: fresh, due, due for a while, no longer confirmed, and fresh again."""


RUNS = (31, 16, 1)
"""Days since a daily run reminded whom it had to: so some offices got three reminders, some two, some one."""


def freshness(*, by: User) -> Iterator[Story]:
    for slug, days in BY_PAGE.items():
        yield confirmed(slug, days=days)
    yield confirmed("indjija", days=3, by=by)
    yield changing("paracin", days=1)


def confirmed(slug: str, *, days: float, by: User | None = None) -> Story:
    """The head confirms the whole entry on the page, or staff do after a call."""
    at = yield days
    place = office(slug)
    revision, via = place.published_revision_id or 0, ConfirmedBy.PHONE if by else ConfirmedBy.PAGE
    confirming.confirm(place, PUBLIC_SECTIONS, revision=revision, via=via, by=by or place.members[0], at=at)


def changing(slug: str, *, days: float) -> Story:
    """The head said that something has changed, and has not changed it yet."""
    at = yield days
    actions.change_section(office(slug), BY_KEY["projects"], by=office(slug).members[0], at=at)


def remind(*, at: datetime) -> None:
    """Let some past days' runs take place, each in transactions of its own."""
    for days in RUNS:
        reminders.run(at=at - timedelta(days=days))
