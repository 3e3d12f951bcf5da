"""What is counted by district, kept in the memory of each process: only districts in which something changed are counted anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from flask import Flask, current_app

from ledportal.offices.changes import directory_version
from ledportal.statistics.queries import changed_districts

KEY = "ledportal.statistics"

Count = Callable[[Collection[str] | None], Mapping[str, Any]]
"""Counts something in some districts, or in all, and returns it by their codes."""


@dataclass(frozen=True)
class Counted:
    """What was counted at one version of the directory, by the districts' codes."""

    version: int
    districts: Mapping[str, Any]


@dataclass
class Kept:
    """What a process keeps for an application, by how it is counted."""

    lock: Lock = field(default_factory=Lock)
    counted: dict[Count, Counted] = field(default_factory=dict)


def forget(app: Flask) -> None:
    """Forget everything, where the database is another one now."""
    app.extensions.pop(KEY, None)


def by_district(count: Count) -> Mapping[str, Any]:
    """Return what is counted at the version of the directory that the running transaction sees, or a newer one."""
    kept: Kept = current_app.extensions.setdefault(KEY, Kept())
    version, found = directory_version(), kept.counted.get(count)
    if found is None or found.version < version:
        with kept.lock:
            found = kept.counted.get(count)
            if found is None or found.version < version:
                found = kept.counted[count] = Counted(version, _followed(found, count))
    return found.districts


def _followed(before: Counted | None, count: Count) -> Mapping[str, Any]:
    if before is None:
        return count(None)
    changed = changed_districts(before.version)
    if changed is None:
        return count(None)
    kept = {code: part for code, part in before.districts.items() if code not in changed}
    return {**kept, **count(changed)} if changed else kept
