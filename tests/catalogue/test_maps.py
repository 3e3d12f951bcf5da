"""The map of squares, and the small ones of the districts."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from flask_babel import force_locale

from ledportal.catalogue.book.frozen import EntryKind
from ledportal.catalogue.book.maps import Country
from ledportal.municipalities.grid import grid
from tests.catalogue import books


@pytest.fixture(autouse=True)
def in_serbian(speaking_context):
    with force_locale("sr_Latn"):
        yield


@pytest.fixture
def country():
    return Country(books.settings(), books.entries())


def test_every_municipality_has_its_square_in_its_state(country):
    tiles = country.map()["tiles"]
    columns, rows = zip(*grid(), strict=True)
    assert {(each["column"] + min(columns), each["row"] + min(rows)): each["district"] for each in tiles} == grid()
    assert {each["name"]: each["state"] for each in tiles} == {each.place.names["sr_Latn"]: each.kind for each in books.entries()}
    assert len({each["letters"] for each in tiles}) == len(tiles)


def test_a_square_leads_to_a_page_where_there_is_one(country):
    leading = {each["slug"] for each in country.map()["tiles"]} - {""}
    assert leading == {each.slug for each in books.entries() if each.kind is EntryKind.FULL}


def test_the_legend_counts_the_squares(country):
    legend = country.map()["legend"]
    assert sum(each["count"] for each in legend) == 145
    assert [each["state"] for each in legend] == ["full", "phone", "setting_up", "none", "silent", "outdated"]
    assert all(f"{each['label']}: {each['count']}" in country.map()["alt"] for each in legend)


def test_the_lines_part_the_districts(country):
    found = country.map()
    parts = {(each["column"], each["row"]): each["district"] for each in found["tiles"]}
    sides = {side for line in found["borders"] for side in sides_of(line)}
    for (column, row), part in parts.items():
        right, below = parts.get((column + 1, row), part), parts.get((column, row + 1), part)
        assert ((column + 1, row, column + 1, row + 1) in sides) == (right != part)
        assert ((column, row + 1, column + 1, row + 1) in sides) == (below != part)


def sides_of(line):
    x1, y1, x2, y2 = line
    if x1 == x2:
        return [(x1, top, x1, bottom) for top, bottom in pairwise(range(y1, y2 + 1))]
    return [(left, y1, right, y1) for left, right in pairwise(range(x1, x2 + 1))]


def test_the_map_of_a_district_shows_its_neighbours_faded(country):
    becej = books.entry("becej")
    found = country.around(becej.district)
    own = [each["name"] for each in found["tiles"] if not each["faded"]]
    assert sorted(own) == sorted(each.place.names["sr_Latn"] for each in books.entries() if each.district == becej.district)
    squares = [each.place.tile for each in books.entries() if each.district == becej.district]
    beside = [
        each for each in books.entries() if each.district != becej.district and any(touch(each.place.tile, square) for square in squares)
    ]
    assert {each.place.names["sr_Latn"] for each in beside} <= {each["name"] for each in found["tiles"] if each["faded"]}
    assert sum(each["count"] for each in found["legend"]) == len(own)
    assert max(each["column"] for each in found["tiles"]) == found["columns"] - 1
    assert max(each["row"] for each in found["tiles"]) == found["rows"] - 1
    assert all(0 <= x <= found["columns"] for x1, _, x2, _ in found["borders"] for x in (x1, x2))
    assert all(0 <= y <= found["rows"] for _, y1, _, y2 in found["borders"] for y in (y1, y2))


def touch(one, other):
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) == 1


def test_who_has_no_square_is_on_no_map():
    entry = books.entry("becej")
    nowhere = replace(entry, place=replace(entry.place, tile=None))
    country = Country(books.settings(), [nowhere])
    assert country.map()["tiles"] == []
    assert country.around(entry.district) is None
