"""The tables as files: what each format holds, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import Connection

from ledportal.offices.vcards import vcard
from ledportal.opendata import sources
from ledportal.opendata.columns import Column
from ledportal.opendata.places import SAMPLE
from ledportal.opendata.projection import projector
from ledportal.opendata.rows import Row, rows_of
from ledportal.opendata.sending import Making
from ledportal.opendata.tables import DISTRICTS, MUNICIPALITIES, OFFICES, REGIONS, TABLES, Table
from ledportal.opendata.texts import csv_pieces, geojson_pieces, json_pieces

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
GEOJSON = "application/geo+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

Chosen = Sequence[Any] | None
"""The ids of the offices that were asked for, or each item's office and its place there, in their order; None is all."""

_PLACES = {MUNICIPALITIES.name: sources.municipalities, DISTRICTS.name: sources.districts, REGIONS.name: sources.regions}


def is_sample() -> bool:
    """Say whether the data are the demo's, which are invented."""
    return bool(current_app.config["SAMPLE_DATA"])


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a file; in the demo the last says that the row is invented."""
    return (*table.columns, SAMPLE) if is_sample() else table.columns


def read(table: Table, connection: Connection, ids: Chosen = None) -> Iterator[Any]:
    """Yield what a table is made from."""
    if table.name in _PLACES:
        return _PLACES[table.name](connection)
    if ids is None:
        return sources.entries(connection, table)
    return sources.chosen(connection, table, ids) if table.group is None else sources.chosen_items(connection, table, ids)


def rows(table: Table, making: Making, ids: Chosen = None) -> Iterator[Row]:
    found = rows_of(table, read(table, making.connection, ids), making.frame)
    return ([*row, True] for row in found) if is_sample() else found


def as_csv(table: Table, making: Making, ids: Chosen = None) -> Generator[bytes]:
    return csv_pieces(columns(table), rows(table, making, ids))


def as_json(table: Table, making: Making, ids: Chosen = None) -> Generator[bytes]:
    """Yield a table as JSON, an object for each row."""
    found = rows_of(table, read(table, making.connection, ids), making.frame)
    return json_pieces(_head(making), [(table.name, table.columns, found)])


def all_as_json(making: Making) -> Generator[bytes]:
    """Yield all tables as JSON, one after the other."""
    read_of = ((table, read(table, making.connection)) for table in TABLES.values())
    tables = ((table.name, table.columns, rows_of(table, found, making.frame)) for table, found in read_of)
    return json_pieces({**_head(making), "version": making.version}, tables)


def _head(making: Making) -> dict[str, Any]:
    return {**marked(), "as_of": making.today.isoformat()}


def as_geojson(making: Making, ids: Chosen = None) -> Generator[bytes]:
    """Yield the offices as GeoJSON (RFC 7946), each at the seat of its municipality."""
    return geojson_pieces(marked(), _features(making, ids))


def _features(making: Making, ids: Chosen) -> Iterator[dict[str, Any]]:
    names = [column.name for column in OFFICES.columns]
    for source in read(OFFICES, making.connection, ids):
        (row,) = rows_of(OFFICES, [source], making.frame)
        known = source.latitude is not None and source.longitude is not None
        seat = {"type": "Point", "coordinates": [source.longitude, source.latitude]} if known else None
        yield {"type": "Feature", "id": source.slug, "geometry": seat, "properties": dict(zip(names, row, strict=True))}


def as_vcards(making: Making, ids: Chosen = None) -> Generator[bytes]:
    """Yield the offices as cards for an address book, one after the other."""
    return (vcard(listing).encode() for listing in sources.listings(making.connection, ids))


def one_entry(making: Making, slug: str) -> Generator[bytes]:
    """Yield the JSON of one entry."""
    project = projector(making.frame)
    for source in sources.of_slug(making.connection, slug):
        yield f"{json.dumps({**marked(), **project(source)}, ensure_ascii=False, indent=2)}\n".encode()


def marked() -> dict[str, bool]:
    """Return what says of the demo's data that they are invented."""
    return {"sample": True} if is_sample() else {}
