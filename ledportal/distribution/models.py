"""Who gets the catalogue, and what was sent to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.catalogue.models import Edition
from ledportal.database import Base
from ledportal.distribution.kinds import BY_MAIL, ON_PAPER, Wish
from ledportal.offices.models import Office

_IS_OFFICE = text("office_id IS NOT NULL")
_IS_UNDERWAY = text("returned_on IS NULL")


class Recipient(Base):
    """Somebody who gets the catalogue. ``country`` is empty for Serbia.

    Attributes:
        office_id: the office of the register that it is, where it was taken from there; each at most once.
        search_text: the name, person and place, as a search compares them.
    """

    __tablename__ = "recipients"
    __table_args__ = (Index("uq_recipients_office", "office_id", unique=True, sqlite_where=_IS_OFFICE, postgresql_where=_IS_OFFICE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    person: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    copies: Mapped[int] = mapped_column(default=1)
    wish: Mapped[str] = mapped_column(default=Wish.PAPER)
    note: Mapped[str] = mapped_column(Text, default="")
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    sort_key: Mapped[str]
    search_text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office | None] = relationship()

    @property
    def gets_paper(self) -> bool:
        return self.wish in ON_PAPER

    @property
    def gets_mail(self) -> bool:
        return self.wish in BY_MAIL

    @property
    def can_be_posted_to(self) -> bool:
        """Whether enough of the address is known for the post."""
        return bool(self.street and self.place)

    @property
    def locale(self) -> str:
        """The version in which it is written to."""
        return "en" if self.country else "sr_Latn"

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        """The number alone: the audit log outlives what is known of somebody."""
        return f"recipient {self.id}"


class Shipment(Base):
    """An edition that was sent to somebody. One that has not come back is there at most once for each recipient and way.

    It outlives the recipient, without a name, so that the figures of an edition stay as they are.

    Attributes:
        kind: of the recipient, when it was sent.
        reason: why it came back (``kinds.Reason``).
    """

    __tablename__ = "shipments"
    __table_args__ = (
        Index(
            "uq_shipments_underway",
            "edition_id", "recipient_id", "way",
            unique=True, sqlite_where=_IS_UNDERWAY, postgresql_where=_IS_UNDERWAY,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("recipients.id"), index=True)
    kind: Mapped[str]
    way: Mapped[str]
    copies: Mapped[int]
    sent_on: Mapped[date]
    returned_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship()
    recipient: Mapped[Recipient | None] = relationship()

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.edition.slug} {self.id}"
