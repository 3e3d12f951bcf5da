"""Public data: one entry, and each table in every format. The same for everybody."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.downloads import file_name
from ledportal.offices.addresses import lead_on
from ledportal.offices.vcards import MEDIA_TYPE
from ledportal.opendata import files, queries, whole
from ledportal.opendata.asking import asked_for
from ledportal.opendata.sending import Making, send
from ledportal.opendata.tables import BY_FILE, OFFICES, Table

opendata = Blueprint("opendata", __name__)

FILES: Mapping[str, tuple[str, Callable[[Table, Making, files.Chosen], Generator[bytes]]]] = {
    "csv": (files.CSV, files.as_csv),
    "json": (files.JSON, files.as_json),
    "xlsx": (files.XLSX, lambda table, making, ids: whole.workbook([table], making, ids)),
    "geojson": (files.GEOJSON, lambda _offices, making, ids: files.as_geojson(making, ids)),
    "vcf": (MEDIA_TYPE, lambda _offices, making, ids: files.as_vcards(making, ids)),
}
"""By the endings of their names: the media type, and what makes them."""


@opendata.get("/kancelarije/<string:slug>.json")
@public
def entry(slug: str) -> ResponseReturnValue:
    """Give one entry as JSON."""
    if queries.published(slug) is None:
        return lead_on(slug)
    return send(lambda making: files.one_entry(making, slug), files.JSON, filename=file_name(f"{slug}.json"), attached=False)


@opendata.get("/podaci/kancelarije.json")
@public
def all_json() -> Response:
    """Give the table of offices as JSON, an object for each entry."""
    return _file(OFFICES, "json")


@opendata.get("/podaci/kancelarije.csv")
@public
def all_csv() -> Response:
    """Give the table of offices, a row for each entry."""
    return _file(OFFICES, "csv")


@opendata.get("/podaci/kancelarije.xlsx")
@public
def all_xlsx() -> Response:
    """Give the table of offices as a workbook."""
    return _file(OFFICES, "xlsx")


@opendata.get("/podaci/kancelarije.geojson")
@public
def all_geojson() -> Response:
    """Give the offices as points on a map."""
    return _file(OFFICES, "geojson")


@opendata.get("/podaci/kancelarije.vcf")
@public
def all_vcards() -> Response:
    """Give the offices' cards for an address book."""
    return _file(OFFICES, "vcf")


@opendata.get("/podaci/<string:file>.csv")
@public
def table_csv(file: str) -> Response:
    """Give any other table as CSV."""
    return _file(_table(file), "csv")


@opendata.get("/podaci/<string:file>.json")
@public
def table_json(file: str) -> Response:
    return _file(_table(file), "json")


@opendata.get("/podaci/<string:file>.xlsx")
@public
def table_xlsx(file: str) -> Response:
    return _file(_table(file), "xlsx")


def _table(file: str) -> Table:
    return BY_FILE.get(file) or abort(404)


def _file(table: Table, ending: str) -> Response:
    """Give what the address asks for of a table."""
    media_type, make = FILES[ending]
    chosen = asked_for(table)
    return send(lambda making: make(table, making, chosen(making)), media_type, filename=dated_name(table.file, ending))


def dated_name(name: str, ending: str) -> str:
    """Return what a file is called that holds a table, or all of them, as of today."""
    return file_name(f"{name}-{belgrade_day(clock.now())}.{ending}")
