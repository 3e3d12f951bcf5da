"""The OpenAPI document (3.1), made from the declared operations and tables, in the reader's version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

from flask_babel import gettext

from ledportal import licence
from ledportal.opendata.api import samples, schemas
from ledportal.opendata.api.operations import OPERATIONS, Operation
from ledportal.opendata.api.parameters import LIMIT, MOST, Parameter
from ledportal.opendata.changelog import FORMAT
from ledportal.opendata.tables import TABLES
from ledportal.problems import DETAILS, MEDIA_TYPE
from ledportal.search.criteria import MOST_VALUES


def document(*, server: str, page: str, dictionary: str, contact: str) -> dict[str, Any]:
    """Return the document of the API at a server's address; its page explains it to people, the dictionary the columns of the tables."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": gettext("Register of LED offices"),
            "description": gettext("The public data of the register of local economic development offices in Serbia"),
            "version": FORMAT,
            "license": {"name": licence.NAME, "identifier": licence.SPDX},
            "contact": {"email": contact},
        },
        "servers": [{"url": server}],
        "externalDocs": {"url": page},
        "paths": {each.path: {"get": operation(each)} for each in OPERATIONS},
        "components": {"schemas": components(dictionary), "responses": _responses()},
    }


def components(dictionary: str) -> dict[str, Any]:
    """Return the named schemas."""
    rows = {table.one: schemas.row(table, dictionary) for table in TABLES.values()}
    return {
        **rows,
        "Entry": schemas.entry(dictionary),
        "Change": schemas.change(),
        "Statistics": schemas.statistics(),
        "Problem": schemas.problem(),
    }


def operation(declared: Operation) -> dict[str, Any]:
    """Return one operation."""
    answer = {
        "description": gettext(declared.summary),
        "headers": {"ETag": {"schema": schemas.STRING}, **({"Link": {"schema": schemas.STRING}} if declared.paged else {})},
        "content": {"application/json": _content(declared)},
    }
    responses = {"200": answer, "304": {"$ref": "#/components/responses/Unchanged"}, "400": {"$ref": "#/components/responses/Wrong"}}
    if declared.variable:
        responses |= {str(status): {"$ref": f"#/components/responses/{name}"} for status, name in ((404, "Missing"), (410, "Gone"))}
    variable = [_parameter(declared.variable, "path")] if declared.variable else []
    examples = parse_qs(declared.example.removeprefix("?"))
    return {
        "operationId": declared.name,
        "summary": gettext(declared.summary),
        "parameters": [*variable, *(_parameter(each, "query", examples.get(each.name)) for each in declared.parameters)],
        "responses": responses,
    }


def _content(declared: Operation) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{declared.schema}"}
    found: dict[str, Any] = {"schema": schemas.page(reference) if declared.paged else reference}
    if row := samples.ROWS.get(declared.schema):
        found["example"] = samples.page(row)
    return found


def _responses() -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wrong = {MEDIA_TYPE: {**content[MEDIA_TYPE], "example": samples.problem()}}
    return {
        "Unchanged": {"description": gettext("Nothing has changed since the answer whose ETag you sent in If-None-Match")},
        "Wrong": {"description": gettext(DETAILS[400]), "content": wrong},
        "Missing": {"description": gettext(DETAILS[404]), "content": content},
        "Gone": {"description": gettext(DETAILS[410]), "content": content},
    }


def _parameter(declared: Parameter, place: str, example: Sequence[str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": declared.name, "in": place, "description": gettext(declared.meaning), "schema": _schema(declared)}
    if place == "path":
        found["required"] = True
    if declared.several:
        found |= {"style": "form", "explode": True}
    if example:
        found["example"] = example if declared.several else example[0]
    return found


def _schema(declared: Parameter) -> dict[str, Any]:
    if declared.number:
        return {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    if declared.moment:
        return {"anyOf": [schemas.MOMENT, schemas.DAY]}
    one: dict[str, Any] = {"type": "string"}
    one |= {"enum": [*declared.options]} if declared.options else {"pattern": declared.pattern}
    if not declared.several:
        return one
    enough = gettext("all of the values") if declared.takes_all else gettext("any of the values")
    return {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_VALUES, "description": enough}
