"""One step of the worker: do the job whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app

from ledportal.extensions import db
from ledportal.jobs import actions, claims, kinds
from ledportal.jobs.claims import TRIES, TakenOver
from ledportal.jobs.models import Job
from ledportal.jobs.progress import Progress, Stopped
from ledportal.text import N_

AGAIN = timedelta(minutes=1)
"""After what time a job is tried again that failed for an unknown reason."""
UNKNOWN = N_("Something happened that the register did not expect. Try again; where that does not help, tell the administrator the number.")
BROKEN_OFF = N_("The work was broken off each time before it was done, perhaps for lack of memory. Tell the administrator the number.")


def step(*, clock: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False) -> bool:
    """Do one job if one is due; say whether one was."""
    job = claims.take(at=clock())
    if job is None:
        return False
    try:
        _attempt(job, clock=clock, stopping=stopping)
    except TakenOver:
        db.session.rollback()
        current_app.logger.warning("job taken over by another worker", extra={"job": job.id, "kind": job.kind})
    return True


def _attempt(job: Job, *, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
    """Run a claimed job and write how that ended, in one transaction with the last of what it made."""
    try:
        if job.tries > TRIES:
            raise kinds.Failed(BROKEN_OFF)
        kinds.of(job).run(job, Progress(job, clock=clock, stopping=stopping))
        actions.finish(job, at=clock())
    except TakenOver:
        raise
    except Stopped:
        db.session.rollback()
        actions.put_back(job, free_at=clock(), tries=job.tries - 1)
    except Exception as error:
        db.session.rollback()
        _put_off(job, error, at=clock())
    db.session.commit()


def _put_off(job: Job, error: Exception, *, at: datetime) -> None:
    """Let the job wait for its next try, or give it up: at once where the kind of work says why it cannot be done, else after the last."""
    known = isinstance(error, kinds.Failed)
    details = {"job": job.id, "kind": job.kind, "attempt": job.tries}
    if not known and job.tries < TRIES:
        current_app.logger.warning("job waits", extra=details, exc_info=error)
        actions.put_back(job, free_at=at + AGAIN, tries=job.tries)
        return
    current_app.logger.error("job given up", extra=details, exc_info=None if known else error)
    message, values = (error.message, error.values) if isinstance(error, kinds.Failed) else (UNKNOWN, {})
    actions.fail(job, message, values, at=at)
