"""The time of a register under test: put to any day, from where it goes on, in all of the register's processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ledportal.days import BELGRADE, belgrade_day

EARLY = time(6)
"""Before the worker's morning: what goes out then was queued by a command."""


@dataclass(frozen=True)
class Calendar:
    """How far a register's time is from the machine's, in a file that each of its processes reads."""

    path: Path

    def put(self, day: date) -> None:
        """Let it be early in the morning of a day."""
        new = self.path.with_suffix(".new")
        new.write_text(repr((datetime.combine(day, EARLY, BELGRADE) - datetime.now(UTC)).total_seconds()))
        new.replace(self.path)

    def now(self) -> datetime:
        return (datetime.now(UTC) + timedelta(seconds=float(self.path.read_text()))).replace(microsecond=0)

    @property
    def today(self) -> date:
        return belgrade_day(self.now())
