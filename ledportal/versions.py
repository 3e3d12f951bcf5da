"""Rows that count their changes: one is changed only where it is still what a person saw."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, update

from ledportal.extensions import db


def swap(row: Any, *conditions: Any, version: int, **values: Any) -> bool:
    """Change a row that still has the version and meets the conditions, and say whether it did; the version goes up."""
    model = type(row)
    ((key, value),) = zip(inspect(model).primary_key, inspect(row).identity, strict=True)
    query = update(model).where(key == value, model.version == version, *conditions).values(version=version + 1, **values)
    return bool(db.session.execute(query).rowcount == 1)  # type: ignore[attr-defined]
