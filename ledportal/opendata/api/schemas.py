"""JSON Schemas (2020-12) of what the API answers, from the declaration of the tables and of the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext

from ledportal.offices.declaration import Field, Group, Section
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.opendata.columns import Column, Type, from_field
from ledportal.opendata.places import DISTRICT, MUNICIPALITY, REGION
from ledportal.opendata.tables import DOCUMENTS, OFFICES, Table

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "iri"}
_FORMATS = {"email": "idn-email", "url": "iri"}
_TYPES = {Type.YEAR: "integer", Type.DATE: "string", Type.LIST: "array"}


def closed(properties: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    """Return an object with these properties and no others."""
    left = set(optional)
    required = [name for name in properties if name not in left]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def row(table: Table) -> Schema:
    """Return the schema of a row."""
    return {**closed({column.name: of_column(column) for column in table.columns}), "description": gettext(table.description)}


def of_column(column: Column) -> Schema:
    found: Schema = {"title": gettext(column.title), "type": _TYPES.get(column.type, column.type.value)}
    described = [gettext(text) for text in (column.part_of, column.description) if text] + ([column.unit] if column.unit else [])
    if described:
        found["description"] = ". ".join(described)
    found |= _content(column)
    if column.required or column.type in (Type.LIST, Type.BOOLEAN):
        return found
    found["type"] = [found["type"], "null"]
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    return found


def _content(column: Column) -> Schema:
    inner: Schema = {}
    if column.options:
        inner["enum"] = [*column.options]
    if column.notation in _FORMATS:
        inner["format"] = _FORMATS[column.notation]
    if column.type is Type.LIST:
        return {"items": {"type": "string", **inner}}
    if column.type is Type.DATE:
        return {"format": "date"}
    if column.type in (Type.INTEGER, Type.YEAR, Type.NUMBER):
        bounds = {"minimum": column.lowest, "maximum": column.highest}
        return {name: int(bound) for name, bound in bounds.items() if bound is not None}
    return inner


def entry() -> Schema:
    """Return the schema of one entry with all that belongs to it."""
    columns = {name: of_column(OFFICES[name]) for name in ("slug", "url", "office_status", "successor")}
    places = {
        "municipality": _of(MUNICIPALITY, "code", "name", "name_cyrillic", "kind"),
        "district": _of(DISTRICT, "code", "slug", "name", "name_cyrillic", "name_en"),
        "region": _of(REGION, "code", "name", "name_cyrillic", "name_en"),
    }
    sections = closed({section.key: _section(section) for section in PUBLIC_SECTIONS})
    days = {"published_on": DAY, **_freshness()}
    return closed({"sample": {"const": True}, **columns, **places, **days, "sections": sections}, optional=["sample"])


def _of(columns: Iterable[Column], *names: str) -> Schema:
    return closed({column.name: of_column(column) for column in columns if column.name in names})


def _freshness() -> Mapping[str, Schema]:
    return {name: of_column(OFFICES[name]) for name in ("confirmed_on", "changed_on", "due_on", "standing")}


def _section(section: Section) -> Schema:
    values = {**_fields(section.fields), **{group.key: {"type": "array", "items": _item(group)} for group in section.groups}}
    return {**closed({**_freshness(), "values": closed(values)}), "title": gettext(section.title)}


def _fields(fields: Iterable[Field]) -> dict[str, Schema]:
    return {spec.key: of_column(from_field(spec)) for spec in fields if not spec.internal}


def _item(group: Group) -> Schema:
    computed = {"validity": of_column(DOCUMENTS["validity"])} if group is DOCUMENTS.group else {}
    return closed({"id": STRING, **_fields(group.fields), **computed})


def page(rows: Schema) -> Schema:
    """Return the schema of a page of rows."""
    return closed(
        {
            "sample": {"const": True, "description": gettext("The data are invented")},
            "as_of": {**DAY, "description": gettext("The day of which the states are")},
            "version": {"type": "integer", "description": gettext("The version of the directory: a cursor for the changes after it")},
            "next": {**ADDRESS, "type": ["string", "null"], "description": gettext("The address of the next page")},
            "data": {"type": "array", "items": rows},
        },
        optional=["sample"],
    )


def change() -> Schema:
    return closed(
        {
            "version": {"type": "integer"},
            "at": MOMENT,
            "kind": {**STRING, "enum": [*ChangeKind]},
            "office": {**STRING, "description": gettext("The identifier of the office")},
            "url": ADDRESS,
            "municipality": STRING,
        }
    )


def statistics() -> Schema:
    number: Schema = {"type": "number"}
    numbers: Schema = {"type": "object", "additionalProperties": number}
    district = closed({"district": STRING, "whole": number, "values": numbers})
    figure = closed(
        {"name": STRING, "unit": STRING, "several": {"type": "boolean"}, "whole": number, "values": numbers,
         "districts": {"type": "array", "items": district}}
    )  # fmt: skip
    counted: Schema = {"type": "integer"}
    median: Schema = {"type": ["number", "null"]}
    return closed(
        {"sample": {"const": True}, "as_of": DAY, "municipalities": counted, "entries": counted, "median_staff": median,
         "median_founded": median, "figures": {"type": "array", "items": figure}},
        optional=["sample"],
    )  # fmt: skip


def problem() -> Schema:
    """Return the schema of an error (RFC 9457)."""
    wrong = closed({"parameter": STRING, "detail": STRING})
    return closed(
        {"type": STRING, "title": STRING, "status": {"type": "integer"}, "detail": STRING, "request_id": STRING,
         "errors": {"type": "array", "items": wrong}},
        optional=["errors"],
    )  # fmt: skip
