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
        checked_at: when its last probe began.
        problem: what went wrong the last time, a code of ``links.problems``; empty where it answered.
        failures: how many probes in a row have failed, one a day.
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
    checked_at: Mapped[datetime | None] = mapped_column(index=True)
    failing_since: Mapped[datetime | None] = mapped_column(index=True)
    problem: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    noted_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()
