"""The end of each day: all that is public, and what staff have to do, against what must be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from statistics import median

from bench.simulation import tasks
from bench.simulation.judging import Outcome
from bench.simulation.oracle import MONTHS
from bench.simulation.register import Register
from bench.simulation.tasks import Work


class Watching:
    """What the oracle is shown of every day."""

    def __init__(self, register: Register, outcome: Outcome, random: Random) -> None:
        self.register, self.outcome, self.random = register, outcome, random
        self.oracle = outcome.oracle

    def day(self, today: date, *, looked: datetime) -> None:
        """Look at the end of a day; a worker last ``looked`` for work for staff then."""
        for slug, mark in self.register.marks(today).items():
            self.oracle.shown(slug, mark, today, "the directory")
        self.outcome.figures["marks compared"] += len(self.oracle.entries)
        self._work(today, looked)
        if self.random.random() < 0.3:
            self._closely(self.random.choice(list(self.oracle.entries)), today)
        if today.day == 1:
            self.outcome.ages.append(median(self._ages(today)))

    def _work(self, today: date, looked: datetime) -> None:
        """See that what has long not been confirmed is work for staff."""
        found = tasks.work(self.register.app)
        for slug in self.oracle.entries:
            work = found.get(slug, Work())
            self.oracle.watched(slug, today, looked=looked, is_open=work.is_open, closed=work.closed_at)

    def _closely(self, slug: str, today: date) -> None:
        said, due = self.register.entry(slug), self.oracle.entries[slug].due
        self.oracle.shown(slug, str(said["standing"]), today, "the JSON")
        self.oracle.expect(said["due_on"] == due.isoformat(), f"{today} {slug}: {said['due_on']}, expected {due}", "wrong due days")

    def _ages(self, today: date) -> Iterator[int]:
        for entry in self.oracle.entries.values():
            yield (today - min(entry.confirmed.get(key, entry.changed[key]) for key in MONTHS)).days
