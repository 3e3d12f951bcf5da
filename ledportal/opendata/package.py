"""The data package (Frictionless Data, specs.frictionlessdata.io): what stands in each CSV file, for the programs that read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext

from ledportal.opendata.changelog import FORMAT
from ledportal.opendata.columns import Column, Type
from ledportal.opendata.tables import Table

TYPES = {Type.LIST: "string"}
"""Where a type's name in a table schema is not ours: a list is a text whose parts a semicolon divides."""


def descriptor(tables: Iterable[tuple[Table, Sequence[Column]]], *, homepage: str, **more: Any) -> dict[str, Any]:
    """Return the package of the tables, each with its columns."""
    return {
        "profile": "tabular-data-package",
        "name": "ledportal",
        "title": gettext("Register of LED offices"),
        "description": gettext("The public data of the register of local economic development offices in Serbia"),
        "homepage": homepage,
        "version": FORMAT,
        **more,
        "resources": [resource(table, columns) for table, columns in tables],
    }


def resource(table: Table, columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.file}.csv",
        "title": gettext(table.title),
        "description": gettext(table.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(table, columns),
    }


def schema(table: Table, columns: Sequence[Column]) -> dict[str, Any]:
    """Return the table schema."""
    keys = [
        {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.references]}} for key in table.foreign_keys
    ]  # fmt: skip
    found = {"fields": [_field(column) for column in columns], "missingValues": [""], "primaryKey": [*table.key]}
    return {**found, "foreignKeys": keys} if keys else found


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": TYPES.get(column.type, column.type.value), "title": gettext(column.title)}
    described = [gettext(text) for text in (column.part_of, column.description) if text]
    if column.notation == "phone":
        described.append(gettext("E.164, with an apostrophe before it, so that no spreadsheet takes it for a formula"))
    if described:
        found["description"] = ". ".join(described)
    if column.notation == "email":
        found["format"] = "email"
    if column.unit:
        found["unit"] = column.unit
    if limits := _constraints(column):
        found["constraints"] = limits
    if column.options and column.type is Type.STRING:
        found["categories"] = [{"value": code, "label": gettext(label)} for code, label in column.options.items()]
    return found


def _constraints(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.options and column.type is Type.STRING:
        limits["enum"] = [*column.options]
    if column.type in (Type.INTEGER, Type.YEAR, Type.NUMBER):
        bounds = {"minimum": column.lowest, "maximum": column.highest}
        limits |= {name: bound if column.type is Type.NUMBER else int(bound) for name, bound in bounds.items() if bound is not None}
    return limits
