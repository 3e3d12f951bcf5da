"""What is counted by district, kept in the memory of each process: only districts in which something changed are counted anew."""

from __future__ import annotations

from collections.abc import Mapping

from ledportal.offices.following import followed
from ledportal.statistics import queries
from ledportal.statistics.counting import Tally

Tallies = Mapping[str, Tally]


def tallies() -> Tallies:
    """Return what the entries add up to, by the districts' codes."""
    return followed(_counted)


def _counted(version: int, before: Tallies | None) -> Tallies:
    changed = None if before is None else queries.changed_districts(version)
    if before is None or changed is None:
        return queries.tallies()
    kept = {code: tally for code, tally in before.items() if code not in changed}
    return {**kept, **queries.tallies(changed)} if changed else kept
