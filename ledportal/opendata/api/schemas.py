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
from ledportal.text import N_

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "iri"}
KINDS_OF_CHANGE = N_(
    "An entry was published for the first time, updated, or confirmed; whether there is an office changed (status); the municipality came "
    "into the register or left it (register)"
)
_FORMATS = {"email": "idn-email", "url": "iri"}
_TYPES = {Type.YEAR: "integer", Type.DATE: "string", Type.LIST: "array"}


def closed(properties: Mapping[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    """Return an object with these properties and no others."""
    left = set(optional)
    required = [name for name in properties if name not in left]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def row(table: Table, dictionary: str) -> Schema:
    """Return the schema of a row; below ``dictionary`` stands what its codes mean."""
    columns = closed({column.name: of_column(column) for column in table.columns})
    return {**columns, "description": gettext(table.description), "externalDocs": {"url": f"{dictionary}{table.file}/"}}


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


def entry(dictionary: str) -> Schema:
    """Return the schema of one entry with all that belongs to it."""
    columns = {name: of_column(OFFICES[name]) for name in ("slug", "url", "office_status", "successor")}
    places = {
        "municipality": _of(MUNICIPALITY, "code", "name", "name_cyrillic", "kind"),
        "district": _of(DISTRICT, "code", "slug", "name", "name_cyrillic", "name_en"),
        "region": _of(REGION, "code", "name", "name_cyrillic", "name_en"),
    }
    sections = closed({section.key: _section(section) for section in PUBLIC_SECTIONS})
    days = {"published_on": of_column(OFFICES["published_on"]), **_freshness()}
    whole = closed({"sample": _sample(), **columns, **places, **days, "sections": sections}, optional=["sample"])
    return {**whole, "externalDocs": {"url": dictionary}}


def _sample() -> Schema:
    return {"type": "boolean", "const": True, "description": gettext("The data are invented")}


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
            "sample": _sample(),
            "as_of": described(DAY, N_("The day of which the states are")),
            "version": described(INTEGER, N_("The version of the directory: a cursor for the changes after it")),
            "next": described({**ADDRESS, "type": ["string", "null"]}, N_("The address of the next page")),
            "data": described({"type": "array", "items": rows}, N_("The rows")),
        },
        optional=["sample"],
    )


def described(schema: Schema, description: str) -> Schema:
    """Return a schema with what it means (a msgid)."""
    return {**schema, "description": gettext(description)}


def change() -> Schema:
    """Return the schema of a change."""
    return closed(
        {
            "version": described(INTEGER, N_("The version of the directory that it made")),
            "at": MOMENT,
            "kind": described({**STRING, "enum": [*ChangeKind]}, KINDS_OF_CHANGE),
            "office": described(STRING, N_("The identifier of the office")),
            "url": described(ADDRESS, N_("Its page")),
            "municipality": STRING,
        }
    )


def statistics() -> Schema:
    """Return the schema of the figures."""
    numbers: Schema = {"type": "object", "additionalProperties": NUMBER}
    counts = {
        "whole": described(NUMBER, N_("What its parts are of; they add up to more where one office may be in several")),
        "values": described(numbers, N_("The numbers by their codes")),
        "offices": described(numbers, N_("Where documents are counted: how many offices have one, by their codes, and any of them")),
    }
    district = closed({"district": described(STRING, N_("The identifier of the district")), **counts}, optional=["offices"])
    figure = closed(
        {
            "name": STRING,
            "unit": described(STRING, N_("What is counted")),
            "several": described(BOOLEAN, N_("Whether one office may be in several of its parts")),
            **counts,
            "districts": {"type": "array", "items": district},
        },
        optional=["offices"],
    )
    median = {"type": ["number", "null"]}
    return closed(
        {
            "sample": _sample(),
            "as_of": DAY,
            "municipalities": described(INTEGER, N_("How many there are in the register")),
            "entries": described(INTEGER, N_("How many of them have an office with an entry")),
            "median_staff": described(median, N_("Employees of an office, the median")),
            "median_founded": described(median, N_("The year in which an office was founded, the median")),
            "figures": {"type": "array", "items": figure},
        },
        optional=["sample"],
    )


def problem() -> Schema:
    """Return the schema of an error (RFC 9457)."""
    wrong = closed(
        {
            "parameter": described(STRING, N_("The name of a parameter of the address")),
            "detail": described(STRING, N_("What is wrong with it")),
        }
    )
    return closed(
        {
            "type": described(STRING, N_("Always about:blank: the status says what kind of error it is")),
            "title": described(STRING, N_("The error in a few words")),
            "status": described(INTEGER, N_("The status of the answer (HTTP)")),
            "detail": described(STRING, N_("What happened, and what to do")),
            "request_id": described(STRING, N_("Tell it when you write to us about the error")),
            "errors": {"type": "array", "items": wrong},
        },
        optional=["errors"],
    )
