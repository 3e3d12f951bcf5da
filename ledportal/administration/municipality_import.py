"""Municipalities' addresses from a table: what it would change, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledportal.administration.municipality_fields import FIELDS, parse
from ledportal.imports import plans
from ledportal.imports.plans import Plan, Wrong
from ledportal.imports.tables import Layout, Problem, Row
from ledportal.text import N_

CODE = "code"
LAYOUT = Layout((CODE, *FIELDS), needed=(CODE,))
TWICE = N_("This municipality stood in line %(line)s already")


def plan(text: str, known: Mapping[str, Any]) -> Plan:
    """Return what a table would change of the known municipalities (by code). Nothing is changed here.

    Raises:
        Unreadable: the columns are not those that are taken, or the rows cannot be read.
    """
    stood: dict[str, int] = {}

    def read(row: Row) -> tuple[Any, dict[str, Any]]:
        municipality = _municipality(row, known)
        plans.only_once(row, municipality.code, stood, CODE, TWICE)
        return municipality, plans.typed(row, FIELDS, parse, as_it_is=("active",))

    return plans.plan(text, LAYOUT, read=read, known=(f"{code}:{each.version}" for code, each in sorted(known.items())))


def _municipality(row: Row, known: Mapping[str, Any]) -> Any:
    code = row.cells[CODE]
    if code not in known:
        raise Wrong(Problem(row.line, CODE, N_("There is no municipality with this code: %(code)s"), {"code": code[:20]}))
    return known[code]
