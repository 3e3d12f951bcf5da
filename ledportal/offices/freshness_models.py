"""The numbers of freshness that staff keep, and the links by which an entry is confirmed without signing in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base
from ledportal.offices.models import Office


class FreshnessSettings(Base):
    """The one row of ``periods.Periods``; where there is none, they are as declared."""

    __tablename__ = "freshness_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    values: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    shown_to_all = frozenset({"values"})

    audit_id = "1"
    audit_label = "freshness"


class ConfirmationLink(Base):
    """A link in a mail that confirms an office's entry once: for one due day, sent to one address.

    Attributes:
        purpose: which mail it stands in: ``reminder``, or ``cycle``.
        revision_id: the published revision that the mail showed.
    """

    __tablename__ = "confirmation_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    due_on: Mapped[date]
    address: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()
