"""The rows of the public tables, each cell as data: text, number, ISO date, list, or None. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ledportal.days import belgrade_day
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.validity import validity
from ledportal.opendata.frame import Frame
from ledportal.opendata.tables import DISTRICTS, DOCUMENTS, MUNICIPALITIES, OFFICES, REGIONS, Table
from ledportal.opendata.values import converters, text

Row = list[Any]
Make = Callable[[Any], Iterable[Row]]


def rows_of(table: Table, sources: Iterable[Any], frame: Frame) -> Iterator[Row]:
    """Yield the table's rows in the order of its columns, from entries or places as ``sources`` reads them."""
    make = maker(table, frame)
    for source in sources:
        yield from make(source)


def maker(table: Table, frame: Frame) -> Make:
    """Return what makes a table's rows of one source."""
    return _items(table, frame) if table.group is not None else _MAKERS[table.name](frame)


def _offices(frame: Frame) -> Make:
    converts = [convert for section in PUBLIC_SECTIONS for _, convert in converters(section.fields, frame.file_url)]
    others = [(number, convert) for number, convert in enumerate(converts) if convert is not text]

    def make(source: Any) -> Iterator[Row]:
        place = (source.code, source.name_latin, source.name_cyrillic, source.district_code, source.district)
        of_office = (source.region_code, source.region, source.status, source.successor)
        row = [source.slug, frame.office_url(source.slug), *place, *of_office]
        values = source.values
        cells = [value or None for value in values]
        for number, convert in others:
            cells[number] = convert(values[number])
        row += cells
        row.append(belgrade_day(source.published_at).isoformat())
        row += frame.columns(source, belgrade_day(source.changed_at).isoformat())
        yield row

    return make


def _items(table: Table, frame: Frame) -> Make:
    assert table.group is not None and table.section is not None
    fields, section = converters(table.group.fields, frame.file_url), PUBLIC_SECTIONS.index(table.section)

    def make(source: Any) -> Iterator[Row]:
        if not source.items:
            return
        fresh = frame.sections(source)[section]
        place = [source.code, source.name_latin, source.district_code, source.district]
        for item in source.items:
            computed = [validity(item, today=frame.today).value] if table is DOCUMENTS else []
            cells = [convert(item.get(name)) for name, convert in fields]
            yield [source.slug, item["id"], *place, *cells, *computed, fresh.confirmed_on, fresh.changed_on, fresh.standing]

    return make


def _municipalities(frame: Frame) -> Make:
    return lambda source: [
        [
            source.code, source.slug, frame.office_url(source.slug), source.name_latin, source.name_cyrillic, source.kind,
            source.district_code, source.region_code, source.latitude, source.longitude, source.population_2022, source.tile_column,
            source.tile_row, source.status, source.has_entry,
        ]
    ]  # fmt: skip


def _districts(_frame: Frame) -> Make:
    return lambda row: [[row.code, row.slug, row.name_latin, row.name_cyrillic, row.name_en, row.nuts3, row.region_code]]


def _regions(_frame: Frame) -> Make:
    return lambda row: [[row.code, row.name_latin, row.name_cyrillic, row.name_en]]


_MAKERS: dict[str, Callable[[Frame], Make]] = {
    OFFICES.name: _offices,
    MUNICIPALITIES.name: _municipalities,
    DISTRICTS.name: _districts,
    REGIONS.name: _regions,
}
