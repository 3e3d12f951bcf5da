"""The first sheet of a workbook (XLSX) as CSV: each line where it stands, formulas as text. Pure."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from ledportal.imports.tables import LINE_BREAK, LONGEST, MOST_ROWS, TOO_LARGE, Unreadable
from ledportal.text import N_

MOST_COLUMNS = 100
MOST_LINES = 10 * MOST_ROWS
"""With the empty ones between."""


def first(data: bytes) -> str:
    """Return the first sheet of a workbook as CSV.

    Raises:
        Unreadable: it has too many rows or columns, or too much text; anything else where the workbook is broken.
    """
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data), read_only=True)
        try:
            writer.writerows(_even([*_lines(book.worksheets[0])]))
        finally:
            book.close()
    return written.getvalue()


def _lines(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what the sheet says of its own size may be wrong, and would hide rows
    room = LONGEST
    for number, cells in enumerate(sheet.iter_rows(values_only=True)):
        line = []
        for cell in cells:
            line.append(_text(cell))
            room -= len(line[-1])
            if room < 0:  # many cells may share one long text, which the file holds once
                raise Unreadable(TOO_LARGE, limit=LONGEST // 1000)
        while line and not line[-1]:
            line.pop()
        if number > MOST_LINES:
            raise Unreadable(N_("The file has more than %(limit)s rows"), limit=MOST_ROWS)
        if len(line) > MOST_COLUMNS:
            raise Unreadable(N_("The file has more than %(limit)s columns"), limit=MOST_COLUMNS)
        yield line


def _even(lines: list[list[str]]) -> Iterator[list[str]]:
    """Give each line as many cells as the header has; what stands beyond it stays, and is told."""
    wanted = len(lines[0]) if lines else 0
    return (line + [""] * (wanted - len(line)) for line in lines)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case ArrayFormula():
            return str(cell.text)
        case DataTableFormula():
            return "="
    return LINE_BREAK.join(" ".join(line.split()) for line in str(cell).strip().splitlines())
