"""Workbooks (XLSX) as we write them: a text stays a text, whatever it begins with; a header that stays."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

PIECE = 64 * 1024
SETTINGS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NARROW, WIDE = 10, 32


def pieces(fill: Callable[[Workbook], None], *, title: str) -> Generator[bytes]:
    """Yield a workbook, which is made on disk: its directory stands at its end."""
    from xlsxwriter import Workbook  # 2 MiB, which most processes do without

    with TemporaryFile() as file:
        with Workbook(file, SETTINGS) as book:
            book.set_properties({"title": title})
            fill(book)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def head_format(book: Workbook) -> Format:
    """Return how the names of the columns look."""
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


def table(rows: Iterable[Sequence[object]], *, title: str) -> Generator[bytes]:
    """Yield a workbook of one sheet, whose first row names the columns."""

    def fill(book: Workbook) -> None:
        page, head = book.add_worksheet(title[:31]), head_format(book)
        page.freeze_panes(1, 0)
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                if line == 0:
                    page.set_column(place, place, WIDE if place else NARROW)
                    page.write_string(line, place, str(value), head)
                elif isinstance(value, int):
                    page.write_number(line, place, value)
                else:
                    page.write_string(line, place, str(value))

    return pieces(fill, title=title)
