"""Tables that people download and open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flask import Response, current_app
from flask_babel import gettext

from ledportal import workbooks
from ledportal.formats import CSV, XLSX, csv_lines

Rows = Iterable[Sequence[object]]


def download(rows: Rows, name: str) -> Response:
    """Return a table, whose first row names the columns, as a file that Excel in Serbian opens by a double click."""
    response = Response("".join(csv_lines(_marked(rows), separator=";")), content_type=CSV)
    response.headers.set("Content-Disposition", "attachment", filename=file_name(name))
    return response


def workbook(rows: Rows, name: str, *, title: str) -> Response:
    """Return a table as a workbook, in which numbers are numbers and a text is never a formula."""
    response = Response(b"".join(workbooks.table(_marked(rows), title=title)), content_type=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=file_name(name))
    return response


def file_name(name: str) -> str:
    """Return the name of a file; in the demo it says that its content is invented."""
    return f"sample-{name}" if current_app.config["SAMPLE_DATA"] else name


def _marked(rows: Rows) -> Iterator[Sequence[object]]:
    """Yield the rows; in the demo each says that it is invented."""
    for number, row in enumerate(rows):
        yield [*row, gettext("Yes") if number else gettext("Sample")] if current_app.config["SAMPLE_DATA"] else row
