"""One row for each email on its way out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base


class MailState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"
    """Not sent, since its address takes no mail or asked for none."""


class Reason(StrEnum):
    BOUNCED = "bounced"
    """There is no such mailbox: nothing goes there."""
    UNSUBSCRIBED = "unsubscribed"
    """Somebody there wants no mail that one may do without."""


class OutboxMessage(Base):
    """An email waiting to be sent, or sent, or given up.

    ``key`` is unique where given: what must go out at most once says so with it. ``message_id`` is fixed when the row is
    written, so that a second delivery after a crash can be recognised by the receiver. ``unsubscribe_url`` makes it a mail that
    one may do without.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (Index("ix_outbox_messages_due", "state", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    locale: Mapped[str]
    to_address: Mapped[str]
    to_name: Mapped[str]
    subject: Mapped[str]
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    office_slug: Mapped[str | None] = mapped_column(index=True)
    unsubscribe_url: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.template} {self.id}"


class DeliveryFailure(Base):
    """A mail that did not arrive, as its server or a later delivery status notification (RFC 3464) says.

    Attributes:
        source: ``smtp`` (the answer while sending) or ``notification``.
        status: the enhanced status code (RFC 3463), such as ``5.1.1``; empty where there is none.
        permanent: whether another try is pointless.
        answer: what the server said.
    """

    __tablename__ = "delivery_failures"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_messages.id"), index=True)
    address: Mapped[str] = mapped_column(index=True)
    office_slug: Mapped[str | None] = mapped_column(index=True)
    source: Mapped[str]
    status: Mapped[str] = mapped_column(default="")
    permanent: Mapped[bool]
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    message: Mapped[OutboxMessage] = relationship()


class BlockedAddress(Base):
    """An address that is not written to, in lower case, and why (:class:`Reason`)."""

    __tablename__ = "blocked_addresses"
    __table_args__ = (UniqueConstraint("address", "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    reason: Mapped[str]
    office_slug: Mapped[str | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime]

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.reason} {self.id}"
