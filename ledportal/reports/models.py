"""What the public reports about an entry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.offices.models import Office


class ErrorReport(Base):
    """Somebody without an account says that something in a section is out of date; ``outcome`` says what came of it."""

    __tablename__ = "error_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    section: Mapped[str]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    text: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(default="")
    locale: Mapped[str]
    reported_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office] = relationship()
    closed_by: Mapped[User | None] = relationship()

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.office.slug} {self.section}"
