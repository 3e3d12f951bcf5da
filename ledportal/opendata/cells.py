"""A column's cells as text, for CSV and for JSON: some hundred together, so that one look says whether any of them needs care. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from ledportal.formats import DANGEROUS, harmless
from ledportal.opendata.columns import SEPARATOR, Column, Type

Cells = Iterable[Any]
Write = Callable[[Cells], Sequence[str]]

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def csv_writer(column: Column) -> Write:
    """Return what writes a column's cells for a CSV file (RFC 4180); dates, numbers and codes of our own are harmless as they are."""
    match column.type:
        case Type.STRING if not column.options:
            return lambda cells: _fenced(_harmless(_texts(cells)))
        case Type.LIST:
            return lambda cells: _fenced(_harmless([SEPARATOR.join(cell or ()) for cell in cells]))
        case Type.BOOLEAN:
            return lambda cells: ["" if cell is None else "true" if cell else "false" for cell in cells]
        case Type.INTEGER | Type.NUMBER | Type.YEAR:
            return lambda cells: ["" if cell is None else str(cell) for cell in cells]
    return lambda cells: _fenced(_texts(cells))


def _texts(cells: Cells) -> list[str]:
    return ["" if cell is None else cell for cell in cells]


def _harmless(texts: list[str]) -> list[str]:
    if {text[:1] for text in texts}.isdisjoint(DANGEROUS):
        return texts
    return [harmless(text) for text in texts]


def _fenced(texts: list[str]) -> list[str]:
    """Put quotation marks around what would end a cell or a line."""
    if not _ends_something("".join(texts)):
        return texts
    return ['"' + text.replace('"', '""') + '"' if _ends_something(text) else text for text in texts]


def _ends_something(text: str) -> bool:
    return "," in text or '"' in text or "\n" in text or "\r" in text


def json_writer(column: Column) -> Write:
    """Return what writes a column's cells as JSON."""
    match column.type:
        case Type.STRING | Type.DATE:
            return lambda cells: ["null" if cell is None else quoted(cell) for cell in cells]
        case Type.LIST:
            return lambda cells: ["null" if cell is None else f"[{', '.join(map(quoted, cell))}]" for cell in cells]
        case Type.INTEGER | Type.YEAR:
            return lambda cells: ["null" if cell is None else str(cell) for cell in cells]
    return lambda cells: [encode(cell) for cell in cells]
