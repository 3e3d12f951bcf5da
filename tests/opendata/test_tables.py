"""The declaration of the public tables: all of the public profile, and nothing that is not public."""

from __future__ import annotations

import pytest

from ledportal.offices.kinds import Choice, Choices
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.profile import SECTIONS
from ledportal.opendata.columns import Column, Type
from ledportal.opendata.tables import BY_FILE, OFFICES, TABLES

EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def fields_of(table):
    """Return the fields of the profile that a table should have as columns."""
    if table.group:
        return table.group.fields
    return [spec for section in PUBLIC_SECTIONS for spec in section.fields] if table is OFFICES else []


def test_each_public_group_is_a_table():
    groups = [group.key for section in SECTIONS if not section.internal for group in section.groups]
    assert [table.name for table in TABLES.values() if table.group] == groups
    assert [*TABLES] == ["offices", *groups, "municipalities", "districts", "regions"]
    assert len(BY_FILE) == len(TABLES)


@EVERY
def test_each_public_field_is_a_column_and_no_internal_one(table):
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    for spec in fields_of(table):
        assert (spec.key in names) is not spec.internal
        if isinstance(spec.kind, Choice | Choices):
            assert table[spec.key].options == spec.kind.options


@EVERY
def test_keys_lead_to_rows(table):
    assert all(table[name].required for name in table.key)
    for foreign in table.foreign_keys:
        assert table[foreign.column].required and TABLES[foreign.table].key == (foreign.references,)


def test_numbers_say_their_unit():
    sites = TABLES["sites"]
    assert sites["area"] == Column("area", "Area (ha)", Type.NUMBER, unit="ha", lowest=0, highest=100_000)
    units = {column.unit for table in TABLES.values() for column in table.columns if column.type is Type.NUMBER}
    assert units == {"ha", "km", "EUR", "EUR/m²", "°"}
