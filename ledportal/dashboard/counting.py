"""How fresh many entries are, now and at the end of past months. Pure.

An entry is as fresh as the section that was confirmed the longest ago: it counts as confirmed in the last months when each of its
sections was. Days are those of Belgrade.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from ledportal.days import months_later
from ledportal.offices.periods import PUBLIC_SECTIONS

WINDOWS = (3, 6, 12)
"""Months back, for which the share of confirmed entries is told."""

BITS: Mapping[str, int] = {section.key: 1 << place for place, section in enumerate(PUBLIC_SECTIONS)}
"""Each public section as a bit, so that those of one confirmation are one number."""


@dataclass(frozen=True)
class Entry:
    """What happened to an entry.

    Attributes:
        published: the day on which it first became public.
        confirmations: the days on which sections were confirmed, in order, with the sections' bits.
    """

    published: date
    confirmations: Sequence[tuple[date, int]] = ()


@dataclass(frozen=True)
class Point:
    """How many entries there were at the end of a day, and how many of them were confirmed in the last months, by their number."""

    day: date
    total: int
    confirmed: Mapping[int, int]


def bound(day: date, months: int) -> date:
    """Return the day after which something must have been confirmed to count on ``day`` as confirmed in the last months."""
    return months_later(day, -months)


def month_ends(today: date, number: int = 24) -> list[date]:
    """Return the last days of that many months that are over, the latest last."""
    first = today.replace(day=1)
    return [months_later(first, -back) - timedelta(days=1) for back in reversed(range(number))]


def history(entries: Iterable[Entry], days: Sequence[date]) -> list[Point]:
    """Return the figures of the days, which are in order, in one pass over the entries."""
    bounds = {months: [bound(day, months) for day in days] for months in WINDOWS}
    totals = [0] * (len(days) + 1)
    confirmed = {months: [0] * (len(days) + 1) for months in WINDOWS}
    for entry in entries:
        first = bisect_left(days, entry.published)
        totals[first] += 1
        for since, until, day in _spans(entry.confirmations):
            start, end = max(first, bisect_left(days, since)), bisect_left(days, until) if until else len(days)
            for months in WINDOWS:
                _count(confirmed[months], start, min(end, bisect_left(bounds[months], day)))
    sums = {months: list(accumulate(changes)) for months, changes in confirmed.items()}
    return [
        Point(day, total, {months: sums[months][place] for months in WINDOWS})
        for place, (day, total) in enumerate(zip(days, accumulate(totals), strict=False))
    ]


def _count(changes: list[int], start: int, end: int) -> None:
    """Add one from a place on, until another."""
    if start < end:
        changes[start] += 1
        changes[end] -= 1


def _spans(confirmations: Sequence[tuple[date, int]]) -> Iterator[tuple[date, date | None, date]]:
    """Yield since when and until when (not included) an entry counted as confirmed on which day."""
    latest: dict[int, date] = {}
    steps: list[tuple[date, date]] = []
    for day, bits in confirmations:
        latest |= {bit: day for bit in BITS.values() if bits & bit}
        if len(latest) == len(BITS):
            steps.append((day, min(latest.values())))
    for place, (since, day) in enumerate(steps):
        yield since, steps[place + 1][0] if place + 1 < len(steps) else None, day
