"""Asking for jobs, ending them, trying them again; each in the caller's transaction, with its audit row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.extensions import db
from ledportal.jobs import claims, emails, kinds, queries
from ledportal.jobs.models import OPEN, Job, JobFile, JobState
from ledportal.outbox.emails import enqueue
from ledportal.versions import swap


class Stale(Exception):
    """The job, or its file, is no longer what the person saw; or the same is being done already."""


def ask(kind: str, *, subject: str, args: Mapping[str, Any] | None = None, by: User | None, at: datetime) -> Job:
    """Have something done by the worker; where the same waits or runs already, return that.

    Raises:
        KeyError: no feature has registered the kind.
    """
    job = Job(kind=kind, subject=subject, args=dict(args or {}), asked_by_id=by.id if by else None, asked_at=at, free_at=at)
    kinds.of(job)
    if (found := queries.open_one(kind, subject)) is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(job)
    except IntegrityError:  # somebody asked at the same time; where that is done by now, this is asked for again
        return ask(kind, subject=subject, args=args, by=by, at=at)
    record("job.asked", job, by=by, at=at, work=kind)
    return job


def finish(job: Job, *, at: datetime) -> None:
    """Write that a claimed job is done, with the mail to who asked for it.

    Raises:
        TakenOver: somebody else has it by now.
    """
    claims.end(job, JobState.DONE, finished_at=at, step="")
    record("job.done", job, by=None, at=at, work=job.kind)
    _tell(job, at=at)


def fail(job: Job, message: str, values: Mapping[str, Any], *, at: datetime) -> None:
    """Write that a claimed job will not be done and why, with the mail to who asked for it.

    Raises:
        TakenOver: somebody else has it by now.
    """
    claims.end(job, JobState.FAILED, finished_at=at, error=message, error_values=dict(values))
    record("job.failed", job, by=None, at=at, work=job.kind)
    _tell(job, at=at)


def _tell(job: Job, *, at: datetime) -> None:
    """Write to who asked, who may have left the staff meanwhile."""
    asked = db.session.get(User, job.asked_by_id) if job.asked_by_id is not None else None
    if asked is not None and asked.is_active and asked.is_staff:
        enqueue(emails.ended(job, asked), at=at, key=f"job:{job.id}:{job.version}")


def put_back(job: Job, *, free_at: datetime, tries: int) -> None:
    """Give a claimed job back, to be taken again.

    Raises:
        TakenOver: somebody else has it by now.
    """
    claims.end(job, JobState.QUEUED, free_at=free_at, tries=tries)


def retry(job: Job, *, version: int, by: User, at: datetime) -> None:
    """Have a failed job tried again; the mail goes to who asked for that.

    Raises:
        Stale: it was tried again already, or the same was asked for anew.
    """
    anew = {"state": JobState.QUEUED, "free_at": at, "tries": 0, "finished_at": None, "error": "", "error_values": {}}
    shown = {"step": "", "done": 0, "total": 0, "asked_by_id": by.id}
    try:
        with db.session.begin_nested():
            if not swap(job, Job.state == JobState.FAILED, version=version, **anew, **shown):
                raise Stale
    except IntegrityError:
        raise Stale from None
    record("job.retried", job, by=by, at=at, work=job.kind)


def delete_file(file: JobFile, *, by: User, at: datetime) -> None:
    """Write that a file is gone; ``results.remove`` takes its bytes away after the commit.

    Raises:
        Stale: it is gone already, or is being made again.
    """
    there = (JobFile.id == file.id, JobFile.deleted_at.is_(None), JobFile.job.has(Job.state.not_in(OPEN)))
    if db.session.execute(update(JobFile).where(*there).values(deleted_at=at)).rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    record("job.file_deleted", file.job, by=by, at=at, work=file.job.kind, file=file.name)
