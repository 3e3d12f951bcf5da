"""The map of the register: by the state of the entries or by a figure, narrowed as the directory is."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory.coloring import COLORINGS, STATE, Coloring
from ledportal.directory.home_views import MOST_BESIDE
from ledportal.directory.painting import paint
from ledportal.directory.views import directory
from ledportal.offices.settings import current_periods
from ledportal.search.criteria import Criteria, Invalid, from_args, to_args
from ledportal.search.finding import find

BY = "boja"


@directory.get("/mapa/")
@public
def map_of_offices() -> ResponseReturnValue:
    """Show the municipalities on a map of squares, those that are asked for in colour."""
    status, errors = 200, {}
    try:
        criteria = from_args(request.args)
    except Invalid as invalid:
        status, errors, criteria = 422, invalid.errors, invalid.criteria
    coloring = COLORINGS.get(request.args.get(BY, ""), STATE)
    today = belgrade_day(clock.now())
    found = find(criteria, today=today) if is_narrowed(criteria) else None
    painting = paint(coloring, current_periods(), None if found is None else set(found.ids), today=today, most_beside=MOST_BESIDE)
    page = render_template(
        "directory/map.html",
        painting=painting,
        criteria=criteria,
        found=found,
        problems=[(name, gettext(message)) for name, message in errors.items()],
        ways=[(gettext(each.label), address(criteria, each), each is coloring) for each in COLORINGS.values()],
        canonical_query=query(criteria, coloring),
    )
    return page, status


def is_narrowed(criteria: Criteria) -> bool:
    return bool(criteria.text or criteria.narrowed)


def query(criteria: Criteria, coloring: Coloring) -> str:
    """Return what an address says of a map that is not the first one."""
    return urlencode([*([] if coloring is STATE else [(BY, coloring.code)]), *to_args(criteria)])


def address(criteria: Criteria, coloring: Coloring) -> str:
    return f"{url_for('directory.map_of_offices')}?{query(criteria, coloring)}".removesuffix("?")
