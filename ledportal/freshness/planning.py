"""From offices to what is to be queued for them: the facts read, the policy asked, the receivers found. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ledportal.freshness import policy, queries
from ledportal.freshness.emails import Entry
from ledportal.freshness.recipients import recipients
from ledportal.offices.ends import End, ends, first
from ledportal.offices.models import Office
from ledportal.offices.periods import Periods
from ledportal.outbox.emails import Recipient


@dataclass(frozen=True)
class Plan:
    """What an office is to get: a stage of its due day, or a notice of ends; and who gets it.

    Attributes:
        next_end: the first end after those that are dealt with now.
    """

    entry: Entry
    to: Sequence[Recipient]
    stage: int | None = None
    ends: Sequence[End] = ()
    next_end: date | None = None

    @property
    def is_due(self) -> bool:
        return self.stage is not None or bool(self.ends)


def reminders(offices: Sequence[Office], periods: Periods, *, at: datetime) -> Iterator[Plan]:
    """Yield the next stage of each office that is due for one."""
    entries = _entries(offices, periods)
    known = queries.facts([(each.office.id, each.due_on) for each in entries])
    for entry in entries:
        if stage := policy.next_stage(known[entry.office.id], periods, at=at):
            yield Plan(entry, recipients(entry.office, entry.content), stage=stage)


def endings(offices: Sequence[Office], periods: Periods, *, at: datetime) -> Iterator[Plan]:
    """Yield the ends of which each office is to be told; also where there is none, since its next end is another one by now."""
    entries = _entries(offices, periods)
    told = queries.told([each.office.id for each in entries])
    for entry in entries:
        every, window = list(ends(entry.content)), policy.ends_window(periods, public_since=entry.published_at, at=at)
        now = policy.endings(every, told[entry.office.id], window)
        later = first(every, since=window[1] + timedelta(days=1))
        yield Plan(entry, recipients(entry.office, entry.content) if now else (), ends=now, next_end=later)


def _entries(offices: Sequence[Office], periods: Periods) -> list[Entry]:
    listings = queries.listings([each.id for each in offices])
    return [
        Entry(office, office.published_revision.content, found.due_on, found.sections, periods, found.published_at)
        for office in offices
        if office.published_revision is not None and (found := listings.get(office.id))
    ]
