"""What is searched: a document for each office, and the words that a mistyped one may have meant."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Dialect, ForeignKey, String, Text, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from ledportal.database import Base
from ledportal.search.words import LONGEST

INDEX = "search_index"
"""The full-text index, which each database keeps up by itself: FTS5 with triggers, or GIN. No model describes it, nor its tables."""


def is_index(name: str | None) -> bool:
    """Say whether a table or an index belongs to the full-text index."""
    return (name or "").startswith(INDEX)


def is_described(_object: object, name: str | None, *_rest: object) -> bool:
    """Say whether Alembic compares a table or an index of the database with the models."""
    return not is_index(name)


class BesideTheRow(TypeDecorator[str]):
    """Words that PostgreSQL keeps beside the table's rows, so that these are few pages: it does so with rows of 2 kB or more only.

    Shorter texts are filled up with spaces, which it compresses away (PostgreSQL manual, "TOAST").
    """

    impl = Text
    cache_ok = True
    SHORTEST: Final = 2_100

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.ljust(self.SHORTEST) if value is not None and dialect.name == "postgresql" else value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.rstrip()


class SearchDocument(Base):
    """What an office is found by (``documents.document``), whether it is published or not; ``format`` is the way in which it is written."""

    __tablename__ = "search_documents"
    shown_to_all = frozenset({"words", "traits"})

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(BesideTheRow)
    traits: Mapped[str] = mapped_column(Text)
    format: Mapped[int]


class SearchWord(Base):
    """A word of the documents' names and titles: folded, its stem, where it stands at best, and as it is written."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    stem: Mapped[str] = mapped_column(String(LONGEST), index=True)
    where: Mapped[str] = mapped_column(String(1))
    shown: Mapped[str]
