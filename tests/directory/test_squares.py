"""A municipality among its neighbours."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.days import belgrade_day
from ledportal.directory import place_queries, squares
from ledportal.directory.states import State
from ledportal.extensions import db
from ledportal.municipalities.grid import grid, letters
from ledportal.municipalities.models import Municipality
from ledportal.offices.periods import DEFAULT
from tests.directory.entries import PUBLIC, publish
from tests.factories import NOW, office
from tests.people import counted_queries

TODAY = belgrade_day(NOW)


@pytest.fixture
def page(context):
    with context.test_request_context():
        yield context


def test_a_place_stands_among_those_around_it(page):
    publish("ada", confirmed=PUBLIC, at=NOW)
    with counted_queries() as queries:
        found = squares.around(office("becej").municipality, DEFAULT, today=TODAY)
    assert len([each for each in queries if "LEFT OUTER JOIN listings" in each]) == 1
    assert [each.name for each in found.tiles if each.here] == ["Bečej"]
    assert [each.name for each in found.tiles] == [
        "Senta", "Ada", "Kikinda", "Srbobran", "Bečej", "Novi Bečej", "Temerin", "Žabalj", "Zrenjanin",
    ]  # fmt: skip
    assert found.tiles[1].title == "Ada: Confirmed"


def test_whoever_has_no_square_has_no_map(page):
    place = office("becej").municipality
    place.tile_column = place.tile_row = None
    assert squares.around(place, DEFAULT, today=TODAY) is None


def test_the_states_add_up_to_the_register(page):
    publish("becej", confirmed=PUBLIC, at=NOW)
    publish("cacak", at=NOW)
    publish("ada", at=NOW)
    office("ada").status = "closed"
    db.session.commit()
    found = place_queries.overview(DEFAULT, today=TODAY)
    assert found.states == {State.CONFIRMED: 1, State.PUBLISHED: 1, State.NONE: 1, State.UNKNOWN: 142}
    assert (found.entries, found.districts) == (2, 2)


def test_each_square_of_the_reference_data_is_one_of_the_register(page):
    places = place_queries.on_the_map(DEFAULT, today=TODAY)
    assert {(each.column, each.row) for each in places} == set(grid())


@pytest.mark.parametrize("locale", ["sr_Latn", "sr_Cyrl", "en"])
def test_no_two_squares_have_the_same_letters(page, locale):
    places = db.session.scalars(select(Municipality).where(Municipality.tile_row.is_not(None))).all()
    found = [letters(each.name(locale)) for each in places]
    assert len(set(found)) == len(found) == len(grid())
    assert all(1 < len(each) <= 4 for each in found)


def test_a_name_that_staff_gave_has_letters_too():
    assert letters("Prijestolnica") == "Pri"
