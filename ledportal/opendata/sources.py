"""What the public data are made from: the published entries and the places of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select
from sqlalchemy.orm import Session, aliased, contains_eager

from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.opendata.extracting import with_all, with_days, with_items, with_values
from ledportal.opendata.tables import Table

BATCH = 200
"""How many entries are in memory at a time."""

Source = Row[Any]
Condition = ColumnElement[bool]

_SUCCESSOR = aliased(Office)


def _places() -> tuple[Any, ...]:
    return (
        Municipality.code, Municipality.kind, Municipality.name_latin, Municipality.name_cyrillic, Municipality.latitude,
        Municipality.longitude, District.code.label("district_code"), District.slug.label("district_slug"),
        District.name_latin.label("district"), District.name_cyrillic.label("district_cyrillic"), District.name_en.label("district_en"),
        Region.code.label("region_code"), Region.name_latin.label("region"), Region.name_cyrillic.label("region_cyrillic"),
        Region.name_en.label("region_en"), Office.slug, Office.status,
    )  # fmt: skip


def _within_districts(query: Select[Any]) -> Select[Any]:
    return query.join(District, Municipality.district_code == District.code).join(Region, District.region_code == Region.code)


def _entries(connection: Connection, table: Table | None) -> Select[Any]:
    """Select the published entries of the municipalities of the register, with what a table is made from; None is all that they hold.

    The entry of a closed office is one, but it offers nothing any more: of its groups no table has a row.
    """
    of_entry = (Listing.office_id, Listing.published_at, Listing.changed_at, _SUCCESSOR.slug.label("successor"))
    query = select(*of_entry, *_places()).select_from(Listing).join(Office, Listing.office_id == Office.id)
    query = query.join(Municipality, Office.municipality_code == Municipality.code)
    query = _within_districts(query.outerjoin(_SUCCESSOR, Office.successor_id == _SUCCESSOR.id)).where(Municipality.active)
    query = with_days(query, connection.dialect.name)
    if table is None:
        return with_all(query)
    if table.group is None:
        return with_values(query, connection.dialect.name)
    return with_items(query.where(*EXPECTED), table)


def entries(connection: Connection, table: Table | None) -> Iterator[Source]:
    """Yield all entries in Serbian order of their places, a few of them in memory at a time."""
    query = _entries(connection, table).order_by(Municipality.sort_key, Municipality.code)
    yield from _read(connection, query)


def _read(connection: Connection, query: Select[Any]) -> Iterator[Source]:
    """Yield rows as they are asked for; who stops asking closes the database's cursor."""
    with connection.execute(query, execution_options={"yield_per": BATCH}) as rows:
        yield from rows


def chosen(connection: Connection, table: Table | None, ids: Iterable[int]) -> Iterator[Source]:
    """Yield the entries of some offices, in the order of their ids."""
    query, rest = _entries(connection, table), iter(ids)
    while batch := list(islice(rest, BATCH)):
        found = {row.office_id: row for row in connection.execute(query.where(Listing.office_id.in_(batch)))}
        yield from (found[each] for each in batch if each in found)


def chosen_items(connection: Connection, table: Table, items: Iterable[tuple[int, int]]) -> Iterator[Any]:
    """Yield the entries of some items of a group, each the id of its office and the place there, in their order.

    An entry holds those of its items that stand together in that order, and comes again for others.
    """
    query = _entries(connection, table)
    runs = ((office, [place for _, place in run]) for office, run in groupby(items, key=itemgetter(0)))
    while batch := list(islice(runs, BATCH)):
        found = {row.office_id: row for row in connection.execute(query.where(Listing.office_id.in_({office for office, _ in batch})))}
        yield from (_with_places(found[office], places) for office, places in batch if office in found)


def _with_places(source: Source, places: Sequence[int]) -> Any:
    """Return an entry with some of its items only."""
    items = source.items or []
    return SimpleNamespace(**{**source._mapping, "items": [items[place] for place in places if place < len(items)]})


def of_slug(connection: Connection, slug: str) -> Sequence[Source]:
    """Return the entry of that name with all that it holds, or nothing."""
    return connection.execute(_entries(connection, None).where(Listing.slug == slug[:300])).all()


def listings(connection: Connection, ids: Iterable[int] | None) -> Iterator[Listing]:
    """Yield the entries of offices that are there, or of some of them in the order of ids, as the application knows them elsewhere."""
    place = contains_eager(Listing.office).contains_eager(Office.municipality)
    query = select(Listing).join(Listing.office).join(Office.municipality).where(*EXPECTED)
    query = query.options(place)
    with Session(connection, autoflush=False) as session:
        if ids is None:
            in_order = query.order_by(Municipality.sort_key, Municipality.code)
            with session.scalars(in_order, execution_options={"yield_per": BATCH}) as found:
                yield from found
            return
        rest = iter(ids)
        while batch := list(islice(rest, BATCH)):
            by_id = {each.office_id: each for each in session.scalars(query.where(Listing.office_id.in_(batch)))}
            yield from (by_id[each] for each in batch if each in by_id)


def following(connection: Connection, table: Table | None, *conditions: Condition, after: int, most: int) -> Sequence[Source]:
    """Return the next entries after an office, in the order of the offices' ids, which never change."""
    query = _entries(connection, table).where(Listing.office_id > after, *conditions)
    return connection.execute(query.order_by(Listing.office_id).limit(most)).all()


def municipalities(connection: Connection) -> Iterator[Source]:
    """Yield the municipalities of the register in Serbian order, with an entry or without."""
    yield from _read(connection, _municipalities().order_by(Municipality.sort_key, Municipality.code))


def following_municipalities(connection: Connection, *conditions: Condition, after: str, most: int) -> Sequence[Source]:
    """Return the next municipalities after a code, in the order of their codes."""
    query = _municipalities().where(Municipality.code > after, *conditions)
    return connection.execute(query.order_by(Municipality.code).limit(most)).all()


def _municipalities() -> Select[Any]:
    has_entry = Listing.office_id.is_not(None).label("has_entry")
    more = (Municipality.population_2022, Municipality.tile_column, Municipality.tile_row, has_entry)
    query: Select[Any] = select(*_places(), *more).select_from(Municipality).join(Office, Office.municipality_code == Municipality.code)
    return _within_districts(query).outerjoin(Listing, Listing.office_id == Office.id).where(Municipality.active)


def districts(connection: Connection) -> Iterator[Source]:
    """Yield the districts that have a municipality in the register, in Serbian order."""
    active = select(Municipality.district_code).where(Municipality.active)
    yield from connection.execute(select(*District.__table__.c).where(District.code.in_(active)).order_by(District.sort_key))


def regions(connection: Connection) -> Iterator[Source]:
    """Yield the regions that have a municipality in the register, in Serbian order."""
    active = select(District.region_code).join(Municipality, Municipality.district_code == District.code).where(Municipality.active)
    yield from connection.execute(select(*Region.__table__.c).where(Region.code.in_(active)).order_by(Region.sort_key))
