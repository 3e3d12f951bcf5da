"""Values out of the JSON of a row, taken out by the database: many times faster than reading all of it here to use a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Select, String, cast, func, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import InstrumentedAttribute

Paths = Sequence[tuple[str, str]]
"""Values by the section in which they stand, and their names in it."""


def with_values(query: Select[Any], column: InstrumentedAttribute[Any], paths: Paths, *, name: str, dialect: str) -> Select[Any]:
    """Add the values of a column at the paths, as one list."""
    if dialect == "sqlite":
        return query.add_columns(_extracted(column, paths, JSON).label(name))
    query, values = _built(query, column, paths)
    return query.add_columns(values.label(name))


def with_text(query: Select[Any], column: InstrumentedAttribute[Any], paths: Paths, *, name: str, dialect: str) -> Select[Any]:
    """Add the values of a column at the paths as the JSON of a list, for whoever reads the same again and again."""
    if dialect == "sqlite":
        return query.add_columns(_extracted(column, paths, String).label(name))
    query, values = _built(query, column, paths)
    return query.add_columns(cast(values, String).label(name))


def _extracted(column: InstrumentedAttribute[Any], paths: Paths, type_: type[JSON | String]) -> ColumnElement[Any]:
    return func.json_extract(column, *(f"$.{section}.{key}" for section, key in paths), type_=type_)


def _built(query: Select[Any], column: InstrumentedAttribute[Any], paths: Paths) -> tuple[Select[Any], ColumnElement[Any]]:
    """Take the sections out as one record: PostgreSQL unpacks a stored document each time it is named."""
    sections = [Column(section, JSONB) for section in dict.fromkeys(section for section, _ in paths)]
    record = func.jsonb_to_record(column).table_valued(*sections).render_derived(name=f"in_{column.key}", with_types=True)
    return query.join(record, true()), func.jsonb_build_array(*(record.c[section][key] for section, key in paths), type_=JSONB)
