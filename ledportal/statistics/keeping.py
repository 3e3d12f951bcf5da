"""What the districts add up to, kept in the memory of each process: only districts in which something changed are counted anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app

from ledportal.offices.changes import directory_version
from ledportal.statistics import queries
from ledportal.statistics.counting import Tally
from ledportal.statistics.declared import Part

KEY = "ledportal.statistics"


@dataclass(frozen=True)
class Counted:
    """The districts at one version of the directory, by their codes."""

    version: int
    parts: Mapping[str, Part]


@dataclass
class Kept:
    """What a process keeps for an application."""

    lock: Lock = field(default_factory=Lock)
    counted: Counted | None = None


def forget(app: Flask) -> None:
    """Forget everything, where the database is another one now."""
    app.extensions.pop(KEY, None)


def current_parts() -> Mapping[str, Part]:
    """Return the districts at the version of the directory that the running transaction sees, or a newer one."""
    kept: Kept = current_app.extensions.setdefault(KEY, Kept())
    version = directory_version()
    if kept.counted is None or kept.counted.version < version:
        with kept.lock:
            if kept.counted is None or kept.counted.version < version:
                kept.counted = Counted(version, _parts(kept.counted))
    return kept.counted.parts


def _parts(before: Counted | None) -> Mapping[str, Part]:
    if before is None:
        return _count(None)
    changed = queries.changed_districts(before.version)
    return {code: part for code, part in before.parts.items() if code not in changed} | _count(changed)


def _count(districts: Collection[str] | None) -> dict[str, Part]:
    """Count the districts, or all of them; one without a municipality in the register is none."""
    tallies, coverage = queries.tallies(districts), queries.coverage(districts)
    return {code: Part(tallies.get(code, Tally()), counts) for code, counts in coverage.items()}
