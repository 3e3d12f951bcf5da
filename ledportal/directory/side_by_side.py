"""Municipalities side by side, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from ledportal.offices.content import Content
from ledportal.offices.display import Shown
from ledportal.offices.models import Listing, Office
from ledportal.offices.standing import Standing

MOST = 4
DIFFERENT = "≠"
SAME = "="
Cell = tuple[Shown, ...]


@dataclass(frozen=True)
class Column:
    """One municipality; without an entry only what everybody knows of the place."""

    office: Office
    listing: Listing | None
    standing: Standing | None
    today: date

    @property
    def content(self) -> Content:
        return self.listing.content if self.listing else {}


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        compared: whether it is worth saying that they differ; telephones always do.
    """

    label: str
    read: Callable[[Column], Iterable[Shown | None]]
    compared: bool = True


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    sign: str


@dataclass(frozen=True)
class Part:
    title: str
    rows: tuple[Row, ...]


Declared = Iterable[tuple[str, Iterable[Line]]]
"""The titles of the parts with their lines."""


def parts(declared: Declared, columns: Sequence[Column], *, only_differing: bool = False) -> list[Part]:
    """Return the comparison, without the lines of which nothing is known of any of the columns."""
    found = (Part(gettext(title), tuple(_rows(lines, columns, only_differing))) for title, lines in declared)
    return [part for part in found if part.rows]


def _rows(lines: Iterable[Line], columns: Sequence[Column], only_differing: bool) -> Iterator[Row]:
    for line in lines:
        cells = tuple(tuple(each for each in line.read(column) if each) for column in columns)
        row = Row(gettext(line.label), cells, _sign(line, columns, cells))
        if any(cells) and (row.sign == DIFFERENT or not only_differing):
            yield row


def _sign(line: Line, columns: Sequence[Column], cells: Sequence[Cell]) -> str:
    """Return what stands before a line; of what only an entry says, municipalities without one neither differ nor are the same."""
    known = [cell for column, cell in zip(columns, cells, strict=True) if cell or column.listing]
    if not line.compared or len(known) < 2:
        return ""
    return DIFFERENT if len(set(known)) > 1 else SAME
