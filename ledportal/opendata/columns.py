"""A column of a public table, and how a field of the profile becomes one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ledportal.offices.declaration import Field
from ledportal.offices.kinds import Choice, Choices, Files, Flag, Kind
from ledportal.offices.notations import Day, Email, Integer, Link, Number, Phone, Year


class Type(StrEnum):
    """What a cell holds; an empty cell is null everywhere, and a list in one cell of a text file is parted by ``SEPARATOR``."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    BOOLEAN = "boolean"
    LIST = "list"


SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: the same in every format, English.
        title, description: msgids; the description may be empty.
        unit: of a number, "ha" or "EUR/m²".
        options: the codes that may stand there, with their labels (msgids).
        notation: "email", "phone" (E.164, in CSV with an apostrophe before it) or "url" where a text is one.
        required: whether something stands in every row. No field of the profile promises that: a name may have to go.
        longest: the most characters of a text, where that is known.
        part_of: the title (msgid) of the section that it speaks of.
        lowest, highest: the bounds of a number or a year.
    """

    name: str
    title: str
    type: Type = Type.STRING
    description: str = ""
    unit: str = ""
    options: Mapping[str, str] | None = field(default=None, hash=False)
    notation: str = ""
    required: bool = False
    longest: int | None = None
    lowest: float | None = None
    highest: float | None = None
    part_of: str = ""


def from_field(spec: Field, description: str = "") -> Column:
    """Return a field of the profile as a column."""
    kind = spec.kind
    return Column(
        name=spec.key,
        title=spec.label,
        type=type_of(kind),
        description=description,
        unit=spec.unit,
        options=kind.options if isinstance(kind, Choice | Choices) else None,
        notation=notation_of(kind),
        longest=getattr(kind, "longest", None) if type_of(kind) is Type.STRING else None,
        lowest=_bound(kind, "lowest"),
        highest=_bound(kind, "highest"),
    )


def type_of(kind: Kind) -> Type:
    match kind:
        case Choices() | Files():
            return Type.LIST
        case Flag():
            return Type.BOOLEAN
        case Integer():
            return Type.INTEGER
        case Number():
            return Type.NUMBER
        case Year():
            return Type.YEAR
        case Day():
            return Type.DATE
    return Type.STRING


def notation_of(kind: Kind) -> str:
    match kind:
        case Email():
            return "email"
        case Phone():
            return "phone"
        case Link() | Files():
            return "url"
    return ""


def _bound(kind: Kind, name: str) -> float | None:
    bound = getattr(kind, name, None)
    return None if bound is None else float(bound)
