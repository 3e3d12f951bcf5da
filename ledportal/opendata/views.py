"""Public data: one entry, and each table in every format. The same for everybody."""

from __future__ import annotations

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
from ledportal.opendata.sending import send
from ledportal.opendata.tables import BY_FILE, OFFICES, Table

opendata = Blueprint("opendata", __name__)


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
    chosen = asked_for(OFFICES)
    return send(lambda making: files.as_json(OFFICES, making, chosen(making)), files.JSON, filename=_name(OFFICES, "json"))


@opendata.get("/podaci/kancelarije.csv")
@public
def all_csv() -> Response:
    """Give the table of offices, a row for each entry."""
    chosen = asked_for(OFFICES)
    return send(lambda making: files.as_csv(OFFICES, making, chosen(making)), files.CSV, filename=_name(OFFICES, "csv"))


@opendata.get("/podaci/kancelarije.xlsx")
@public
def all_xlsx() -> Response:
    """Give the table of offices as a workbook."""
    chosen = asked_for(OFFICES)
    return send(lambda making: whole.workbook([OFFICES], making, chosen(making)), files.XLSX, filename=_name(OFFICES, "xlsx"))


@opendata.get("/podaci/kancelarije.geojson")
@public
def all_geojson() -> Response:
    """Give the offices as points on a map."""
    chosen = asked_for(OFFICES)
    return send(lambda making: files.as_geojson(making, chosen(making)), files.GEOJSON, filename=_name(OFFICES, "geojson"))


@opendata.get("/podaci/kancelarije.vcf")
@public
def all_vcards() -> Response:
    """Give the offices' cards for an address book."""
    chosen = asked_for(OFFICES)
    return send(lambda making: files.as_vcards(making, chosen(making)), MEDIA_TYPE, filename=_name(OFFICES, "vcf"))


@opendata.get("/podaci/<string:file>.csv")
@public
def table_csv(file: str) -> Response:
    """Give any other table as CSV."""
    table = _table(file)
    chosen = asked_for(table)
    return send(lambda making: files.as_csv(table, making, chosen(making)), files.CSV, filename=_name(table, "csv"))


@opendata.get("/podaci/<string:file>.json")
@public
def table_json(file: str) -> Response:
    table = _table(file)
    chosen = asked_for(table)
    return send(lambda making: files.as_json(table, making, chosen(making)), files.JSON, filename=_name(table, "json"))


@opendata.get("/podaci/<string:file>.xlsx")
@public
def table_xlsx(file: str) -> Response:
    table = _table(file)
    chosen = asked_for(table)
    return send(lambda making: whole.workbook([table], making, chosen(making)), files.XLSX, filename=_name(table, "xlsx"))


def _table(file: str) -> Table:
    return BY_FILE.get(file) or abort(404)


def _name(table: Table, ending: str) -> str:
    return file_name(f"{table.file}-{belgrade_day(clock.now())}.{ending}")
