"""What a process keeps in its memory of the directory: read once, and then brought to each new version by what changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, current_app

from ledportal.offices.changes import directory_version

KEY = "ledportal.followed"

T = TypeVar("T")


@dataclass
class Kept:
    """What was read last, with the version of the directory that it was read at."""

    lock: Lock = field(default_factory=Lock)
    read: tuple[int, Any] | None = None


def followed(follow: Callable[[int, T | None], T]) -> T:
    """Return what is kept at the version of the directory that the running transaction sees, or a newer one.

    Args:
        follow: return what there is now, given the version that was read last and what was read; None where nothing was.
    """
    kept: Kept = current_app.extensions.setdefault(KEY, {}).setdefault(follow, Kept())
    version, read = directory_version(), kept.read
    if read is None or read[0] < version:
        with kept.lock:
            read = kept.read
            if read is None or read[0] < version:
                read = kept.read = version, follow(*(read or (-1, None)))
    found: T = read[1]
    return found


def forget(app: Flask) -> None:
    """Forget everything, where the database is another one now."""
    app.extensions.pop(KEY, None)
