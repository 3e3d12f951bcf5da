"""Editions of the catalogue: what was frozen, how it is set, and the files that were made of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base, Json
from ledportal.offices.models import Office


class FileKind(StrEnum):
    """What a file of an edition is for."""

    SCREEN = "screen"
    ARCHIVE = "archive"
    PRINT = "print"
    COVER = "cover"
    PROOF = "proof"


class Edition(Base):
    """A frozen set of published revisions, and how the book of it is set. Once published, nothing of it changes any more.

    Attributes:
        slug: its address: the year, the version where it is not the Latin one, the number where it is not the first.
        number: 1, and one more for each corrected reprint of the same year and version.
        corrects_id: the edition that this one is a corrected reprint of.
        correction: what was corrected, as readers are told.
        sections: the keys of the profile's sections that are printed.
        order: ``district`` or ``name``.
        locale: language and script.
        leaf: the thickness of a leaf of the inner paper in micrometres; ``cover_leaf`` that of the cover's.
        base_url: of the register, to which links and QR codes lead.
        frozen_at: as of when the register was taken.
        problems: what could not be set as it should be, found when the files were made.
        made_of: the version of which the files were made; None where there are none.
    """

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("year", "locale", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    number: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    correction: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    foreword: Mapped[str] = mapped_column(Text, default="")
    foreword_by: Mapped[str] = mapped_column(default="")
    isbn: Mapped[str] = mapped_column(default="")
    cip: Mapped[str] = mapped_column(Text, default="")
    imprint: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(default="")
    sections: Mapped[list[str]]
    order: Mapped[str] = mapped_column(default="district")
    locale: Mapped[str]
    paper: Mapped[str] = mapped_column(default="a4")
    leaf: Mapped[int] = mapped_column(default=110)
    cover_leaf: Mapped[int] = mapped_column(default=300)
    base_url: Mapped[str]
    frozen_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    problems: Mapped[list[Any]] = mapped_column(Json, default=list)
    made_of: Mapped[int | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    corrects: Mapped[Edition | None] = relationship(remote_side=[id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    entries: Mapped[list[EditionEntry]] = relationship(back_populates="edition", order_by="EditionEntry.id")
    files: Mapped[list[EditionFile]] = relationship(back_populates="edition", order_by="EditionFile.id")
    logos: Mapped[list[EditionLogo]] = relationship(back_populates="edition", order_by="EditionLogo.id")

    @property
    def is_made(self) -> bool:
        """Whether its files are of the edition as it is now."""
        return self.made_of == self.version

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.slug


class EditionEntry(Base):
    """One municipality in an edition: what the register showed of it when it was frozen (``catalogue.book.frozen``)."""

    __tablename__ = "edition_entries"
    __table_args__ = (UniqueConstraint("edition_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    kind: Mapped[str]
    frozen: Mapped[dict[str, Any]]

    edition: Mapped[Edition] = relationship(back_populates="entries")
    office: Mapped[Office] = relationship()


class EditionFile(Base):
    """A file that was made of an edition; its bytes are stored under their SHA-256.

    Attributes:
        made_with: the versions of the programs, templates, fonts and the profile of the press: with the same ones the same bytes come out.
    """

    __tablename__ = "edition_files"
    __table_args__ = (UniqueConstraint("edition_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    kind: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    made_at: Mapped[datetime]
    made_with: Mapped[dict[str, Any]]

    edition: Mapped[Edition] = relationship(back_populates="files")


class EditionLogo(Base):
    """A logo beside the title page: CenTriR's or a donor's; its bytes are stored under their SHA-256."""

    __tablename__ = "edition_logos"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]

    edition: Mapped[Edition] = relationship(back_populates="logos")
