"""Work that the worker does, and the files that it makes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base, Json


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (JobState.QUEUED, JobState.RUNNING)
_OPEN = text("state IN ('queued', 'running')")


class Job(Base):
    """Something that takes long. Of a kind and a subject, one at most waits or runs.

    Attributes:
        kind: names who does it (``jobs.kinds``).
        args: what it needs to know; kept for good, so it holds neither secrets nor personal data.
        done: how many of ``total`` parts are made; ``step`` is the msgid of what is being done.
        free_at: from when on a worker may take it; while one works on it, when its claim runs out.
        tries: how many times a worker has begun since it was asked for, or staff last asked for another try.
        error: the msgid of why it failed, with ``error_values`` for its placeholders.
        version: goes up when it is taken, given back, ended or tried again, so it names the claim too.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_open", "kind", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_jobs_free", "state", "free_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(default=JobState.QUEUED)
    step: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime]
    free_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")
    error_values: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    version: Mapped[int] = mapped_column(default=1)

    asked_by: Mapped[User | None] = relationship()
    files: Mapped[list[JobFile]] = relationship(back_populates="job", order_by="JobFile.id")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.kind} {self.id}"


class JobFile(Base):
    """A file that a job made, for staff. Its row outlives its bytes, which end at ``kept_until`` or were deleted at ``deleted_at``."""

    __tablename__ = "job_files"
    __table_args__ = (UniqueConstraint("job_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    made_at: Mapped[datetime]
    kept_until: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    job: Mapped[Job] = relationship(back_populates="files")
