"""Tables as files that a spreadsheet opens. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula."""


def harmless(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Sequence[object]], *, separator: str = ",") -> Iterator[str]:
    """Yield a CSV file (RFC 4180) line by line; it begins with the mark by which Excel knows UTF-8.

    Args:
        separator: ``;`` for a file that people open by a double click, since Excel in Serbian parts columns by it.
    """
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator)
    yield BOM
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
