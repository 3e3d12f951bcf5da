"""In which situation the municipalities' offices are, kept in the memory of each process and followed office by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app

from ledportal.offices.changes import directory_version
from ledportal.statistics import queries
from ledportal.statistics.counting import Situation

KEY = "ledportal.statistics.situations"

Districts = Mapping[str, Counter[Situation]]


@dataclass
class Kept:
    """What a process keeps for an application.

    Attributes:
        version: of the directory that it was read at.
        offices: the district and the situation that each office is counted under, by the offices' ids.
        districts: how many there are of each, by the districts' codes; replaced as a whole.
    """

    lock: Lock = field(default_factory=Lock)
    version: int = -1
    offices: dict[int, tuple[str, Situation]] = field(default_factory=dict)
    districts: Districts = field(default_factory=dict)

    def follow(self, version: int) -> None:
        """Count those offices elsewhere that changed since it was read."""
        changed = list(queries.situations(since=self.version))
        districts = {code: counts.copy() for code, counts in self.districts.items()}
        for office_id, code, situation in changed:
            if before := self.offices.pop(office_id, None):
                districts[before[0]][before[1]] -= 1
            if situation:
                self.offices[office_id] = (code, situation)
                districts.setdefault(code, Counter())[situation] += 1
        self.version, self.districts = version, {code: counts for code, each in districts.items() if (counts := +each)}


def forget(app: Flask) -> None:
    """Forget everything, where the database is another one now."""
    app.extensions.pop(KEY, None)


def situations() -> Districts:
    """Return the situations at the version of the directory that the running transaction sees, or a newer one."""
    kept: Kept = current_app.extensions.setdefault(KEY, Kept())
    if kept.version < (version := directory_version()):
        with kept.lock:
            if kept.version < version:
                kept.follow(version)
    return kept.districts
