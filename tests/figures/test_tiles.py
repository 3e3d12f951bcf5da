"""Maps of squares: the whole, and a part of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ledportal.figures.tiles import Tile, abbreviations, borders, neighbourhood, outline, tile_map

CELLS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1)


def tile(cell):
    column, row = cell
    return Tile(column, row, "none", f"{column}{row}", f"{column}, {row}", f"/{column}/{row}/", name=f"{column} {row}")


@given(CELLS)
def test_a_map_is_read_row_by_row_and_holds_all_its_squares(cells):
    found = tile_map([tile(cell) for cell in cells])
    places = [(each.row, each.column) for each in found.tiles]
    assert places == sorted((row, column) for column, row in cells)
    assert all(0 <= each.x < found.width and 0 <= each.y < found.height for each in found.tiles)


@given(CELLS, st.integers(1, 3), st.data())
def test_a_place_stands_in_the_middle_of_those_that_are_near_it(cells, reach, data):
    column, row = data.draw(st.sampled_from(sorted(cells)))
    found = neighbourhood(tile((column, row)), [tile(cell) for cell in cells], reach=reach)
    near = {cell for cell in cells if abs(cell[0] - column) <= reach and abs(cell[1] - row) <= reach}
    assert {each.title for each in found.tiles} == {f"{column}, {row}" for column, row in near}
    assert [(each.column, each.row) for each in found.tiles if each.here] == [(reach, reach)]
    assert len({(each.column, each.row) for each in found.tiles}) == len(near)
    assert all(each.x < found.width and each.y < found.height for each in found.tiles)


def test_neighbours_keep_their_sides():
    found = neighbourhood(tile((4, 4)), [tile((4, 3)), tile((5, 4)), tile((4, 4)), tile((6, 4))])
    assert [(each.label, each.column, each.row, each.here) for each in found.tiles] == [
        ("43", 1, 0, False),
        ("44", 1, 1, True),
        ("54", 2, 1, False),
    ]


def test_the_outline_has_a_shape_for_each_square():
    assert outline([(2, 1), (0, 0)]) == "M0 0h.9v.9h-.9zM2 1h.9v.9h-.9z"


def test_letters_of_places():
    assert letters("Bečej", "Bačka Palanka", "Ub", "Kula i još tri") == ["Beč", "BP", "Ub", "KIJ"]


def test_places_that_would_have_the_same_letters_have_a_few_more():
    assert letters("Priboj", "Prijepolje", "Prokuplje") == ["Prib", "Prij", "Pro"]
    assert letters("Žabari", "Žabalj") == ["Žabr", "Žabl"]
    assert letters("Bela Palanka", "Bačka Palanka", "Bački Petrovac") == ["BeP", "BaP", "BPe"]
    assert letters("Ub", "Ub") == ["Ub", "Ub"]


def letters(*names):
    found = abbreviations(names)
    return [found[name] for name in names]


@given(st.sets(st.from_regex(r"[A-C][a-b]{0,4}( [A-C][a-b]{0,3}){0,2}", fullmatch=True), max_size=12))
def test_each_place_has_letters_of_its_own_name_in_any_order_of_the_names(names):
    found = abbreviations(sorted(names))
    assert found == abbreviations(sorted(names, reverse=True)) and found.keys() == names
    assert all(some[0] == name[0] and len(some) <= 4 for name, some in found.items())


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.sampled_from("abc")))
def test_lines_part_neighbours_of_different_parts_and_no_others(parts):
    lines = set(re.findall(r"M(\d+) (\d+)([vh])30", borders(parts)))
    pairs = {(30 * (column + 1), 30 * row, "v"): ((column, row), (column + 1, row)) for column, row in parts}
    pairs |= {(30 * column, 30 * (row + 1), "h"): ((column, row), (column, row + 1)) for column, row in parts}
    wanted = {place for place, (one, other) in pairs.items() if other in parts and parts[one] != parts[other]}
    assert {(int(x), int(y), way) for x, y, way in lines} == wanted
