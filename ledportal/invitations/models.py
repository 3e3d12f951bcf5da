"""Invitation codes, and who has shown one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.days import belgrade_day
from ledportal.offices.models import Office


class CodeState(StrEnum):
    WAITING = "waiting"
    USED = "used"
    VOIDED = "voided"
    EXPIRED = "expired"


class InvitationCode(Base):
    """A code that was printed in a letter to an office's municipality. It is kept as a keyed hash, and works once."""

    __tablename__ = "invitation_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    voided_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()
    used_by: Mapped[User | None] = relationship(foreign_keys=[used_by_id])

    def state(self, at: datetime) -> CodeState:
        """Return how the code stands."""
        if self.used_at is not None:
            return CodeState.USED
        if self.voided_at is not None:
            return CodeState.VOIDED
        return CodeState.WAITING if self.expires_at > at else CodeState.EXPIRED

    @property
    def last_day(self) -> date:
        """The day at whose end it stops working."""
        return belgrade_day(self.expires_at - timedelta(microseconds=1))

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.office.audit_label


class ShownCode(Base):
    """Somebody who registered or signed in with a code at hand: so it waits for them in every browser, and is typed once."""

    __tablename__ = "shown_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("invitation_codes.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    shown_at: Mapped[datetime]

    code: Mapped[InvitationCode] = relationship()
