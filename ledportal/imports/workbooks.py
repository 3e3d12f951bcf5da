"""A workbook (XLSX) as the text of a table: its first sheet, each line where it stands, formulas as text. Pure.

A workbook is an archive of anybody's making: what is in it is bounded before it is unpacked, and read as a stream.
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from ledportal.imports.tables import LINE_BREAK, MOST_ROWS, Unreadable
from ledportal.text import N_

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 2_000_000, 10_000_000, 500
MOST_COLUMNS = 100
MOST_LINES = 10 * MOST_ROWS
"""With the empty ones between."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BROKEN = N_("The workbook cannot be read. Save it as XLSX once more, or as “CSV UTF-8”")


def is_workbook(data: bytes) -> bool:
    return data.startswith((ZIP, OLE))


def text(data: bytes) -> str:
    """Return the first sheet of a workbook as CSV.

    Raises:
        Unreadable: it is too large, packed or unpacked, it is no workbook, or it has a password.
    """
    if data.startswith(OLE):
        raise Unreadable(N_("The workbook is of an old kind, or has a password. Save it as XLSX without one and choose it again"))
    if len(data) > LARGEST:
        raise Unreadable(N_("The file is too large: it may have %(limit)s kB"), limit=LARGEST // 1000)
    _check_parts(data)
    try:
        return _written(data)
    except Unreadable:
        raise
    except Exception:  # whatever the library stumbles over in a file of anybody's making
        raise Unreadable(BROKEN) from None


def _check_parts(data: bytes) -> None:
    """Refuse what would unpack to too much; nothing is unpacked beyond the sizes that are stated there."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable(BROKEN) from None
    if sum(sizes) > LARGEST_UNPACKED or len(sizes) > MOST_PARTS:
        raise Unreadable(N_("The workbook is too large: unpacked it may have %(limit)s MB"), limit=LARGEST_UNPACKED // 1_000_000)


def _written(data: bytes) -> str:
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
    for number, cells in enumerate(sheet.iter_rows(values_only=True)):
        line = [_text(cell) for cell in cells]
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
