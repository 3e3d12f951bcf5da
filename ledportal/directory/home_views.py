"""The first page: what the register is, and how much of the country is in it."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import place_queries, squares, states
from ledportal.directory.views import directory
from ledportal.figures.tiles import tile_map
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.news_queries import latest_news
from ledportal.offices.settings import current_periods
from ledportal.page_cache import same_for_everybody
from ledportal.text import N_

CHANGES = {
    ChangeKind.PUBLISHED: N_("New entry"),
    ChangeKind.UPDATED: N_("Entry updated"),
    ChangeKind.STATUS: N_("State of the office changed"),
    ChangeKind.REGISTER: N_("Change in the register"),
}
"""The changes that are told of, in words; that an entry was confirmed, the map says."""
MOST_CHANGES = 5
MOST_BESIDE = 20
"""How many municipalities without a square are named beside the map."""


@directory.get("/")
@public
@same_for_everybody
def home() -> str:
    """Show what the register is, and how much of the country is in it."""
    periods, today = current_periods(), belgrade_day(clock.now())
    overview = place_queries.overview(periods, today=today)
    total = overview.states.total()
    return render_template(
        "directory/home.html",
        map=tile_map([squares.square(place) for place in place_queries.on_the_map(periods, today=today)]),
        beside_the_map=[squares.square(place) for place in place_queries.beside_the_map(periods, today=today, most=MOST_BESIDE)],
        legend=[(state, gettext(label), overview.states[state]) for state, label in states.LABELS.items()],
        confirmed=overview.states[states.State.CONFIRMED],
        total=total,
        figures=(
            (overview.entries, gettext("offices in the directory")),
            (total, gettext("towns and municipalities in the register")),
            (overview.districts, gettext("districts with an office in the directory")),
        ),
        changes=[(each.change, gettext(CHANGES[ChangeKind(each.change.kind)])) for each in latest_news(MOST_CHANGES, kinds=tuple(CHANGES))],
    )
