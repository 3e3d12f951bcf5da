"""The audit log: who did what to what, when. Rows are only ever added, and hold no foreign key, so they outlive their subject."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from flask import g, has_app_context
from sqlalchemy.orm import Mapped, mapped_column

from ledportal.database import Base
from ledportal.extensions import db


class AuditEvent(Base):
    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    verb: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    subject: Mapped[str]
    office_slug: Mapped[str | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]


class Subject(Protocol):
    """Something that an event can be about."""

    __tablename__: str

    @property
    def audit_id(self) -> str: ...

    @property
    def audit_label(self) -> str: ...


def record(verb: str, subject: Subject, *, by: Any, at: datetime, office: Any = None, **details: Any) -> AuditEvent:
    """Add an event to the running transaction.

    Args:
        verb: in the style ``revision.approved``: the thing, a dot, the past participle.
        by: the user who did it; None for the system itself.
        office: the office concerned, so that its history can be found.
        details: what a reader needs to understand it, as JSON values; never secrets.
    """
    event = AuditEvent(
        at=at,
        verb=verb,
        actor_id=by.id if by is not None else None,
        actor=(by.audit_label if by is not None else "system")[:300],
        subject_type=subject.__tablename__,
        subject_id=subject.audit_id,
        subject=subject.audit_label[:300],
        office_slug=office.slug if office is not None else None,
        details=details,
        request_id=g.get("request_id") if has_app_context() else None,
    )
    db.session.add(event)
    return event
