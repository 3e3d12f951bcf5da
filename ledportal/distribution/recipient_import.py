"""Recipients from a table: whom it would add, what it would change, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ledportal.distribution.fields import DEFAULTS, FIELDS, check, parse
from ledportal.imports import plans
from ledportal.imports.plans import Plan, Wrong
from ledportal.imports.tables import Layout, Problem, Row
from ledportal.script import fold
from ledportal.text import N_

NUMBER = "number"
SERBIAN = {
    NUMBER: ("broj",),
    "kind": ("vrsta",),
    "name": ("naziv",),
    "person": ("osoba",),
    "street": ("ulica i broj", "ulica"),
    "postcode": ("poštanski broj",),
    "place": ("mesto",),
    "country": ("zemlja",),
    "email": ("e-pošta",),
    "copies": ("broj primeraka", "primeraka"),
    "wish": ("želi",),
    "note": ("beleška", "napomena"),
}
"""What else each column may be called, in either script."""
ALSO = {fold(name): column for column, names in SERBIAN.items() for name in names}
LAYOUT = Layout((NUMBER, *FIELDS), needed=("name",), ignored=frozenset({"sample", "primer", "пример"}), also=ALSO)
"""The demo's own tables have a column that says that they are samples."""
AS_IT_IS = ("kind", "copies", "wish")
"""What an empty cell leaves as it is."""
TWICE = N_("This recipient stood in line %(line)s already")


def plan(text: str, known: Sequence[Any]) -> Plan:
    """Return what a table would do to the known recipients. Nothing is changed here.

    A row without a number is the recipient of that name and place, if there is one.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    stood, who = dict[Any, int](), _Known(known)

    def read(row: Row) -> tuple[Any, dict[str, Any]]:
        recipient = who.of(row)
        plans.only_once(row, recipient.id if recipient is not None else _name_and_place(row.cells), stood, "name", TWICE)
        return recipient, _values(row, recipient)

    return plans.plan(text, LAYOUT, read=read, known=(f"{each.id}:{each.version}" for each in known))


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
            Wrong: there is none with the number, or several with the name.
        """
        if number := row.cells.get(NUMBER):
            if number not in self.by_number:
                raise Wrong(Problem(row.line, NUMBER, N_("There is no recipient with this number: %(number)s"), {"number": number[:20]}))
            return self.by_number[number]
        same = self.by_name.get(_name_and_place(row.cells), [])
        if len(same) > 1:
            numbers = ", ".join(str(each.id) for each in same[:10])
            message = N_("Several recipients are called so. Write the number of one of them: %(numbers)s")
            raise Wrong(Problem(row.line, NUMBER, message, {"numbers": numbers}))
        return same[0] if same else None


def _name_and_place(cells: dict[str, str]) -> tuple[str, str]:
    return fold(cells["name"]), fold(cells.get("place", ""))


def _values(row: Row, recipient: Any) -> dict[str, Any]:
    """Return the values of a recipient after the row: those of its cells, else as they are.

    Raises:
        Wrong: with all that is wrong in the row.
    """
    now = {name: DEFAULTS.get(name, "") if recipient is None else getattr(recipient, name) for name in FIELDS}
    values = now | plans.typed(row, FIELDS, parse, as_it_is=AS_IT_IS)
    if not values["kind"]:
        raise Wrong(Problem(row.line, "kind", N_("A new recipient needs a kind")))
    if wrong := check(values):
        raise Wrong(*(plans.problem(row, name, invalid) for name, invalid in wrong.items()))
    return values
