"""Several tables in one file: the workbook and the data package."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence

from flask_babel import gettext

from ledportal import licence
from ledportal.languages import absolute_url, current_locale
from ledportal.opendata import package, xlsx, zipping
from ledportal.opendata.columns import Column
from ledportal.opendata.files import Chosen, as_csv, columns, marked, rows
from ledportal.opendata.sending import Making
from ledportal.opendata.tables import TABLES, Table
from ledportal.text import N_

MEANING = (Column("table", N_("Table")), Column("title", N_("Column")), Column("description", N_("Meaning"), longest=1000),
           Column("unit", N_("Unit")), Column("name", N_("Name in CSV and JSON")))  # fmt: skip
"""The columns of the sheet that explains the others."""

LICENCES = [{"name": licence.SPDX, "title": licence.TITLES[-1], "path": licence.URL}]


def workbook(tables: Sequence[Table], making: Making, ids: Chosen = None) -> Generator[bytes]:
    """Yield the tables as a workbook; its last sheet says what each column holds."""
    sheets = [*(xlsx.sheet(table, columns(table), rows(table, making, ids)) for table in tables), xlsx.dictionary(tables, MEANING)]
    return xlsx.pieces(sheets, title=gettext("Register of LED offices"))


def description(making: Making) -> bytes:
    """Return the data package's description."""
    described = [(table, columns(table)) for table in TABLES.values()]
    home = absolute_url("directory.home", locale=current_locale())
    found = package.descriptor(described, homepage=home, licenses=LICENCES, created=f"{making.today}T00:00:00Z", **marked())
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode()


def described(making: Making) -> Generator[bytes]:
    """Yield the data package's description as a file."""
    yield description(making)


def archive(making: Making) -> Generator[bytes]:
    """Yield the data package as a ZIP."""
    members = [("datapackage.json", [description(making)]), *((f"{table.file}.csv", as_csv(table, making)) for table in TABLES.values())]
    return zipping.pieces(members, day=making.today)
