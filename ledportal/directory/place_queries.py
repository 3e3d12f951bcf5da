"""What a map reads: the municipalities of the register, each with the state of its office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from ledportal.days import belgrade_day
from ledportal.directory import states
from ledportal.directory.coloring import Measures, measures
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.offices.periods import Periods
from ledportal.offices.standing import standing_by_due
from ledportal.statistics.counting import Situation
from ledportal.statistics.situations import situations

ENTRY = (Office.status, Listing.due_on, Listing.confirmed_at.is_not(None))
"""What tells the state of a municipality's office."""
PLACE = (
    Office.id, Office.slug, Municipality.name_latin, Municipality.name_cyrillic, Municipality.district_code, Municipality.tile_column,
    Municipality.tile_row,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A municipality of the register with the state of its office; ``column`` and ``row`` are those of its square, if it has one."""

    state: states.State
    office_id: int
    slug: str
    name_latin: str
    name_cyrillic: str
    district_code: str
    column: int | None
    row: int | None

    def name(self, locale: str) -> str:
        return self.name_cyrillic if locale == "sr_Cyrl" else self.name_latin


def on_the_map(periods: Periods, *, today: date) -> list[Place]:
    """Return the municipalities that have a square, in Serbian order."""
    return _places(Municipality.tile_row.is_not(None), periods=periods, today=today)


def beside_the_map(periods: Periods, *, today: date, most: int) -> list[Place]:
    """Return the first municipalities without a square, as staff may take into the register later."""
    return _places(Municipality.tile_row.is_(None), periods=periods, today=today, most=most)


def around(municipality: Municipality, periods: Periods, *, today: date, reach: int) -> list[Place]:
    """Return the municipalities whose squares are at most so far from that of a municipality, itself included, if it has one."""
    column, row = municipality.tile_column, municipality.tile_row
    if column is None or row is None:
        return []
    across = Municipality.tile_column.between(column - reach, column + reach)
    return _places(across, Municipality.tile_row.between(row - reach, row + reach), periods=periods, today=today)


@dataclass(frozen=True)
class Overview:
    """How many municipalities of the register are in which state, and how many have an entry, in how many districts."""

    states: Counter[states.State]
    entries: int
    districts: int


def overview(periods: Periods, *, today: date) -> Overview:
    """Return the register at a glance."""
    districts = situations().values()
    together: Counter[Situation] = Counter()
    for each in districts:
        together.update(each)
    counts: Counter[states.State] = Counter()
    for situation, number in together.items():
        counts[_state(*situation, periods=periods, today=today)] += number
    entries = sum(number for situation, number in together.items() if situation.has_entry)
    return Overview(counts, entries, sum(any(situation.has_entry for situation in each) for each in districts))


def measured(office_ids: Collection[int], *, today: date) -> dict[int, Measures]:
    """Return what the entries of offices that are there say of what a map may be coloured by, by the offices' ids."""
    content = Listing.content
    columns = (content["office", "staff"].as_string(), content["sites", "sites"], Listing.confirmed_at)
    rows = db.session.execute(_active(Office.id, *columns).where(Office.id.in_(office_ids), Listing.office_id.is_not(None), *EXPECTED))
    return {
        office_id: measures(staff, sites, None if confirmed is None else belgrade_day(confirmed), today=today)
        for office_id, staff, sites, confirmed in rows
    }


def _active(*columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Office).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    return query.where(Municipality.active)


def _places(*which: Any, periods: Periods, today: date, most: int | None = None) -> list[Place]:
    query = _active(*PLACE, *ENTRY).where(*which).order_by(Municipality.sort_key, Municipality.code).limit(most)
    return [
        Place(_state(status, due_on, confirmed, periods=periods, today=today), *place)
        for *place, status, due_on, confirmed in db.session.execute(query)
    ]


def _state(status: str, due_on: date | None, confirmed: bool, *, periods: Periods, today: date) -> states.State:
    standing = None if due_on is None else standing_by_due(due_on, confirmed, periods, today=today)
    return states.state(status, standing)
