"""Tables as CSV and JSON, in pieces of some hundred rows. Pure.

The CSV is plain UTF-8 without a byte order mark: programs (R, DuckDB, Python, PostgreSQL) would take the mark for a part of the first
column's name, the data package declares the encoding, and who opens the table in Excel has it as XLSX.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from ledportal.formats import harmless
from ledportal.opendata.columns import SEPARATOR, Column, Type

AT_A_TIME = 250
"""Rows in a piece."""

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def csv_pieces(columns: Sequence[Column], rows: Iterable[list[Any]]) -> Generator[bytes]:
    """Yield a CSV file (RFC 4180) whose cells no spreadsheet takes for formulas; the rows' cells become text in their places."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.name for column in columns])
    as_text = _as_text(columns)
    rest = iter(rows)
    while batch := list(islice(rest, AT_A_TIME)):
        for row in batch:
            for place, text in as_text:
                if (cell := row[place]) is not None:
                    row[place] = text(cell)
        writer.writerows(batch)
        yield file.getvalue().encode()
        file.seek(0)
        file.truncate()
    yield file.getvalue().encode()


def _as_text(columns: Sequence[Column]) -> list[tuple[int, Callable[[Any], str]]]:
    """Return for which places a row's cells need more than ``str``: dates, numbers and codes of our own are harmless as they are."""
    ways: dict[Type, Callable[[Any], str]] = {
        Type.STRING: harmless,
        Type.LIST: lambda cell: harmless(SEPARATOR.join(cell)),
        Type.BOOLEAN: lambda cell: "true" if cell else "false",
    }
    own_codes = {place for place, column in enumerate(columns) if column.type is Type.STRING and column.options}
    return [(place, ways[column.type]) for place, column in enumerate(columns) if column.type in ways and place not in own_codes]


def json_pieces(head: Mapping[str, Any], name: str, records: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    """Yield an object with what stands at its head, and the records, one a line, under a name."""
    start = encode(head).removesuffix("}")
    yield f"{start}{', ' if head else ''}{encode(name)}: [".encode()
    separator = "\n"
    rest = iter(records)
    while batch := [encode(each) for each in islice(rest, AT_A_TIME)]:
        yield (separator + ",\n".join(batch)).encode()
        separator = ",\n"
    yield b"\n]}\n"
