"""The OpenAPI document as its page tells it to people: nothing stands there that is not in the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask_babel import gettext

from ledportal.opendata.columns import Type
from ledportal.opendata.dictionary import CODE, NOTATIONS, TYPES
from ledportal.text import N_

Document = Mapping[str, Any]
Schema = Mapping[str, Any]

FORMATS = {
    "date": TYPES[Type.DATE],
    "date-time": N_("time (RFC 3339)"),
    "iri": NOTATIONS["url"],
    "idn-email": NOTATIONS["email"],
}
KINDS = {
    "string": TYPES[Type.STRING],
    "integer": TYPES[Type.INTEGER],
    "number": TYPES[Type.NUMBER],
    "boolean": TYPES[Type.BOOLEAN],
    "object": N_("object"),
    "array": N_("list"),
}


@dataclass(frozen=True)
class Value:
    """Something that is asked or answered.

    Attributes:
        name: within objects and lists with theirs before it: ``sections.sites.values.sites[].name``.
        kind: in words.
        codes: those that may stand there, where no dictionary tells them.
        most: how often a parameter may be given, and which of its values are ``enough``; 0 for what is answered.
        may_lack: it may be missing, ``may_be_null`` it may be there without a value.
    """

    name: str
    kind: str
    description: str = ""
    codes: Sequence[str] = ()
    most: int = 0
    enough: str = ""
    may_lack: bool = False
    may_be_null: bool = False


@dataclass(frozen=True)
class Explained:
    """One operation.

    Attributes:
        example: parameters to try, as they stand in an address.
        rows: whether ``answer`` is of each row of a page.
        dictionary: where the codes are told.
        sample: an answer.
    """

    name: str
    path: str
    summary: str
    parameters: Sequence[Value]
    example: str
    answer: Sequence[Value]
    rows: bool
    dictionary: str
    sample: str


def operations(document: Document) -> list[Explained]:
    """Return all operations of a document."""
    return [_explained(document, path, each["get"]) for path, each in document["paths"].items()]


def _explained(document: Document, path: str, operation: Mapping[str, Any]) -> Explained:
    asked = operation["parameters"]
    example = [(each["name"], each["example"]) for each in asked if "example" in each and each["in"] == "query"]
    content = operation["responses"]["200"]["content"]["application/json"]
    rows = _rows(content["schema"])
    answer = resolved(document, rows or content["schema"])
    told = answer.get("externalDocs", {}).get("url", "")
    return Explained(
        name=operation["operationId"],
        path=path,
        summary=operation["summary"],
        parameters=[_parameter(each) for each in asked],
        example=f"?{urlencode(example, doseq=True)}" if example else "",
        answer=[*_values(document, answer, with_codes=not told)],
        rows=rows is not None,
        dictionary=urlsplit(told).path,
        sample=_sample(content),
    )


def _rows(schema: Schema) -> Schema | None:
    """Return the schema of a page's rows; None where the answer is no page."""
    rows: Schema | None = schema.get("properties", {}).get("data", {}).get("items")
    return rows


def page(document: Document) -> list[Value]:
    """Return what stands around the rows on every page."""
    contents = (each["get"]["responses"]["200"]["content"]["application/json"] for each in document["paths"].values())
    schema = next(content["schema"] for content in contents if _rows(content["schema"]))
    return [each for each in _values(document, schema, with_codes=True) if "[]" not in each.name]


def problem(document: Document) -> tuple[list[Value], Mapping[str, str], str]:
    """Return what an error holds, what is said of each that is declared, and an example."""
    declared = {status: one for each in document["paths"].values() for status, one in each["get"]["responses"].items() if status != "200"}
    found = {status: resolved(document, declared[status]) for status in sorted(declared)}
    (content,) = found["400"]["content"].values()
    fields = [*_values(document, resolved(document, content["schema"]), with_codes=True)]
    return fields, {status: each["description"] for status, each in found.items()}, _sample(content)


def _sample(content: Mapping[str, Any]) -> str:
    return json.dumps(content["example"], ensure_ascii=False, indent=2) if "example" in content else ""


def resolved(document: Document, thing: Schema) -> Schema:
    """Return what a reference names."""
    if "$ref" not in thing:
        return thing
    _root, _components, group, name = thing["$ref"].split("/")
    found: Schema = document["components"][group][name]
    return found


def _parameter(declared: Mapping[str, Any]) -> Value:
    schema = declared["schema"]
    several = schema.get("type") == "array"
    one = schema["items"] if several else schema
    return Value(
        name=declared["name"],
        kind=" ".join(_kinds(one)) if several else " ".join([*_kinds(one), *_bounds(one)]),
        description=declared["description"],
        codes=one.get("enum", ()),
        most=schema["maxItems"] if several else 1,
        enough=schema["description"] if several else "",
        may_lack=not declared.get("required", False),
    )


def _bounds(schema: Schema) -> Iterator[str]:
    if "maximum" in schema:
        yield gettext(
            "from %(least)s to %(most)s, if not given %(usual)s", least=schema["minimum"], most=schema["maximum"], usual=schema["default"]
        )


def _kinds(schema: Schema) -> Iterator[str]:
    """Yield the words for what a value is, the inner ones of a list last."""
    if "anyOf" in schema:
        yield f" {gettext('or')} ".join(" ".join(_kinds(each)) for each in schema["anyOf"])
        return
    if "enum" in schema:
        yield gettext(CODE)
        return
    name = next(each for each in _types(schema) if each != "null")
    yield gettext(FORMATS.get(schema.get("format", ""), KINDS[name]))


def _types(schema: Schema) -> Sequence[str]:
    found = schema["type"]
    return [found] if isinstance(found, str) else found


def _values(document: Document, schema: Schema, *, with_codes: bool, before: str = "") -> Iterator[Value]:
    """Yield what an object holds, and behind each what that holds."""
    required = set(schema.get("required", ()))
    for name, declared in schema.get("properties", {}).items():
        inner = resolved(document, declared)
        one = resolved(document, inner.get("items", inner))
        yield Value(
            name=before + name,
            kind=_kind(inner, one),
            description=_told(inner),
            codes=[each for each in one.get("enum", ()) if each is not None] if with_codes else (),
            may_lack=name not in required,
            may_be_null="null" in _types(inner),
        )
        yield from _values(document, one, with_codes=with_codes, before=f"{before}{name}{'' if one is inner else '[]'}.")


def _kind(schema: Schema, one: Schema) -> str:
    kind = " ".join(_kinds(one))
    return gettext("list: %(kind)s", kind=kind) if one is not schema else kind


def _told(schema: Schema) -> str:
    return ". ".join(schema[name] for name in ("title", "description") if name in schema)
