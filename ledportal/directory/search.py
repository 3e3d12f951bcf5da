"""Finding offices and municipalities by what a visitor types, in either script and without diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.models import Listing, Office
from ledportal.script import fold, search_text


@dataclass(frozen=True)
class Found:
    """The ids of offices: first those with an entry, the best match first, then the municipalities without one, found by name."""

    entries: Sequence[int]
    others: Sequence[int]

    @property
    def ids(self) -> list[int]:
        return [*self.entries, *self.others]


def search(text: str = "", *, district: str = "", region: str = "") -> Found:
    """Return the active municipalities whose entry, or else whose name, has a word that begins with each word of the text.

    Args:
        district: a district's slug.
        region: a region's code.
    """
    words = fold(text).split()
    if text and not words:
        return Found([], [])
    rows = db.session.execute(_select(words, district, region)).all()
    ranked = sorted(rows, key=lambda row: (_rank(row, words), row.sort_key, row.code))
    return Found([row.id for row in ranked if row.name is not None], [row.id for row in ranked if row.name is None])


def _select(words: Sequence[str], district: str, region: str) -> Any:
    place = (Municipality.search_text.label("place"), Municipality.sort_key, Municipality.code)
    query = select(Office.id, Listing.name, *place).join(Office.municipality).join(Municipality.district)
    query = query.outerjoin(Listing, Listing.office_id == Office.id).where(Municipality.active)
    if words:
        query = query.where(or_(_has_all(Listing.search_text, words), _has_all(Municipality.search_text, words)))
    if district:
        query = query.where(District.slug == district)
    return query.where(District.region_code == region) if region else query


def _has_all(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """Say that each word begins a word of the folded column."""
    return and_(*(or_(column.startswith(word, autoescape=True), column.contains(f" {word}", autoescape=True)) for word in words))


def _rank(row: Row[Any], words: Sequence[str]) -> int:
    """Put the places of that name first, then the offices of that name, then those that mention it."""
    if _begin_words_of(row.place, words):
        return 0
    return 1 if _begin_words_of(f"{row.place} {search_text(row.name or '')}", words) else 2


def _begin_words_of(text: str, words: Sequence[str]) -> bool:
    return all(f" {word}" in f" {text}" for word in words)
