"""The files that jobs make: bytes under ``RESULTS``, in a folder for each job, named by their SHA-256. No backup has them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select, update

from ledportal import kept_files
from ledportal.extensions import db
from ledportal.jobs import kinds
from ledportal.jobs.models import Job, JobFile


def store(job: Job, name: str, media_type: str, data: bytes, *, at: datetime) -> JobFile:
    """Keep a file of a job in the caller's transaction; one of the same name, from an earlier try, gives way."""
    file = JobFile(
        job_id=job.id,
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        made_at=at,
        kept_until=at + kinds.of(job).kept_for,
    )
    kept_files.write(path_of(file), data)
    db.session.execute(delete(JobFile).where(JobFile.job_id == job.id, JobFile.name == name))
    db.session.add(file)
    db.session.flush()
    return file


def stored(job: Job) -> list[JobFile]:
    """Return the files that a job has, such as those of an earlier try."""
    return list(db.session.scalars(select(JobFile).where(JobFile.job_id == job.id).order_by(JobFile.id)))


def path_of(file: JobFile) -> Path:
    folder: Path = current_app.config["RESULTS"]
    return folder / str(file.job_id) / file.sha256


def is_there(file: JobFile, *, at: datetime) -> bool:
    """Say whether a file can be had: a backup that was put back has its row only."""
    return file.deleted_at is None and file.kept_until > at and path_of(file).exists()


def remove(file: JobFile) -> None:
    """Remove the bytes of a file, after the commit that says so; another name of the job with the same bytes keeps them."""
    same = (JobFile.job_id == file.job_id, JobFile.sha256 == file.sha256, JobFile.deleted_at.is_(None))
    if db.session.scalar(select(JobFile.id).where(*same).limit(1)) is None:
        path_of(file).unlink(missing_ok=True)


def sweep(*, at: datetime) -> int:
    """Remove the files whose time is over, and those that no row names; return how many. Commits."""
    over = (JobFile.deleted_at.is_(None), JobFile.kept_until <= at)
    ended = db.session.scalars(update(JobFile).where(*over).values(deleted_at=JobFile.kept_until).returning(JobFile)).all()
    db.session.commit()
    for file in ended:
        remove(file)
    named = {path_of(each) for each in db.session.scalars(select(JobFile).where(JobFile.deleted_at.is_(None)))}
    return len(ended) + kept_files.sweep(current_app.config["RESULTS"].glob("*/*"), named, at=at)
