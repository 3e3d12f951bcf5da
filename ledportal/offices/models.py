"""Offices, the revisions of their profiles, and what is decided about them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.municipalities.models import Municipality
from ledportal.offices.workflow import Status

if TYPE_CHECKING:
    from ledportal.memberships.models import Membership


class OfficeStatus(StrEnum):
    EXISTS = "exists"
    BEING_SET_UP = "being_set_up"
    NONE = "none"
    CLOSED = "closed"
    UNKNOWN = "unknown"


GONE = (OfficeStatus.NONE, OfficeStatus.CLOSED)


def is_gone(status: str) -> bool:
    """Say whether there is no office any more, so that nobody is asked to confirm what it published."""
    return status in GONE


class Provenance(StrEnum):
    OFFICE = "office"
    PHONE = "phone"
    PAPER = "paper"
    IMPORT = "import"


_HAS_SUCCESSOR = text("successor_id IS NOT NULL")


class Office(Base):
    """The LED office of a municipality, whether it exists or not. ``published_revision`` is the whole meaning of "public".

    ``changed_in`` is the version of the directory in which what everybody sees of it changed last.
    """

    __tablename__ = "offices"
    __table_args__ = (Index("ix_offices_taken_over", "successor_id", sqlite_where=_HAS_SUCCESSOR, postgresql_where=_HAS_SUCCESSOR),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipalities.code"), unique=True)
    status: Mapped[str] = mapped_column(default=OfficeStatus.UNKNOWN)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    published_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    version: Mapped[int] = mapped_column(default=1)
    changed_in: Mapped[int] = mapped_column(server_default="0", index=True)

    shown_to_all = frozenset({"slug", "status", "successor", "successor_id", "published_revision", "published_revision_id"})

    municipality: Mapped[Municipality] = relationship()
    successor: Mapped[Office | None] = relationship(remote_side=[id])
    published_revision: Mapped[Revision | None] = relationship(foreign_keys=[published_revision_id], post_update=True)
    memberships: Mapped[list[Membership]] = relationship(back_populates="office")

    @property
    def granted(self) -> list[Membership]:
        return [each for each in self.memberships if each.status == "granted"]

    @property
    def members(self) -> list[User]:
        return [each.user for each in self.granted]

    @property
    def active_members(self) -> list[User]:
        """The members to whom mail goes: their accounts are in use, their addresses confirmed."""
        return [each for each in self.members if each.is_active and each.is_confirmed]

    @property
    def is_expected(self) -> bool:
        """Whether an entry is expected of it, and counted: its municipality is in the register, and it has not closed."""
        return self.municipality.active and not is_gone(self.status)

    def has_member(self, user: Any) -> bool:
        return any(each.user_id == user.id for each in self.granted)

    def has_head(self, user: Any) -> bool:
        return any(each.user_id == user.id and each.role == "head" for each in self.granted)

    def name(self, locale: str) -> str:
        """Return the municipality's name in the reader's version."""
        return self.municipality.name(locale)

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.slug


EXPECTED = (Municipality.active, Office.status.not_in(GONE))
"""The conditions of ``Office.is_expected``, for queries that join the municipality.

They tell whose entries are counted and offered. A closed office keeps its page and its row in the downloads, and is found by its name and
place like a municipality without an entry.
"""

_OPEN = text("status IN ('draft', 'submitted')")
_PUBLISHED = text("status = 'published'")


class Revision(Base):
    """One numbered copy of a profile. ``content`` changes only while it is a draft; ``version`` counts its saves.

    ``open_sections`` names what may be changed in a draft that was begun for some sections only (``opening``); None is all.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        Index("uq_revisions_open", "office_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_revisions_published", "office_id", unique=True, sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    number: Mapped[int]
    status: Mapped[str] = mapped_column(default=Status.DRAFT, index=True)
    schema: Mapped[int]
    content: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    provenance: Mapped[str] = mapped_column(default=Provenance.OFFICE)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    confirmed_sections: Mapped[list[str]] = mapped_column(default=list)
    open_sections: Mapped[list[str] | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship(foreign_keys=[office_id])
    copied_from: Mapped[Revision | None] = relationship(remote_side=[id])
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    saved_by: Mapped[User | None] = relationship(foreign_keys=[saved_by_id])
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    decision: Mapped[Decision | None] = relationship(back_populates="revision")
    comments: Mapped[list[Comment]] = relationship(back_populates="revision", order_by="Comment.id")

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"{self.office.slug} {self.number}"


class Decision(Base):
    """What staff decided about a submitted revision: at most one."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), unique=True)
    verb: Mapped[str]
    reasons: Mapped[list[str]]
    text: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    revision: Mapped[Revision] = relationship(back_populates="decision")
    decided_by: Mapped[User] = relationship()


class Comment(Base):
    """What staff wrote about a revision: to a field (``section.field``), or in all (empty). Internal ones stay with staff."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    field: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    internal: Mapped[bool]
    created_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    revision: Mapped[Revision] = relationship(back_populates="comments")
    author: Mapped[User] = relationship()


class ConfirmedBy(StrEnum):
    """How a confirmation came in."""

    SUBMISSION = "submission"
    PAGE = "page"
    MAIL = "mail"
    PHONE = "phone"


class Confirmation(Base):
    """A member says that a section is right, as of a time. ``address`` is that of the mail through whose link it was said."""

    __tablename__ = "confirmations"
    __table_args__ = (Index("ix_confirmations_latest", "office_id", "section", "confirmed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    section: Mapped[str]
    confirmed_at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    via: Mapped[str] = mapped_column(default=ConfirmedBy.SUBMISSION)
    address: Mapped[str | None]


class Listing(Base):
    """The public projection of a published revision: what the directory, search and exports read. Rebuilt by a command.

    ``sections`` holds for each public section the days on which it was confirmed and changed (``standing.SectionDays``), ``due_on`` the
    day from which the entry should be confirmed again, ``ends_on`` the next end of a document or certificate that the daily run has not
    dealt with yet.
    """

    __tablename__ = "listings"

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    content: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    sections: Mapped[dict[str, Any]]
    due_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)

    shown_to_all = frozenset({
        "slug", "district_code", "region_code", "name", "sort_key", "content", "published_at", "changed_at", "confirmed_at",
        "sections", "due_on",
    })  # fmt: skip

    office: Mapped[Office] = relationship()
