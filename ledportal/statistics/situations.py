"""In which situation the municipalities' offices are, kept in the memory of each process and followed office by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ledportal.offices.following import followed
from ledportal.statistics import queries
from ledportal.statistics.counting import Situation

Districts = Mapping[str, Counter[Situation]]


@dataclass(frozen=True)
class Kept:
    """What was read.

    Attributes:
        offices: the district and the situation that each office is counted under, by the offices' ids; only who follows looks at them.
        districts: how many there are of each, by the districts' codes.
    """

    offices: dict[int, tuple[str, Situation]] = field(default_factory=dict)
    districts: Districts = field(default_factory=dict)


def situations() -> Districts:
    """Return the situations by the districts' codes."""
    return followed(_counted).districts


def _counted(version: int, before: Kept | None) -> Kept:
    """Count those offices elsewhere that changed after a version of the directory."""
    changed, before = list(queries.situations(since=version)), before or Kept()
    offices, districts = before.offices, {code: counts.copy() for code, counts in before.districts.items()}
    for office_id, code, situation in changed:
        if was := offices.pop(office_id, None):
            districts[was[0]][was[1]] -= 1
        if situation:
            offices[office_id] = (code, situation)
            districts.setdefault(code, Counter())[situation] += 1
    return Kept(offices, {code: counts for code, each in districts.items() if (counts := +each)})
