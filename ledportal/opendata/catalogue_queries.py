"""When the register's data began, and how many there are."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.directory_models import Change
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.opendata.tables import DISTRICTS, MUNICIPALITIES, OFFICES, REGIONS, TABLES, Table


def first_day() -> date | None:
    """Return the day on which the first entry was published."""
    first = db.session.scalar(select(func.min(Change.at)))
    return belgrade_day(first) if first else None


def row_counts() -> dict[str, int]:
    """Return how many rows each public table has, by its name."""
    entries = [name for name, table in TABLES.items() if table.group is not None]
    counts = [func.count(), *(_items(TABLES[name]) for name in entries)]
    query = select(*counts).select_from(Listing).join(Listing.office).join(Office.municipality).where(Municipality.active)
    places = select(func.count(), func.count(Municipality.district_code.distinct()), func.count(District.region_code.distinct()))
    places = places.select_from(Municipality).join(Municipality.district).where(Municipality.active)
    names = (OFFICES.name, *entries, MUNICIPALITIES.name, DISTRICTS.name, REGIONS.name)
    numbers = (*db.session.execute(query).one(), *db.session.execute(places).one())
    return dict(zip(names, numbers, strict=True))


def _items(table: Table) -> ColumnElement[Any]:
    """Return how many items of a group the entries of offices that are there have together."""
    assert table.section is not None and table.group is not None
    length = func.jsonb_array_length if db.engine.dialect.name == "postgresql" else func.json_array_length
    return func.coalesce(func.sum(length(Listing.content[table.section.key][table.group.key])).filter(*EXPECTED), 0)
