"""How a kind of work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ledportal.extensions import db
from ledportal.jobs import claims
from ledportal.jobs.models import Job


class Stopped(Exception):
    """The worker was told to end; the job is done later."""


class Progress:
    """The progress of one job. ``clock`` is for what the work itself dates."""

    def __init__(self, job: Job, *, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
        self.clock = clock
        self._job = job
        self._stopping = stopping

    def step(self, text: str, *, done: int = 0, total: int = 0) -> None:
        """Say what is done next (a msgid) and how many parts of how many are made; commits, and holds the job for longer.

        Raises:
            TakenOver: somebody else has the job by now.
            Stopped: the worker ends; what was committed stays.
        """
        claims.note(self._job, step=text, done=done, total=total, free_at=self.clock() + claims.HELD)
        db.session.commit()
        if self._stopping():
            raise Stopped
