"""The common sheets of labels, in millimetres, and where each label stands on them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""A4."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of labels.

    Attributes:
        makers: numbers by which it is bought.
        left, top: the margins of the page to the first label.
        gap: between two columns; between rows there is none on any of these.
    """

    key: str
    makers: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0.0

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def name(self) -> str:
        size = " × ".join(f"{each:g}".replace(".", ",") for each in (self.width, self.height))
        return f"{self.columns} × {self.rows}, {size} mm ({self.makers})"


@dataclass(frozen=True)
class Place:
    """Where a label stands: its page, from 0, and its upper left corner."""

    page: int
    x: float
    y: float


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet("3x8", "Avery Zweckform 3474, Herma 4464", 3, 8, width=70, height=37, left=0, top=0.5),
        Sheet("3x8-36", "Avery Zweckform 3475, 3490", 3, 8, width=70, height=36, left=0, top=4.5),
        Sheet("3x7", "Avery L7160", 3, 7, width=63.5, height=38.1, left=7.25, top=15.15, gap=2.5),
        Sheet("2x7", "Avery L7163", 2, 7, width=99.1, height=38.1, left=4.65, top=15.15, gap=2.5),
        Sheet("2x8", "Avery Zweckform 3484", 2, 8, width=105, height=37, left=0, top=0.5),
    )
}


def places(sheet: Sheet, *, start: int = 1) -> Iterator[Place]:
    """Yield the places of labels, row by row and page by page, from a position of the first page, which counts from 1."""
    number = start - 1
    while True:
        page, position = divmod(number, sheet.per_page)
        row, column = divmod(position, sheet.columns)
        yield Place(page, sheet.left + column * (sheet.width + sheet.gap), sheet.top + row * sheet.height)
        number += 1


def whole_page(sheet: Sheet) -> list[Place]:
    """Return the places of one sheet."""
    return list(islice(places(sheet), sheet.per_page))


def pages(sheet: Sheet, count: int, *, start: int = 1) -> int:
    """Return how many sheets so many labels need."""
    return -(-(count + start - 1) // sheet.per_page) if count else 0
