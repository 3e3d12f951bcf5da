"""Tables as CSV and JSON, in pieces of some hundred rows. Pure.

The CSV is plain UTF-8 without a byte order mark: programs (R, DuckDB, Python, PostgreSQL) would take the mark for a part of the first
column's name, the data package declares the encoding, and who opens the table in Excel has it as XLSX.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ledportal.opendata.cells import Write, csv_writer, encode, json_writer
from ledportal.opendata.columns import Column

AT_A_TIME = 250
"""Rows in a piece."""

Rows = Iterable[Sequence[Any]]


def csv_pieces(columns: Sequence[Column], rows: Rows) -> Generator[bytes]:
    """Yield a CSV file (RFC 4180) whose cells no spreadsheet takes for formulas."""
    yield _lines([",".join(column.name for column in columns)])
    for written in _written([csv_writer(column) for column in columns], rows):
        yield _lines(map(",".join, written))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def json_pieces(head: Mapping[str, Any], tables: Iterable[tuple[str, Sequence[Column], Rows]]) -> Generator[bytes]:
    """Yield an object with what stands at its head, and under the name of each table its rows as objects, one a line."""
    return _lists(head, ((name, _objects(columns, rows)) for name, columns, rows in tables))


def _objects(columns: Sequence[Column], rows: Rows) -> Iterator[Iterator[str]]:
    """Yield some hundred rows at a time as objects."""
    cells = ", ".join(f"{encode(column.name).replace('%', '%%')}: %s" for column in columns)
    form = f"{{{cells}}}"
    return (map(form.__mod__, written) for written in _written([json_writer(column) for column in columns], rows))


def geojson_pieces(head: Mapping[str, Any], features: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    """Yield a collection of features, one a line."""
    rest = map(encode, features)
    return _lists({"type": "FeatureCollection", **head}, [("features", iter(lambda: list(islice(rest, AT_A_TIME)), []))])


def _lists(head: Mapping[str, Any], lists: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> Generator[bytes]:
    """Yield a JSON object with what stands at its head, and lists of what is JSON already, one a line, under their names."""
    yield encode(head).removesuffix("}").encode()
    for name, batches in lists:
        yield f", {encode(name)}: [".encode()
        separator = "\n"
        for batch in batches:
            yield (separator + ",\n".join(batch)).encode()
            separator = ",\n"
        yield b"\n]"
    yield b"}\n"


def _written(writers: Sequence[Write], rows: Rows) -> Iterator[Iterator[tuple[str, ...]]]:
    """Yield some hundred rows at a time, their cells as text."""
    rest = iter(rows)
    while batch := list(islice(rest, AT_A_TIME)):
        columns = zip(*batch, strict=True)
        yield zip(*(write(cells) for write, cells in zip(writers, columns, strict=True)), strict=True)
