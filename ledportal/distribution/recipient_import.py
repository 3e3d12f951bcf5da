"""Recipients from a table: whom it would add, what it would change, and what is wrong with it, by line and column. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledportal.distribution.fields import DEFAULTS, FIELDS, check, parse
from ledportal.imports import tables
from ledportal.imports.tables import Layout, Problem, Row
from ledportal.offices.kinds import Invalid
from ledportal.script import fold
from ledportal.text import N_

NUMBER = "number"
LAYOUT = Layout((NUMBER, *FIELDS), needed=("name",), ignored=frozenset({"sample", "primer", "пример"}))
"""The demo's own tables have a column that says that they are samples."""
AS_IT_IS = ("kind", "copies", "wish")
"""What an empty cell leaves as it is."""


@dataclass(frozen=True)
class Addition:
    """A recipient that the table would add."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What the table would change of a recipient: by field, the value now and the value then."""

    line: int
    recipient: Any
    fields: dict[str, tuple[Any, Any]]


@dataclass
class Plan:
    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    digest: str = ""


class _Wrong(Exception):
    """A row that cannot be taken; the problem says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def plan(text: str, known: Sequence[Any]) -> Plan:
    """Return what a table would do to the known recipients. Nothing is changed here.

    A row without a number is the recipient of that name and place, if there is one.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    found, stood, who = Plan(), dict[Any, int](), _Known(known)
    for row in tables.read(text, LAYOUT):
        try:
            recipient = who.of(row)
            _stands_once(row, recipient.id if recipient is not None else _name_and_place(row.cells), stood)
            _plan_row(row, recipient, found)
        except _Wrong as wrong:
            found.problems += wrong.problems
    found.digest = tables.digest(text, (f"{each.id}:{each.version}" for each in known))
    return found


def _plan_row(row: Row, recipient: Any, found: Plan) -> None:
    values = _values(row, recipient)
    if recipient is None:
        found.additions.append(Addition(row.line, values))
    elif fields := {name: (now, then) for name, then in values.items() if (now := getattr(recipient, name)) != then}:
        found.changes.append(Change(row.line, recipient, fields))
    else:
        found.unchanged += 1


class _Known:
    """The recipients that are there, by number and by name and place."""

    def __init__(self, recipients: Iterable[Any]) -> None:
        self.by_number: dict[str, Any] = {}
        self.by_name: dict[tuple[str, str], list[Any]] = {}
        for each in recipients:
            self.by_number[str(each.id)] = each
            self.by_name.setdefault((fold(each.name), fold(each.place)), []).append(each)

    def of(self, row: Row) -> Any:
        """Return the recipient that a row is about; None where it is a new one.

        Raises:
            _Wrong: there is none with the number, or several with the name.
        """
        if number := row.cells.get(NUMBER):
            if number not in self.by_number:
                raise _Wrong(Problem(row.line, NUMBER, N_("There is no recipient with this number: %(number)s"), {"number": number[:20]}))
            return self.by_number[number]
        same = self.by_name.get(_name_and_place(row.cells), [])
        if len(same) > 1:
            numbers = ", ".join(str(each.id) for each in same[:10])
            message = N_("Several recipients are called so. Write the number of one of them: %(numbers)s")
            raise _Wrong(Problem(row.line, NUMBER, message, {"numbers": numbers}))
        return same[0] if same else None


def _name_and_place(cells: dict[str, str]) -> tuple[str, str]:
    return fold(cells["name"]), fold(cells.get("place", ""))


def _stands_once(row: Row, key: Any, stood: dict[Any, int]) -> None:
    if key in stood:
        raise _Wrong(Problem(row.line, "name", N_("This recipient stood in line %(line)s already"), {"line": stood[key]}))
    stood[key] = row.line


def _values(row: Row, recipient: Any) -> dict[str, Any]:
    """Return the values of a recipient after the row: those of its cells, else as they are.

    Raises:
        _Wrong: with all that is wrong in the row.
    """
    values, problems = {}, []
    for name in FIELDS:
        cell = row.cells.get(name)
        if cell is None or (not cell and name in AS_IT_IS):
            values[name] = DEFAULTS.get(name, "") if recipient is None else getattr(recipient, name)
            continue
        try:
            values[name] = parse(name, cell)
        except Invalid as invalid:
            problems.append(Problem(row.line, name, invalid.message, invalid.values))
    if not problems and not values["kind"]:
        problems.append(Problem(row.line, "kind", N_("A new recipient needs a kind")))
    if not problems:
        problems = [Problem(row.line, name, invalid.message, invalid.values) for name, invalid in check(values).items()]
    if problems:
        raise _Wrong(*problems)
    return values
