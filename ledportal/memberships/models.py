"""Memberships: a person's place in an office, from the request to its end."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.attachments.models import Attachment
from ledportal.database import Base
from ledportal.offices.models import Office


class MembershipRole(StrEnum):
    HEAD = "head"
    EDITOR = "editor"


class MembershipStatus(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    ENDED = "ended"


_HEAD = text("role = 'head' AND status = 'granted'")
_OPEN = text("status IN ('requested', 'granted')")


class Membership(Base):
    """One person's place in one office. At most one granted head an office, at most one open row a person and office."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index("uq_memberships_head", "office_id", unique=True, sqlite_where=_HEAD, postgresql_where=_HEAD),
        Index("uq_memberships_open", "office_id", "user_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str]
    status: Mapped[str]
    message: Mapped[str] = mapped_column(Text, default="")
    letter_id: Mapped[str | None] = mapped_column(ForeignKey("attachments.id"))
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    letter: Mapped[Attachment | None] = relationship()

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.role} {self.user.audit_label}, {self.office.audit_label}"
