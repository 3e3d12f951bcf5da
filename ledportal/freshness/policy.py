"""Who is due for which reminder, from facts and a time. Pure.

A due day has three stages. One run takes at most the next one, so that a late run sends one mail, and none is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ledportal.days import belgrade_day
from ledportal.offices.ends import End
from ledportal.offices.periods import Periods
from ledportal.offices.standing import Sections

FIRST = 1
LAST = 3
"""The stage of which staff are told as well."""


@dataclass(frozen=True)
class Facts:
    """What counts for the next reminder of an entry.

    Attributes:
        due_on: its due day.
        queued: when each stage of this due day was queued.
    """

    due_on: date
    queued: Mapping[int, datetime] = field(default_factory=dict)


def next_stage(facts: Facts, periods: Periods, *, at: datetime) -> int | None:
    """Return the stage that is to be queued at a time, None where nothing is."""
    stage, day = _next(max(facts.queued, default=0), facts, periods)
    return stage if stage <= LAST and belgrade_day(at) >= day else None


def _next(last: int, facts: Facts, periods: Periods) -> tuple[int, date]:
    """Return the stage after the last one, and the first day for it."""
    if last < FIRST:
        return FIRST, facts.due_on
    return last + 1, belgrade_day(facts.queued[last]) + _wait(last + 1, periods)


def _wait(stage: int, periods: Periods) -> timedelta:
    """Return how long after the stage before it a stage comes."""
    return timedelta(days=periods.second if stage == FIRST + 1 else periods.third)


def outlook(facts: Facts, periods: Periods, *, today: date) -> Iterator[tuple[date, int]]:
    """Yield the days and stages to come, if nobody answers and the run is never late."""
    stage, day = _next(max(facts.queued, default=0), facts, periods)
    day = max(day, today)
    while stage <= LAST:
        yield day, stage
        stage += 1
        day += _wait(stage, periods)


def marked_on(due_on: date, sections: Sections, periods: Periods) -> date:
    """Return the day from which the public page says "not confirmed", if nobody answers: what never was confirmed says so at once."""
    return due_on if any(days.confirmed is None for days in sections.values()) else due_on + periods.grace


def ends_window(periods: Periods, *, public_since: datetime, at: datetime) -> tuple[date, date]:
    """Return the first and the last day of the ends of which an office is told now: those ahead, and in a late run those just gone.

    Args:
        public_since: when the present version became public: what had ended by then was known.
    """
    today, ahead = belgrade_day(at), timedelta(days=periods.ending)
    return max(belgrade_day(public_since), today - ahead), today + ahead


def endings(ends: Iterable[End], told: Collection[tuple[str, date]], window: tuple[date, date]) -> list[End]:
    """Return the ends within the window of which the office was not told, by what they are about and their day: each is told once."""
    return [end for end in ends if window[0] <= end.on <= window[1] and (end.about, end.on) not in told]
