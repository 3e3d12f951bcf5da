"""The map of the register: by the state of the entries or by a figure, narrowed as the directory is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import asking
from ledportal.directory.coloring import COLORINGS, STATE, Coloring
from ledportal.directory.home_views import MOST_BESIDE
from ledportal.directory.narrowing import PARAMETERS, Narrowing, address
from ledportal.directory.painting import paint
from ledportal.directory.views import directory
from ledportal.offices.settings import current_periods
from ledportal.page_cache import same_for_everybody
from ledportal.search.criteria import Criteria, Invalid, from_args, to_args
from ledportal.search.finding import find

BY = "boja"
ENDPOINT = "directory.map_of_offices"
MOST_IN_TABLE = 60
"""How many municipalities without a square the table has; of all that there are in Serbia, 54 have none."""


@directory.get("/mapa/")
@public
@same_for_everybody
def map_of_offices() -> ResponseReturnValue:
    """Show the municipalities on a map of squares, those that are asked for in colour."""
    coloring = COLORINGS.get(request.args.get(BY, ""), STATE)
    try:
        criteria = from_args(request.args)
    except Invalid as invalid:
        return _page(coloring, invalid.criteria, invalid.errors), 422
    if not asking.is_canonical(to_args(criteria), PARAMETERS):
        return redirect(address(criteria, ENDPOINT, _kept(coloring)), 302)
    return _page(coloring, criteria, {})


def _page(coloring: Coloring, criteria: Criteria, errors: Mapping[str, str]) -> str:
    today, kept = belgrade_day(clock.now()), _kept(coloring)
    found = find(criteria, today=today)
    everybody = not (criteria.text or criteria.narrowed)
    painting = paint(coloring, current_periods(), None if everybody else set(found.ids), today=today, most_beside=MOST_IN_TABLE)
    return render_template(
        "directory/map.html",
        painting=painting,
        asked=Narrowing(criteria, ENDPOINT, kept),
        criteria=criteria,
        found=found,
        errors=errors,
        most_named=MOST_BESIDE,
        typed=asking.typed(errors),
        as_list=address(criteria),
        ways=[(gettext(each.label), address(criteria, ENDPOINT, _kept(each)), each is coloring) for each in COLORINGS.values()],
        canonical_query=urlencode([*kept, *to_args(criteria)]),
    )


def _kept(coloring: Coloring) -> list[tuple[str, str]]:
    return [] if coloring is STATE else [(BY, coloring.code)]
