"""What a table would do to what is known: add, change, or nothing; and what is wrong with it, by line and column. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from ledportal.imports import tables
from ledportal.imports.tables import Layout, Problem, Row
from ledportal.offices.kinds import Invalid


@dataclass(frozen=True)
class Addition:
    """What a row would add."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What a row would change of something known: by field, the value now and the value then."""

    line: int
    subject: Any
    fields: dict[str, tuple[Any, Any]]

    @property
    def values(self) -> dict[str, Any]:
        return {name: then for name, (_, then) in self.fields.items()}


@dataclass
class Plan:
    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    digest: str = ""

    @property
    def count(self) -> int:
        """How many would be added or changed."""
        return len(self.additions) + len(self.changes)


class Wrong(Exception):
    """A row that cannot be taken; the problems say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def plan(text: str, layout: Layout, *, read: Callable[[Row], tuple[Any, dict[str, Any]]], known: Iterable[str]) -> Plan:
    """Return what a table would do. Nothing is changed here.

    Args:
        read: returns what a row is about, None for something new, and the values that it gives; raises ``Wrong``.
        known: the versions of what is known; when one of them is another, so is the digest.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    found = Plan()
    for row in tables.read(text, layout):
        try:
            _plan_row(row, *read(row), found)
        except Wrong as wrong:
            found.problems += wrong.problems
    found.digest = tables.digest(text, known)
    return found


def _plan_row(row: Row, subject: Any, values: dict[str, Any], found: Plan) -> None:
    if subject is None:
        found.additions.append(Addition(row.line, values))
    elif fields := {name: (now, then) for name, then in values.items() if (now := getattr(subject, name)) != then}:
        found.changes.append(Change(row.line, subject, fields))
    else:
        found.unchanged += 1


def only_once(row: Row, key: Any, stood: dict[Any, int], column: str, message: str) -> None:
    """Note in which line something stands.

    Raises:
        Wrong: an earlier row was about it.
    """
    if key in stood:
        raise Wrong(Problem(row.line, column, message, {"line": stood[key]}))
    stood[key] = row.line


def typed(row: Row, names: Iterable[str], parse: Callable[[str, str], Any], *, as_it_is: Collection[str]) -> dict[str, Any]:
    """Return the values of a row's cells.

    Args:
        parse: returns the value of a field's cell; raises ``Invalid``.
        as_it_is: the columns in which an empty cell says nothing.

    Raises:
        Wrong: with all that is wrong in the row.
    """
    values, problems = {}, []
    for name in names:
        if name not in row.cells or (name in as_it_is and not row.cells[name]):
            continue
        try:
            values[name] = parse(name, row.cells[name])
        except Invalid as invalid:
            problems.append(problem(row, name, invalid))
    if problems:
        raise Wrong(*problems)
    return values


def problem(row: Row, column: str, invalid: Invalid) -> Problem:
    return Problem(row.line, column, invalid.message, invalid.values)
