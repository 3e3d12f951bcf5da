"""What other periods would change, before they are stored: how many entries are due, and who would be reminded when.

Of an office only the days of its sections are read, in batches; of all that are reminded the first ``LISTED`` are kept.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, select

from ledportal.extensions import db
from ledportal.freshness import policy, queries
from ledportal.freshness.overview_queries import AHEAD
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.offices.periods import Periods
from ledportal.offices.standing import Sections, Standing, due, from_values, standing_by_due

BATCH = 1000
LISTED = 1000


@dataclass
class Count:
    """How many entries are due, how many carry each public mark, and how many offices will get a mail soon."""

    due: int = 0
    soon: int = 0
    marks: Counter[Standing] = field(default_factory=Counter)

    def add(self, sections: Sections, periods: Periods, today: date) -> None:
        day = due(sections, periods)
        self.due += day <= today
        self.marks[standing_by_due(day, all(each.confirmed for each in sections.values()), periods, today=today)] += 1


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an office has ahead of it, if nobody answers.

    Attributes:
        due_on: the day from which its entry should be confirmed.
        next: the day and the stage of its next reminder; None after the last one.
        ending: the day on which it is told of the next end of a document or certificate, where that is soon.
    """

    due_on: date
    next: tuple[date, int] | None
    ending: date | None

    @property
    def first_day(self) -> date:
        """Return the first day on which it gets a mail."""
        return min((day for day in (self.next and self.next[0], self.ending) if day), default=date.max)


@dataclass(frozen=True, slots=True)
class Change:
    """An office that is reminded, by the periods that hold now, and by others."""

    office_id: int
    place: str
    now: Ahead
    then: Ahead

    @property
    def order(self) -> tuple[Any, ...]:
        """Return by what they are sorted: first whose due day changes, then who gets other days, then who gets a mail first."""
        return self.now.due_on == self.then.due_on, self.now == self.then, self.then.first_day, self.place, self.office_id


@dataclass
class Effect:
    """What other periods would do.

    Attributes:
        moved: for how many of the offices that are reminded any day changes.
        total: how many are reminded at all.
        listed: the first of these.
    """

    now: Count = field(default_factory=Count)
    then: Count = field(default_factory=Count)
    moved: int = 0
    total: int = 0
    listed: Sequence[Change] = ()

    def count(self, change: Change, *, until: date) -> None:
        self.total += 1
        self.moved += change.now != change.then
        self.now.soon += change.now.first_day <= until
        self.then.soon += change.then.first_day <= until


def effect(before: Periods, after: Periods, *, today: date) -> Effect:
    """Return what changes with other periods."""
    found = Effect()
    found.listed = heapq.nsmallest(LISTED, _counted(found, before, after, today), key=lambda each: each.order)
    return found


def _counted(found: Effect, before: Periods, after: Periods, today: date) -> Iterator[Change]:
    """Yield the offices that are reminded, and count all entries on the way."""
    for entries in _entries():
        for _, sections in entries:
            found.now.add(sections, before, today)
            found.then.add(sections, after, today)
        for change in _changes([each for each in entries if each[0].is_reminded], before, after, today):
            found.count(change, until=today + AHEAD)
            yield change


Entries = Sequence[tuple[Row[Any], Sections]]


def _entries() -> Iterator[Entries]:
    """Yield the days of all entries in batches, and whether their offices are reminded."""
    columns = (Listing.office_id, Listing.sort_key, Listing.sections, Listing.ends_on, and_(*EXPECTED).label("is_reminded"))
    query, last = select(*columns).join(Listing.office).join(Office.municipality).order_by(Listing.office_id).limit(BATCH), 0
    while rows := db.session.execute(query.where(Listing.office_id > last)).all():
        yield [(row, from_values(row.sections)) for row in rows]
        last = rows[-1].office_id


def _changes(entries: Entries, before: Periods, after: Periods, today: date) -> Iterator[Change]:
    now, then = (_ahead(entries, periods, today) for periods in (before, after))
    for row, _ in entries:
        yield Change(row.office_id, row.sort_key, now[row.office_id], then[row.office_id])


def _ahead(entries: Entries, periods: Periods, today: date) -> dict[int, Ahead]:
    """Return what offices have ahead of them, by their ids; what was queued for the same due day counts."""
    facts = queries.facts([(row.office_id, due(sections, periods)) for row, sections in entries])
    return {
        row.office_id: Ahead(
            facts[row.office_id].due_on,
            next(policy.outlook(facts[row.office_id], periods, today=today), None),
            _told_on(row.ends_on, periods, today),
        )
        for row, _ in entries
    }


def _told_on(ends_on: date | None, periods: Periods, today: date) -> date | None:
    """Return the day on which an office is told of an end, where that is soon."""
    day = max(today, ends_on - timedelta(days=periods.ending)) if ends_on else date.max
    return day if day <= today + AHEAD else None
