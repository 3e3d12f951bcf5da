"""Mapping cycles and what became of each municipality in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base, Json
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office


class Cycle(Base):
    """One round in which all municipalities are asked. ``result`` is written when it closes, and never again.

    Attributes:
        is_open: True while it is open, else None, so that at most one is.
        reminders_asked_at: when staff asked for reminders to those who have not answered, until all of them are queued.
    """

    __tablename__ = "cycles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reminders_asked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)

    shown_to_all = frozenset({"slug", "name", "name_en", "starts_on", "ends_on", "text", "text_en", "closed_at", "result"})

    answers: Mapped[list[CycleAnswer]] = relationship(back_populates="cycle")

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.slug


class CycleAnswer(Base):
    """One municipality in one cycle: how it was reached, and what staff noted; the rest of its state is read from the register.

    Attributes:
        reached: how the invitation went: ``members``, ``registry`` (the address staff keep), or empty where nobody could be written to
        invited_at: when the invitation was queued, or it was found that nobody can be written to; None until then
        said: what staff noted: ``no_office``, ``phone``, ``refused``, or empty.
    """

    __tablename__ = "cycle_answers"
    __table_args__ = (UniqueConstraint("cycle_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycles.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    reached: Mapped[str] = mapped_column(default="")
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    noted_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship(back_populates="answers")
    office: Mapped[Office] = relationship()
    noted_by: Mapped[User | None] = relationship()
    links: Mapped[list[CycleLink]] = relationship(back_populates="answer")

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.cycle.slug} {self.office.slug}"


class CycleLink(Base):
    """A confirmation link that an invitation of a cycle carried."""

    __tablename__ = "cycle_links"

    answer_id: Mapped[int] = mapped_column(ForeignKey("cycle_answers.id"), primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("confirmation_links.id"), primary_key=True)

    answer: Mapped[CycleAnswer] = relationship(back_populates="links")
    link: Mapped[ConfirmationLink] = relationship()
