"""What other periods would change, before they are stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices.models import Listing
from ledportal.offices.periods import Periods
from ledportal.offices.standing import Sections, Standing, due, from_values, standing_by_due

BATCH = 1000


@dataclass
class Count:
    """How many entries are due, and how many carry each public mark."""

    due: int
    marks: Counter[Standing]

    def add(self, sections: Sections, periods: Periods, today: date) -> None:
        day = due(sections, periods)
        self.due += day <= today
        self.marks[standing_by_due(day, all(each.confirmed for each in sections.values()), periods, today=today)] += 1


def effect(before: Periods, after: Periods, *, today: date) -> tuple[Count, Count]:
    """Return the counts by the periods that hold now, and by others."""
    now, then = Count(0, Counter()), Count(0, Counter())
    for stored in db.session.scalars(select(Listing.sections).execution_options(yield_per=BATCH)):
        sections = from_values(stored)
        now.add(sections, before, today)
        then.add(sections, after, today)
    return now, then
