"""Reading jobs."""

from __future__ import annotations

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from ledportal.extensions import db
from ledportal.jobs.models import OPEN, Job, JobFile, JobState


def find(number: int) -> Job | None:
    return db.session.get(Job, number)


def find_file(job: Job, number: int) -> JobFile | None:
    return db.session.scalar(select(JobFile).where(JobFile.job_id == job.id, JobFile.id == number))


def open_one(kind: str, subject: str) -> Job | None:
    """Return the job of a kind and subject that waits or runs."""
    return db.session.scalar(select(Job).where(Job.kind == kind, Job.subject == subject, Job.state.in_(OPEN)))


def latest(kind: str, subject: str) -> Job | None:
    """Return the last job of a kind and subject that was asked for."""
    return db.session.scalar(select(Job).where(Job.kind == kind, Job.subject == subject).order_by(Job.id.desc()).limit(1))


def jobs() -> Select[Job]:
    """Select all jobs: what waits or runs first, then the newest."""
    first = case((Job.state.in_(OPEN), 0), else_=1)
    return select(Job).options(joinedload(Job.asked_by)).order_by(first, Job.id.desc())


def count_before(job: Job) -> int:
    """Return how many jobs are done before one that waits."""
    earlier = (Job.free_at < job.free_at) | ((Job.free_at == job.free_at) & (Job.id < job.id))
    before = (Job.state == JobState.RUNNING) | ((Job.state == JobState.QUEUED) & earlier)
    return db.session.scalar(select(func.count()).select_from(Job).where(before, Job.id != job.id)) or 0
