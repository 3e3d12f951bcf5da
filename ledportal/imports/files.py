"""The file that somebody chose, whatever it is, as the text of a table. Pure."""

from __future__ import annotations

from ledportal.imports import workbooks
from ledportal.imports.tables import LONGEST, decode

LARGEST = max(LONGEST, workbooks.LARGEST)
"""Bytes; whoever reads an upload reads one more, to see that there are more."""


def text_of(data: bytes) -> str:
    """Return the table in a CSV or XLSX file as text.

    Raises:
        Unreadable: with the sentence that says what to do.
    """
    return decode(workbooks.text(data).encode() if workbooks.is_workbook(data) else data)
