"""Municipalities' addresses from a CSV file: what it would change, and what is wrong with it, by line and column. Pure."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ledportal.administration.municipality_fields import FIELDS, parse
from ledportal.offices.kinds import Invalid
from ledportal.text import N_

LONGEST = 300_000
MOST_ROWS = 1_000
CODE = "code"
COLUMNS = (CODE, *FIELDS)
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
class Change:
    """What the file would change of one municipality: by field, the value now and the value then."""

    line: int
    municipality: Any
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Plan:
    changes: list[Change]
    problems: list[Problem]
    unchanged: int
    digest: str


def decode(data: bytes) -> str:
    """Return the text of a file, with line ends of one kind.

    Raises:
        Unreadable: too large, empty, or not UTF-8 text.
    """
    if len(data) > LONGEST:
        raise Unreadable(N_("The file is too large: it may have %(limit)s kB"), limit=LONGEST // 1000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(N_("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again")) from None
    if "\x00" in text:
        raise Unreadable(N_("This is not a text file. Save the table as “CSV UTF-8” and choose it again"))
    if not text.strip():
        raise Unreadable(N_("The file is empty"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plan(text: str, known: Mapping[str, Any]) -> Plan:
    """Return what a file would change of the known municipalities (by code). Nothing is changed here.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    rows = _rows(text)
    problems: list[Problem] = []
    changes = [change for line, row in rows if (change := _change(line, row, known, problems)) is not None]
    problems += _twice(rows)
    real = [each for each in changes if each.fields]
    return Plan(real, sorted(problems, key=lambda each: each.line), len(changes) - len(real), _digest(text, real))


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader)]
        _check_header(header)
        rows: list[tuple[int, dict[str, str]]] = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_row(reader.line_num, cells, header, len(rows))
                rows.append((reader.line_num, dict(zip(header, map(_plain, cells), strict=True))))
    except csv.Error:
        raise Unreadable(N_("Line %(line)s cannot be read: check the quotation marks"), line=reader.line_num) from None
    return rows


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _check_header(header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Unreadable(N_("This column stands there twice: %(columns)s"), columns=", ".join(twice)[:200] or "–")
    if CODE not in header:
        raise Unreadable(N_("The column “code” is missing"))
    if unknown := sorted(set(header) - set(COLUMNS)):
        raise Unreadable(
            N_("These columns are not known: %(columns)s. Known are: %(known)s"), columns=", ".join(unknown)[:200], known=", ".join(COLUMNS)
        )


def _check_row(line: int, cells: list[str], header: list[str], number: int) -> None:
    if len(cells) != len(header):
        raise Unreadable(N_("Line %(line)s has %(found)s cells instead of %(wanted)s"), line=line, found=len(cells), wanted=len(header))
    if number >= MOST_ROWS:
        raise Unreadable(N_("The file has more than %(limit)s rows"), limit=MOST_ROWS)


def _plain(cell: str) -> str:
    """Return the text of a cell: a formula is text, and the apostrophe that our own exports put before it goes."""
    text = cell.strip()
    return text[1:] if text.startswith(FORMULA) else text


def _change(line: int, row: dict[str, str], known: Mapping[str, Any], problems: list[Problem]) -> Change | None:
    municipality = known.get(row[CODE])
    if municipality is None:
        problems.append(Problem(line, CODE, N_("There is no municipality with this code: %(code)s"), {"code": row[CODE][:20]}))
        return None
    fields, before = {}, len(problems)
    for name in (each for each in FIELDS if each in row and not (each == "active" and not row[each])):
        now = getattr(municipality, name)
        try:
            then = parse(name, row[name])
        except Invalid as invalid:
            problems.append(Problem(line, name, invalid.message, invalid.values))
            continue
        if then != now:
            fields[name] = (now, then)
    return Change(line, municipality, fields) if len(problems) == before else None


def _twice(rows: list[tuple[int, dict[str, str]]]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for line, row in rows:
        if row[CODE] in first:
            problems.append(Problem(line, CODE, N_("This municipality stood in line %(line)s already"), {"line": first[row[CODE]]}))
        first.setdefault(row[CODE], line)
    return problems


def _digest(text: str, changes: list[Change]) -> str:
    """Name a file together with the state that its dry run saw, so that what is applied is what was shown."""
    seen = [f"{each.municipality.code}:{each.municipality.version}" for each in changes]
    return hashlib.sha256("\n".join([text, *seen]).encode()).hexdigest()
