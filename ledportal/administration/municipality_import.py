"""Municipalities' addresses from a table: what it would change, and what is wrong with it, by line and column. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ledportal.administration.municipality_fields import FIELDS, parse
from ledportal.imports import tables
from ledportal.imports.tables import Layout, Problem, Row
from ledportal.offices.kinds import Invalid
from ledportal.text import N_

CODE = "code"
LAYOUT = Layout((CODE, *FIELDS), needed=(CODE,))


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


def plan(text: str, known: Mapping[str, Any]) -> Plan:
    """Return what a file would change of the known municipalities (by code). Nothing is changed here.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    rows = tables.read(text, LAYOUT)
    problems: list[Problem] = []
    changes = [change for row in rows if (change := _change(row, known, problems)) is not None]
    problems += _twice(rows)
    real = [each for each in changes if each.fields]
    return Plan(real, sorted(problems, key=lambda each: each.line), len(changes) - len(real), _digest(text, real))


def _change(row: Row, known: Mapping[str, Any], problems: list[Problem]) -> Change | None:
    line, cells = row.line, row.cells
    municipality = known.get(cells[CODE])
    if municipality is None:
        problems.append(Problem(line, CODE, N_("There is no municipality with this code: %(code)s"), {"code": cells[CODE][:20]}))
        return None
    fields, before = {}, len(problems)
    for name in (each for each in FIELDS if each in cells and not (each == "active" and not cells[each])):
        now = getattr(municipality, name)
        try:
            then = parse(name, cells[name])
        except Invalid as invalid:
            problems.append(Problem(line, name, invalid.message, invalid.values))
            continue
        if then != now:
            fields[name] = (now, then)
    return Change(line, municipality, fields) if len(problems) == before else None


def _twice(rows: Iterable[Row]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        code = row.cells[CODE]
        if code in first:
            problems.append(Problem(row.line, CODE, N_("This municipality stood in line %(line)s already"), {"line": first[code]}))
        first.setdefault(code, row.line)
    return problems


def _digest(text: str, changes: Iterable[Change]) -> str:
    return tables.digest(text, (f"{each.municipality.code}:{each.municipality.version}" for each in changes))
