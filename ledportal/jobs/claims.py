"""Whose turn it is to do a job: a claim is committed before the work begins, so that two workers never do one job.

A claim runs out after ``HELD`` without progress: then its worker was killed. The job's version is the claim's own number: only who holds it
may say how far the work is and how it ended.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from ledportal.extensions import db
from ledportal.jobs import kinds
from ledportal.jobs.models import OPEN, Job, JobState

HELD = timedelta(minutes=5)
TRIES = 3


class TakenOver(Exception):
    """The claim ran out, and somebody else has the job by now."""


def take(*, at: datetime) -> Job | None:
    """Claim the job that has waited longest, commit, and return it detached; None where there is none."""
    due = (Job.state.in_(OPEN), Job.free_at <= at, Job.kind.in_(kinds.names()))
    oldest = select(Job.id).where(*due).order_by(Job.free_at, Job.id).limit(1)
    found = db.session.scalar(oldest.with_for_update(skip_locked=True))
    job = _claim(found, at=at) if found is not None else None
    db.session.commit()
    return job


def _claim(number: int, *, at: datetime) -> Job:
    values = {"state": JobState.RUNNING, "free_at": at + HELD, "tries": Job.tries + 1, "version": Job.version + 1}
    claiming = update(Job).where(Job.id == number).values(**values).returning(Job)
    job = db.session.scalars(claiming, execution_options={"synchronize_session": False, "populate_existing": True}).one()
    db.session.expunge(job)
    return job


def note(job: Job, **values: Any) -> None:
    """Write how far a claimed job is, or how it ended, into the caller's transaction.

    Raises:
        TakenOver: the claim is no longer ours; nothing of the transaction may be kept.
    """
    held = (Job.id == job.id, Job.version == job.version, Job.state == JobState.RUNNING)
    written = db.session.execute(update(Job).where(*held).values(**values), execution_options={"synchronize_session": False})
    if written.rowcount != 1:  # type: ignore[attr-defined]
        raise TakenOver


def end(job: Job, state: JobState, **values: Any) -> None:
    """Write that a try is over, into the detached row too; the claim ends with it.

    Raises:
        TakenOver: as above.
    """
    ended = {"state": state, "version": job.version + 1, **values}
    note(job, **ended)
    for name, value in ended.items():
        setattr(job, name, value)
