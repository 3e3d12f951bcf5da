"""Links of published profiles, as the worker last found them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base
from ledportal.offices.models import Office


class CheckedLink(Base):
    """A link in an office's public profile: when it was probed, and since when it fails.

    Attributes:
        path: where it stands in the content, as ``comments.field`` does.
        problem: what went wrong the last time, a code; empty where it answered.
        noted_at: when the office was told.
    """

    __tablename__ = "checked_links"
    __table_args__ = (UniqueConstraint("office_id", "path", "url"), Index("ix_checked_links_due", "next_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    path: Mapped[str]
    url: Mapped[str] = mapped_column(String(500))
    found_at: Mapped[datetime]
    next_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()
