"""How long a search takes that nobody has made before, in a small register and in a large one; and how many a server answers."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask

from bench import load
from bench.databases import filled
from bench.figures import note
from bench.queries import asked, paths
from bench.serving import gunicorn, settings
from bench.tables import show
from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.search.finding import find

PART = "search"
FIRST, TIMES = 200, 2_000
"""Searches before the clock runs, as of a process that has worked for some minutes, and searches that count."""
MOST_MS, MOST_GROWTH = 50, 30
DIFFERENT = 4_000
"""Addresses that the server is asked for in turns: more than it answers meanwhile, or else than it keeps."""


@dataclass(frozen=True)
class Times:
    """Milliseconds: of the first search of a process, which reads the register, and of the others."""

    first: float
    median: float
    p99: float
    longest: float


def measure(database: str, small: int, large: int) -> bool:
    """Print what searches with two filters take; say whether they keep to the goals."""
    found = {size: _times(filled(database, size), size) for size in (small, large)}
    rows = [[f"{size:,}", *(f"{each:.1f}" for each in (some.first, some.median, some.p99, some.longest))] for size, some in found.items()]
    show(f"Search with two filters, {database}, {TIMES} different ones", ("offices", "first: ms", "median", "p99", "longest"), rows)
    many, few = found[large], found[small]
    what, grows = f"uncached search with two filters, {large:,} offices, {database}", f"grows less than {MOST_GROWTH} times"
    kept = [
        note(PART, f"{what}: p99", ours=f"{many.p99:.1f} ms", reference=f"{few.p99:.1f} ms ({small:,} offices)",
             goal=f"under {MOST_MS} ms; {grows}", growth=many.p99 / few.p99, kept=many.p99 < min(MOST_MS, MOST_GROWTH * few.p99)),
        note(PART, f"{what}: median", ours=f"{many.median:.1f} ms", reference=f"{few.median:.1f} ms ({small:,} offices)", goal=grows,
             growth=many.median / few.median, kept=many.median < MOST_GROWTH * few.median),
    ]  # fmt: skip
    note(
        PART,
        f"{what}: the first of a process",
        ours=f"{many.first:.0f} ms",
        reference=f"{few.first:.0f} ms ({small:,} offices)",
        growth=many.first / few.first,
    )
    slow, fast = (_rate(filled(database, size), size) for size in (large, small))
    note(PART, f"searches through gunicorn, each another, {large:,} offices, {database}", ours=f"{slow:,.0f} requests/s",
         reference=f"{fast:,.0f} requests/s ({small:,} offices)", growth=fast / slow)  # fmt: skip
    return all(kept)


def _times(app: Flask, size: int) -> Times:
    with app.app_context():
        first = _milliseconds(0, size)
        for number in range(1, FIRST):
            _milliseconds(number, size)
        times = sorted(_milliseconds(number, size) for number in range(FIRST, FIRST + TIMES))
        db.session.remove()
        db.engine.dispose()
    return Times(first, times[TIMES // 2], times[TIMES * 99 // 100], times[-1])


def _milliseconds(number: int, size: int) -> float:
    """Make one search in a transaction of its own, up to the ids of its first page."""
    criteria, today = asked(number, size), belgrade_day(clock.now())
    start = time.perf_counter()
    found = find(criteria, today=today)
    assert len(found.ids[:50]) <= 50
    db.session.rollback()
    return (time.perf_counter() - start) * 1000


def _rate(app: Flask, size: int) -> float:
    """Return how many different searches a second the register answers."""
    with gunicorn("ledportal:create_app()", settings(app)) as base:
        return load.rate(base, paths(DIFFERENT, size), seconds=5)
