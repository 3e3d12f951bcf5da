"""In which files each public table is offered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledportal.opendata.tables import OFFICES, Table
from ledportal.text import N_


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        ending: of its name.
        media_type: of IANA's list.
        file_type: in the European Union's table of file types; empty where it has none.
        title: msgid, what it is good for.
    """

    ending: str
    label: str
    media_type: str
    file_type: str
    title: str


CSV = Format("csv", "CSV", "text/csv", "CSV", N_("Comma-separated text in UTF-8, for programs"))
JSON = Format("json", "JSON", "application/json", "JSON", N_("JSON, an object for each row"))
XLSX = Format(
    "xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", N_("A workbook for Excel and LibreOffice")
)
GEOJSON = Format("geojson", "GeoJSON", "application/geo+json", "GEOJSON", N_("Points on a map"))
VCARD = Format("vcf", "vCard", "text/vcard", "", N_("Cards for an address book"))
ZIP = Format("zip", "ZIP", "application/zip", "ZIP", N_("All tables as CSV, with their description (Frictionless data package)"))
JSON_OF_ALL = Format("json", "JSON", "application/json", "JSON", N_("All tables as JSON, each row an object under the name of its table"))

OF_EVERY_TABLE = (CSV, JSON, XLSX)
MORE: Mapping[str, tuple[Format, ...]] = {OFFICES.name: (GEOJSON, VCARD)}


def formats_of(table: Table) -> tuple[Format, ...]:
    """Return the formats in which a table is offered."""
    return (*OF_EVERY_TABLE, *MORE.get(table.name, ()))


@dataclass(frozen=True)
class File:
    """A file and where it is."""

    format: Format
    path: str


ALL = "registar"
"""What the whole is called where a table's file has its name."""
WHOLE = (File(ZIP, "/podaci/podaci.zip"), File(XLSX, f"/podaci/{ALL}.xlsx"), File(JSON_OF_ALL, f"/podaci/{ALL}.json"))
"""The files that hold everything."""
PACKAGE = "/podaci/datapackage.json"
API = "/api/v1/"
DESCRIPTION_OF_API = "/api/v1/openapi.json"


def files_of(table: Table) -> tuple[File, ...]:
    return tuple(File(each, f"/podaci/{table.file}.{each.ending}") for each in formats_of(table))
