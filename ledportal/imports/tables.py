"""A table as text: its delimiter, its header and its rows, and what is wrong with it, by line and column. Pure."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ledportal.script import fold
from ledportal.text import INVISIBLE, N_

LONGEST = 300_000
"""Bytes of a table as text; a page carries it from the dry run to what is done."""
MOST_ROWS = 1_000
LINE_BREAK = "\u2028"
"""Stands for the end of a line within a cell of a workbook, so that each of its lines is one line of the text."""
TOO_LARGE = N_("The file is too large: it may have %(limit)s kB")
FORMULA = ("'=", "'+", "'-", "'@")


class Unreadable(Exception):
    """The file as a whole cannot be used; ``message`` says what to do."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell."""

    line: int
    column: str
    message: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """The cells of a line by their columns, those that the file has."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Layout:
    """What a table may hold.

    Attributes:
        columns: the names that are taken.
        needed: those without which nothing can be done.
        ignored: columns that may stand there and say nothing.
        also: what else a column may be called, folded (``script.fold``).
    """

    columns: Sequence[str]
    needed: Sequence[str]
    ignored: frozenset[str] = frozenset()
    also: Mapping[str, str] = field(default_factory=dict)


def decode(data: bytes) -> str:
    """Return the text of a file, with line ends of one kind.

    Raises:
        Unreadable: too large, empty, or not UTF-8 text.
    """
    if len(data) > LONGEST:
        raise Unreadable(TOO_LARGE, limit=LONGEST // 1000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(N_("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again")) from None
    if "\x00" in text:
        raise Unreadable(N_("This is not a text file. Save the table as “CSV UTF-8” and choose it again"))
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise Unreadable(N_("The file is empty"))
    return text


def read(text: str, layout: Layout) -> list[Row]:
    """Return the rows of a table that hold something.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    try:
        header = [_column(name, layout) for name in next(reader)]
        _check_header(header, layout)
        rows: list[Row] = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_row(reader.line_num, cells, header, len(rows))
                rows.append(_row(reader.line_num, cells, header, layout))
    except csv.Error:
        raise Unreadable(N_("Line %(line)s cannot be read: check the quotation marks"), line=reader.line_num) from None
    return rows


def _column(name: str, layout: Layout) -> str:
    return layout.also.get(fold(name), name.strip().lower())


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _check_header(header: list[str], layout: Layout) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Unreadable(N_("This column stands there twice: %(columns)s"), columns=", ".join(twice)[:200] or "–")
    if missing := [name for name in layout.needed if name not in header]:
        raise Unreadable(N_("This column is missing: %(columns)s"), columns=", ".join(missing))
    if unknown := sorted(set(header) - set(layout.columns) - layout.ignored):
        known = ", ".join(layout.columns)
        raise Unreadable(
            N_("These columns are not known: %(columns)s. Known are: %(known)s"), columns=", ".join(unknown)[:200], known=known
        )


def _check_row(line: int, cells: list[str], header: list[str], number: int) -> None:
    if len(cells) != len(header):
        raise Unreadable(N_("Line %(line)s has %(found)s cells instead of %(wanted)s"), line=line, found=len(cells), wanted=len(header))
    if number >= MOST_ROWS:
        raise Unreadable(N_("The file has more than %(limit)s rows"), limit=MOST_ROWS)


def _row(line: int, cells: list[str], header: list[str], layout: Layout) -> Row:
    named = dict(zip(header, map(_plain, cells), strict=True))
    return Row(line, {name: cell for name, cell in named.items() if name not in layout.ignored})


def _plain(cell: str) -> str:
    """Return the text of a cell: a formula is text, and the apostrophe that our own exports put before it goes."""
    text = cell.replace(LINE_BREAK, "\n").strip()
    return text[1:] if text.startswith(FORMULA) else text


def digest(text: str, seen: Iterable[str]) -> str:
    """Name a table together with the state that its dry run saw, so that what is applied is what was shown."""
    return hashlib.sha256("\n".join([text, *seen]).encode()).hexdigest()
