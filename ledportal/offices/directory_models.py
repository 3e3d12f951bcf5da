"""The version of the directory, and the public journal of what changed in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.database import Base
from ledportal.offices.models import Office, Revision


class ChangeKind(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"
    CONFIRMED = "confirmed"
    STATUS = "status"
    REGISTER = "register"


class DirectoryState(Base):
    """The one row that tells which version of the directory everybody sees. Who writes it holds it until the end of the transaction."""

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    changed_at: Mapped[datetime]


class Change(Base):
    """One change of what everybody sees, under the version of the directory that it made. Rows are only ever added.

    Attributes:
        kind: an entry was published for the first time, updated by a new revision, or confirmed; whether there is an office (``status``),
            or whether the municipality is in the register, changed.
        revision_id: the revision that was public after it.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_office_id", "office_id", "version"),)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))

    office: Mapped[Office] = relationship()
    revision: Mapped[Revision | None] = relationship()
