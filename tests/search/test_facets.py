"""The facets count and narrow as one would who looked at each entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledportal.search import bits
from ledportal.search.facets import SITE_KINDS, Row, build
from ledportal.search.traits import narrowed

TRAITS = ("sector:food", "sector:ict", "form:office", "form:agency", "language:sr")


@st.composite
def rows(draw, most=25):
    keys = draw(st.lists(st.integers(1, 200), unique=True, max_size=most))
    return [draw(row(key)) for key in keys]


@st.composite
def row(draw, key):
    traits = draw(st.none() | st.sets(st.sampled_from(TRAITS)))
    areas = {} if traits is None else draw(st.dictionaries(st.sampled_from(SITE_KINDS), st.integers(1, 60), max_size=3))
    day = 0 if traits is None else draw(st.sampled_from([0, 100, 101, 150, 200]))
    return Row(
        key, f"{key:04} {key}", (f"district:{key % 3}",), None if traits is None else tuple(sorted(traits)), areas, day, float(day),
        0.0 if traits is None else float(draw(st.integers(1, 5))),
    )  # fmt: skip


def having(facets, found):
    return [facets.ids[position] for position in bits.positions(found)]


def same(facets, line):
    """Say whether facets are those of rows, by looking at each row."""
    line = sorted(line, key=lambda each: each.key)
    assert list(facets.ids) == [each.id for each in line]
    assert having(facets, facets.entries) == [each.id for each in line if each.traits is not None]
    for trait in TRAITS:
        name, _, value = trait.partition(":")
        assert having(facets, facets.trait(name, value)) == [each.id for each in line if trait in (each.traits or ())]
    for number in range(3):
        assert having(facets, facets.trait("district", str(number))) == [each.id for each in line if each.id % 3 == number]
    for kind in SITE_KINDS:
        for least in (0, 1, 30, 61):
            assert having(facets, facets.free_site(kind, least)) == [each.id for each in line if each.areas.get(kind, 0) >= max(least, 1)]
    for day in (0, 100, 120, 201):
        assert having(facets, facets.confirmed_since(day)) == [each.id for each in line if each.confirmed_on >= max(day, 1)]
    for order, moment in (("confirmed", "confirmed_at"), ("changed", "changed_at")):
        latest = sorted(line, key=lambda each: (-getattr(each, moment), each.key))
        assert [facets.ids[place] for place in facets.ordered(facets.all, order)] == [each.id for each in latest]


@given(rows())
def test_facets_are_those_of_the_rows(line):
    same(build(line), line)


@given(rows(), st.data())
def test_what_changed_is_followed(line, data):
    facets = build(line)
    changed = data.draw(st.lists(st.sampled_from(line), unique_by=lambda each: each.id)) if line else []
    new = [data.draw(row(each.id)) for each in changed]
    by_id = {each.id: each for each in [*line, *new]}
    same(facets, line)
    same(facets.replaced(new), list(by_id.values()))
    same(facets, line)


@given(rows(), st.integers(1, 200), st.booleans())
def test_other_places_are_noticed(line, number, is_active):
    facets = build(line)
    known = {each.id for each in line}
    asked = Row(number, f"{number:04} {number}", ())
    assert facets.has_changed_places([(asked, is_active)]) == (is_active != (number in known))
    renamed = Row(number, f"0 {number}", ())
    assert facets.has_changed_places([(renamed, True)])


def test_a_facet_is_counted_without_its_own_condition():
    conditions = {"sector": 0b0110, "form": 0b0011}
    assert (narrowed(conditions, 0b1111), narrowed(conditions, 0b1111, but="sector")) == (0b0010, 0b0011)


def test_many_are_put_in_order_as_few_are():
    line = [Row(number, f"{number:05}", (), (), {}, 0, float(number % 7), float(number % 5)) for number in range(1, 5000)]
    facets = build(line)
    for order, modulus in (("confirmed", 7), ("changed", 5)):
        expected = sorted(range(len(line)), key=lambda place: (-((place + 1) % modulus), place))
        assert facets.ordered(facets.all, order) == expected
        few = bits.of(range(0, 4999, 50), facets.size)
        assert facets.ordered(few, order) == [place for place in expected if place % 50 == 0]
