"""Reminders that were queued, and the texts of the mails as staff changed them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office


class ReminderKind(StrEnum):
    DUE = "due"
    """A stage of the due day of an entry."""
    ENDING = "ending"
    """A document or a certificate ends."""
    STAFF = "staff"
    """Staff were told of the last stage."""


class Reminder(Base):
    """One stage of one due day, for one recipient: queued at most once. Without a recipient (``""``) nobody could be written to.

    Attributes:
        about: which document or certificate ends, as ``ends.End`` names it.
        due_on: the due day, or the day of the end.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("office_id", "kind", "about", "due_on", "stage", "recipient"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    kind: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    stage: Mapped[int]
    recipient: Mapped[str]
    queued_at: Mapped[datetime]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("confirmation_links.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id"))

    office: Mapped[Office] = relationship()
    link: Mapped[ConfirmationLink | None] = relationship()

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.kind} {self.due_on.isoformat()} {self.stage}"


class MailText(Base):
    """A text of a mail as staff changed it, in one version of the register; where there is none, the text is as it was written."""

    __tablename__ = "mail_texts"
    __table_args__ = (UniqueConstraint("name", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    locale: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.name} {self.locale}"
