"""What the tables take out of the entries."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from ledportal.offices import extracting
from ledportal.offices.models import Listing
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.opendata.tables import Table

PATHS = [(section.key, spec.key) for section in PUBLIC_SECTIONS for spec in section.fields if not spec.internal]
"""Where the fields of the table of offices stand, in the order of its columns."""

DAYS = [(section.key, name) for section in PUBLIC_SECTIONS for name in ("confirmed", "changed")]
"""Where a listing keeps the days of its sections."""


def with_days(query: Select[Any], dialect: str) -> Select[Any]:
    """Add ``days``: when each section was confirmed and changed, as the text of one list, which many entries have in common."""
    return extracting.with_text(query, Listing.sections, DAYS, name="days", dialect=dialect)


def with_values(query: Select[Any], dialect: str) -> Select[Any]:
    """Add ``values``: what stands in the fields of the table of offices, as one list."""
    return extracting.with_values(query, Listing.content, PATHS, name="values", dialect=dialect)


def with_items(query: Select[Any], table: Table) -> Select[Any]:
    """Add ``items``: those of a repeatable group."""
    assert table.section is not None and table.group is not None
    return query.add_columns(Listing.content[table.section.key][table.group.key].label("items"))


def with_all(query: Select[Any]) -> Select[Any]:
    """Add ``content``: all of it."""
    return query.add_columns(Listing.content)
