"""Tables as a workbook for people: words of the reader's version for codes, real dates and numbers, filters, a header that stays."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from ledportal import workbooks
from ledportal.languages import current_locale
from ledportal.opendata.columns import Column, Type
from ledportal.opendata.tables import Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {Type.STRING: 28, Type.LIST: 36, Type.DATE: 12, Type.BOOLEAN: 9, Type.INTEGER: 12, Type.NUMBER: 12, Type.YEAR: 8}
LONG, WIDEST = 300, 60


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def sheet(table: Table, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Sheet:
    return Sheet(gettext(table.title), columns, rows)


def pieces(sheets: Iterable[Sheet], *, title: str) -> Generator[bytes]:
    """Yield a workbook of the sheets."""

    def fill(book: Workbook) -> None:
        head = workbooks.head_format(book)
        day = book.add_format({"num_format": "yyyy-mm-dd" if current_locale() == "en" else "d.m.yyyy."})
        for each in sheets:
            _fill(book.add_worksheet(each.name[:31]), each, head, day)

    return workbooks.pieces(fill, title=title)


def _fill(page: Worksheet, content: Sheet, head: Format, day: Format) -> None:
    writers = [_writer(page, column, day) for column in content.columns]
    page.freeze_panes(1, 1)
    for place, column in enumerate(content.columns):
        page.set_column(place, place, _width(column))
        page.write_string(0, place, header(column), head)
    last = 0
    for last, row in enumerate(content.rows, start=1):
        for place, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None:
                write(last, place, value)
    page.autofilter(0, 0, last, len(content.columns) - 1)


def header(column: Column) -> str:
    """Return the title of a column in the reader's version, with what it speaks of."""
    title = gettext(column.title)
    return f"{gettext(column.part_of)}: {title}" if column.part_of else title


def _width(column: Column) -> int:
    return WIDEST if (column.longest or 0) > LONG else WIDTHS[column.type]


def _writer(page: Worksheet, column: Column, day: Format) -> Callable[[int, int, Any], object]:
    """Return what writes the values of a column."""
    labels = {code: gettext(label) for code, label in column.options.items()} if column.options else {}
    match column.type:
        case Type.DATE:
            return lambda row, place, value: page.write_datetime(row, place, date.fromisoformat(value), day)
        case Type.INTEGER | Type.NUMBER | Type.YEAR:
            return page.write_number
        case Type.BOOLEAN:
            return lambda row, place, value: page.write_string(row, place, gettext("Yes") if value else gettext("No"))
        case Type.LIST:
            return lambda row, place, value: page.write_string(row, place, "; ".join(labels.get(each, each) for each in value))
    return lambda row, place, value: page.write_string(row, place, labels.get(value, value))


def dictionary(tables: Iterable[Table], columns: Sequence[Column]) -> Sheet:
    """Return the sheet that says what each column holds."""
    rows = (_explained(table, column) for table in tables for column in table.columns)
    return Sheet(gettext("Columns"), columns, rows)


def _explained(table: Table, column: Column) -> list[str | None]:
    description = gettext(column.description) if column.description else None
    return [gettext(table.title), header(column), description, column.unit or None, column.name]
