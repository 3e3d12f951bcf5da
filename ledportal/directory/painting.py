"""The map of the register as it is asked for: each square with its shade, its figure and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext, ngettext

from ledportal.dates import format_number
from ledportal.directory import place_queries, squares, states
from ledportal.directory.coloring import AGE, HECTARES, NO_FIGURE, SITES, STATE, Coloring, Measures
from ledportal.directory.place_queries import Place
from ledportal.figures.tiles import Tile, TileMap, tile_map
from ledportal.languages import current_locale
from ledportal.offices.periods import Periods
from ledportal.script import sort_key

SIGNS = {states.State.CONFIRMED: "✓", states.State.OUTDATED: "!", states.State.NONE: "×"}
"""What stands in a square beside its colour; the others have none."""


@dataclass(frozen=True)
class Painted:
    """A municipality with its square, and whether it is among what was found."""

    place: Place
    measures: Measures | None
    tile: Tile
    is_found: bool


@dataclass(frozen=True)
class Line:
    """One line of the legend: a shade, the sign in its squares, its words, and how many squares found have it."""

    shade: str
    label: str
    number: int
    sign: str = ""


@dataclass(frozen=True)
class Painting:
    """The map, its legend, and what lies beside it; ``found`` are the municipalities that were asked for, in Serbian order."""

    coloring: Coloring
    map: TileMap
    legend: Sequence[Line]
    found: Sequence[Painted]
    beside: Sequence[Painted]

    @property
    def legend_lines(self) -> list[tuple[str, str, int, str]]:
        return [(line.shade, line.label, line.number, line.sign) for line in self.legend]


def paint(coloring: Coloring, periods: Periods, found: Collection[int] | None, *, today: date, most_beside: int) -> Painting:
    """Return the map; ``found`` are the ids of the offices that were asked for, None is all."""
    on_it = place_queries.on_the_map(periods, today=today)
    beside = place_queries.beside_the_map(periods, today=today, most=most_beside)
    measured = place_queries.measured([each.office_id for each in (*on_it, *beside)], today=today)
    painted, others = (
        [_painted(coloring, each, measured.get(each.office_id), found) for each in places] for places in (on_it, beside)
    )  # fmt: skip
    in_order = sorted((*painted, *others), key=lambda each: sort_key(each.place.name_latin))
    asked_for = [each for each in in_order if each.is_found]
    return Painting(coloring, tile_map([each.tile for each in painted]), _legend(coloring, painted), asked_for, others)


def _painted(coloring: Coloring, place: Place, measures: Measures | None, found: Collection[int] | None) -> Painted:
    is_found = found is None or place.office_id in found
    tile = squares.square(place)
    if coloring is STATE:
        tile = replace(tile, sign=SIGNS.get(place.state, ""))
    else:
        title = f"{place.name(current_locale())}: {words(coloring, place, measures)}"
        tile = replace(tile, state=coloring.shade(measures), title=title, sign=_sign(coloring, measures))
    if not is_found:
        tile = replace(tile, title=gettext("%(place)s (not among those found)", place=tile.title), faded=True)
    return Painted(place, measures, tile, is_found)


def _sign(coloring: Coloring, measures: Measures | None) -> str:
    """Return the figure in a square: a whole number, for which there is room."""
    value = None if measures is None else coloring.value(measures)
    if value is None:
        return ""
    return "<1" if 0 < value < 1 else str(round(value))


def words(coloring: Coloring, place: Place, measures: Measures | None) -> str:
    """Return what a square says, in words."""
    if measures is None:
        return gettext(states.LABELS[place.state])
    if coloring in (SITES, HECTARES):
        return sites_in_words(measures)
    value = coloring.value(measures)
    if value is None:
        return gettext(coloring.without)
    if coloring is AGE:
        return _age(int(value))
    return ngettext("%(num)s person on the staff", "%(num)s people on the staff", int(value))


def _age(months: int) -> str:
    if not months:
        return gettext("confirmed less than a month ago")
    return ngettext("confirmed %(num)s month ago", "confirmed %(num)s months ago", months)


def sites_in_words(measures: Measures) -> str:
    if not measures.sites:
        return gettext("no free site")
    number = ngettext("%(num)s free site", "%(num)s free sites", measures.sites)
    return f"{number}, {format_number(measures.hectares)} ha"


def _legend(coloring: Coloring, painted: Sequence[Painted]) -> list[Line]:
    counts = Counter(each.tile.state for each in painted if each.is_found)
    if coloring is STATE:
        return [Line(state, gettext(label), counts[state], SIGNS.get(state, "")) for state, label in states.LABELS.items()]
    shades = [Line(each.code, gettext(each.label), counts[each.code]) for each in coloring.shades]
    return [*shades, Line(NO_FIGURE, gettext(coloring.without), counts[NO_FIGURE])]
