"""The municipalities of the register as squares of a map."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from flask import url_for
from flask_babel import gettext

from ledportal.directory import place_queries, states
from ledportal.directory.place_queries import Place
from ledportal.figures.tiles import Tile, TileMap, borders, neighbourhood, outline
from ledportal.languages import current_locale
from ledportal.municipalities.grid import grid, letters
from ledportal.municipalities.models import Municipality
from ledportal.offices.periods import Periods


def square(place: Place) -> Tile:
    """Return the square of a place, which says in what state its entry is."""
    name = place.name(current_locale())
    title = f"{name}: {gettext(states.LABELS[place.state])}"
    address = url_for("directory.office", slug=place.slug)
    return Tile(place.column or 0, place.row or 0, place.state, letters(name), title, address, name=name)


def around(municipality: Municipality, periods: Periods, *, today: date, reach: int = 1) -> TileMap | None:
    """Return the map of a municipality among its neighbours; None where it has no square."""
    found = [square(place) for place in place_queries.around(municipality, periods, today=today, reach=reach)]
    middle = [each for each in found if (each.column, each.row) == (municipality.tile_column, municipality.tile_row)]
    return neighbourhood(middle[0], found, reach=reach) if middle else None


def states_of(found: TileMap) -> list[tuple[str, str, int]]:
    """Return the states that stand on a map, each with its words and how many squares are in it."""
    counts = Counter(tile.state for tile in found.tiles)
    return [(state, gettext(label), counts[state]) for state, label in states.LABELS.items() if counts[state]]


@cache
def country() -> str:
    """Return the whole map as the path of one shape, to show where a part of it lies."""
    return outline(grid())


@cache
def district_borders() -> str:
    """Return the lines between the districts of the map, as a path."""
    return borders(grid())
