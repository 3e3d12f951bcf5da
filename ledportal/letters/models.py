"""Runs of letters, and the letters of a run."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.invitations.models import InvitationCode
from ledportal.offices.models import Office


class Chosen(StrEnum):
    """How the municipalities of a run were chosen."""

    NO_MEMBER = "no_member"
    SOME = "some"
    CYCLE = "cycle"


class LetterRun(Base):
    """One letter to many municipalities. It can be changed until its letters are made, which makes their codes.

    Attributes:
        sender: the name in the first line, then the address; it stands in the letterhead, above the address and on envelopes.
        envelope: which of ``envelopes.ENVELOPES``.
        script: the locale of the script in which the letters are set.
    """

    __tablename__ = "letter_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    chosen: Mapped[str]
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycles.id"))
    deadline: Mapped[date]
    script: Mapped[str]
    envelope: Mapped[str]
    sender: Mapped[str] = mapped_column(Text)
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str]
    position: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[User] = relationship()
    letters: Mapped[list[Letter]] = relationship(back_populates="run")

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.name


class Letter(Base):
    """The letter of a run to one office's municipality, however often it was printed."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("run_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("letter_runs.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    posted_on: Mapped[date | None]

    run: Mapped[LetterRun] = relationship(back_populates="letters")
    office: Mapped[Office] = relationship()
    codes: Mapped[list[InvitationCode]] = relationship(order_by=InvitationCode.id.desc())

    @property
    def code(self) -> InvitationCode | None:
        """The code that was printed last."""
        return self.codes[0] if self.codes else None
