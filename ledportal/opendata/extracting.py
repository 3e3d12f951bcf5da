"""Parts of an entry's content, taken out by the database: many times faster than reading all of it here to use a third."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, func, select, true
from sqlalchemy.dialects.postgresql import JSONB

from ledportal.offices.models import Listing
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.opendata.tables import Table

PATHS = [(section.key, spec.key) for section in PUBLIC_SECTIONS for spec in section.fields if not spec.internal]
"""Where the fields of the table of offices stand, in the order of its columns."""

DAYS = [(section.key, name) for section in PUBLIC_SECTIONS for name in ("confirmed", "changed")]
"""Where a listing keeps the days of its sections."""


def with_days(query: Select[Any], dialect: str) -> Select[Any]:
    """Add ``days``: when each section was confirmed and changed, as one list."""
    if dialect == "sqlite":
        return query.add_columns(_extracted(Listing.sections, DAYS).label("days"))
    return query.add_columns(func.jsonb_build_array(*(Listing.sections[key][name] for key, name in DAYS), type_=JSONB).label("days"))


def with_values(query: Select[Any], dialect: str) -> Select[Any]:
    """Add ``values``: what stands in the fields of the table of offices, as one list.

    PostgreSQL unpacks a stored document each time it is named, so that each section is taken out of it once (``OFFSET 0`` sees to it).
    """
    if dialect == "sqlite":
        return query.add_columns(_extracted(Listing.content, PATHS).label("values"))
    sections = dict.fromkeys(key for key, _ in PATHS)
    parts = select(*(Listing.content[key].label(key) for key in sections)).correlate(Listing).offset(0).lateral("parts")
    values = func.jsonb_build_array(*(parts.c[key][name] for key, name in PATHS), type_=JSONB)
    return query.join(parts, true()).add_columns(values.label("values"))


def with_items(query: Select[Any], table: Table) -> Select[Any]:
    """Add ``items``: those of a repeatable group."""
    assert table.section is not None and table.group is not None
    return query.add_columns(Listing.content[table.section.key][table.group.key].label("items"))


def with_all(query: Select[Any]) -> Select[Any]:
    """Add ``content``: all of it."""
    return query.add_columns(Listing.content)


def _extracted(document: Any, paths: list[tuple[str, str]]) -> ColumnElement[Any]:
    return func.json_extract(document, *(f"$.{key}.{name}" for key, name in paths), type_=JSON)
