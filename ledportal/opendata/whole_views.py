"""The whole register in one file, and what says what stands in it."""

from __future__ import annotations

from flask import Response

from ledportal.access import public
from ledportal.opendata import files, whole
from ledportal.opendata.offers import ALL
from ledportal.opendata.sending import send
from ledportal.opendata.tables import TABLES
from ledportal.opendata.views import dated_name, opendata


@opendata.get("/podaci/registar.xlsx")
@public
def workbook() -> Response:
    """Give all tables in one workbook, a sheet for each."""
    return send(lambda making: whole.workbook([*TABLES.values()], making), files.XLSX, filename=dated_name(ALL, "xlsx"))


@opendata.get("/podaci/registar.json")
@public
def everything() -> Response:
    """Give all tables as JSON, each under its name."""
    return send(files.all_as_json, files.JSON, filename=dated_name(ALL, "json"))


@opendata.get("/podaci/datapackage.json")
@public
def package() -> Response:
    """Give the description of the CSV files."""
    return send(whole.described, files.JSON, filename="datapackage.json", attached=False)


@opendata.get("/podaci/podaci.zip")
@public
def archive() -> Response:
    """Give all tables as CSV, with their description."""
    return send(whole.archive, files.ZIP, filename=dated_name("podaci", "zip"))
