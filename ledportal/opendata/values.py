"""The values of a profile, which are kept as text, as data: numbers, years, null where nothing stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledportal.offices.declaration import Field
from ledportal.offices.kinds import Files
from ledportal.opendata.columns import Type, type_of

Convert = Callable[[Any], Any]


def text(value: Any) -> str | None:
    return value or None


def _whole(value: Any) -> int | None:
    try:
        return int(value) if value else None
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    """Return an int where there is nothing after the point, so that 12 is written as 12."""
    try:
        return (float(value) if "." in value else int(value)) if value else None
    except ValueError:
        return None


def _flag(value: Any) -> bool:
    return value is True


def _codes(value: Any) -> list[str]:
    return value or []


CONVERT: dict[Type, Convert] = {
    Type.STRING: text,
    Type.DATE: text,
    Type.INTEGER: _whole,
    Type.YEAR: _whole,
    Type.NUMBER: _number,
    Type.BOOLEAN: _flag,
    Type.LIST: _codes,
}


def converters(fields: tuple[Field, ...], file_url: Callable[[str], str]) -> list[tuple[str, Convert]]:
    """Return the public ones of the fields, each with what makes data of its value; a file is its address."""

    def addresses(value: Any) -> list[str]:
        return [file_url(each) for each in value or ()]

    public = (spec for spec in fields if not spec.internal)
    return [(spec.key, addresses if isinstance(spec.kind, Files) else CONVERT[type_of(spec.kind)]) for spec in public]
