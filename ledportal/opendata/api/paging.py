"""Pages of the tables that stay right while the data change: each begins after a key that never changes, never after a count of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from ledportal.municipalities.models import District, Region
from ledportal.offices.models import Office
from ledportal.opendata import queries, sources
from ledportal.opendata.files import read
from ledportal.opendata.rows import maker
from ledportal.opendata.sending import Making
from ledportal.opendata.tables import MUNICIPALITIES, OFFICES, SITES, Table
from ledportal.search.criteria import OFFICES as OF_OFFICES
from ledportal.search.criteria import Criteria, Subject, from_pairs
from ledportal.search.finding import find
from ledportal.search.line import Ids, Mark
from ledportal.search.site_criteria import SITES as OF_SITES
from ledportal.search.sites import find_sites

Asked = Mapping[str, list[str]]
Record = dict[str, Any]

SCANNED = 2_000
"""Entries that one page looks through; a page of rare rows may then have fewer than its limit, or none, and still a next one."""


PLACES = {"office", "district", "region"}
"""Parameters that name where an office is."""


@dataclass(frozen=True)
class Page:
    """Some rows; ``after`` is the cursor of the next page, empty on the last."""

    records: Sequence[Record]
    after: str = ""


def page(table: Table, asked: Asked, making: Making, limit: int) -> Page:
    """Return the rows that are asked for, after the cursor."""
    if table is OFFICES:
        return _offices(asked, making, limit)
    return _items(table, asked, making, limit) if table.group is not None else _places(table, asked, making, limit)


def _cursor(asked: Asked) -> str:
    return asked.get("cursor", [""])[0]


def _offices(asked: Asked, making: Making, limit: int) -> Page:
    """Return a page of offices in the order of their numbers, or in the one that is asked for."""
    criteria, line = criteria_of(asked), None
    if criteria == Criteria():
        found = sources.following(making.connection, OFFICES, after=_number(_cursor(asked)), most=limit + 1)
    else:
        ids = find(criteria, today=making.today).ids
        line = ids if criteria.order else None
        found = list(islice(sources.chosen(making.connection, OFFICES, _after(ids, line, _cursor(asked))), limit + 1))
    make = _recorder(OFFICES, making)
    records = [record for source in found[:limit] for record in make(source)]
    return Page(records, _named(found[limit - 1].office_id, line) if len(found) > limit else "")


def _number(cursor: str) -> int:
    """Return the number of the office after which a page begins."""
    return int(cursor.rpartition(".")[2] or 0)


def _named(office: int, line: Ids | None) -> str:
    """Return the cursor behind an office: its number, in a line with its place there before it."""
    return str(office) if line is None else ".".join(map(str, line.mark(office)))


def _after(ids: Ids, line: Ids | None, cursor: str) -> Sequence[int]:
    """Return the ids behind a cursor, in the order of their line or in that of the numbers."""
    if line is None:
        numbers = sorted(ids[:])
        return numbers[bisect_right(numbers, _number(cursor)) :]
    if not cursor:
        return line[:]
    return line.after(Mark(*map(int, cursor.split("."))) if "." in cursor else line.mark(_number(cursor)))


def criteria_of(asked: Asked, subject: Subject = OF_OFFICES) -> Criteria:
    """Return what the directory, or the list of sites, is searched for; the names of the API are those of the code, but for the text."""
    others = {"limit", "cursor"}
    pairs = [("text" if name == "q" else name, value) for name, values in asked.items() if name not in others for value in values]
    return from_pairs(pairs, subject)


def _recorder(table: Table, making: Making) -> Callable[[Any], list[Record]]:
    """Return what makes a source's rows as objects."""
    make, names = maker(table, making.frame), [column.name for column in table.columns]
    return lambda source: [dict(zip(names, row, strict=True)) for row in make(source)]


def _items(table: Table, asked: Asked, making: Making, limit: int) -> Page:
    """Return a page of the rows of a group: office by office, and in each by their ids."""
    number, _, item = _cursor(asked).partition(".")
    records: list[Record] = []
    office, make, cursor = int(number or 0), _recorder(table, making), ""
    after = office - 1 if item else office
    scanned, found = Scan(table, asked, making.connection, after=after), _sites(table, asked, making, after=after)
    for source in scanned if found is None else found:
        for record in sorted(make(source), key=lambda each: str(each["id"])):
            if (source.office_id == office and record["id"] <= item) or not _fits(record, asked):
                continue
            if len(records) == limit:
                return Page(records, cursor)
            records.append(record)
            cursor = f"{source.office_id}.{record['id']}"
    return Page(records, str(scanned.last) if scanned.is_cut else "")


def _sites(table: Table, asked: Asked, making: Making, *, after: int) -> Iterator[Any] | None:
    """Return the entries after an office with those of their sites that are found as on their page; None where nothing narrows them."""
    if table is not SITES or (criteria := criteria_of(asked, OF_SITES)) == Criteria(subject=OF_SITES):
        return None
    found = find_sites(criteria, today=making.today).from_office(after + 1)
    if "office" in asked:
        office = queries.office_named(asked["office"][0])
        found = (each for each in found if office is not None and each[0] == office.id)
    return sources.chosen_items(making.connection, SITES, found)


class Scan:
    """Entries one after the other, but no more than ``SCANNED``; ``is_cut`` says that there are more after the ``last``."""

    def __init__(self, table: Table, asked: Asked, connection: Connection, *, after: int) -> None:
        self._connection, self._table, self._conditions = connection, table, [*_conditions(asked)]
        self.last, self.is_cut = after, False

    def __iter__(self) -> Iterator[Any]:
        for _ in range(SCANNED // sources.BATCH):
            batch = sources.following(self._connection, self._table, *self._conditions, after=self.last, most=sources.BATCH)
            for source in batch:
                self.last = source.office_id
                yield source
            if len(batch) < sources.BATCH:
                return
        self.is_cut = True


def _conditions(asked: Asked) -> Iterator[Any]:
    if slugs := asked.get("office"):
        yield Office.slug.in_(slugs)
    if districts := asked.get("district"):
        yield District.slug.in_(districts)
    if regions := asked.get("region"):
        yield Region.code.in_(regions)


def _fits(record: Record, asked: Asked) -> bool:
    """Say whether a row has one of the codes that are asked for in each of its columns."""
    return all(record[name] in values for name, values in asked.items() if name in record and name not in PLACES)


def _places(table: Table, asked: Asked, making: Making, limit: int) -> Page:
    """Return a page of places in the order of their codes."""
    after = _cursor(asked)
    if table is MUNICIPALITIES:
        found = sources.following_municipalities(making.connection, *_conditions(asked), after=after, most=limit + 1)
    else:
        found = sorted((each for each in read(table, making.connection) if each.code > after), key=lambda each: str(each.code))
    make = _recorder(table, making)
    return Page([record for source in found[:limit] for record in make(source)], found[limit - 1].code if len(found) > limit else "")
