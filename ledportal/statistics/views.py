"""The statistics for everybody: a page, and each of its tables as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.downloads import download
from ledportal.page_cache import same_for_everybody
from ledportal.statistics import words
from ledportal.statistics.declared import BY_SLUG
from ledportal.statistics.figures import Statistics
from ledportal.statistics.figures import statistics as counted

statistics = Blueprint("statistics", __name__)


def _counted_today() -> Statistics:
    return counted(today=belgrade_day(clock.now()))


@statistics.get("/statistika/")
@public
@same_for_everybody
def show() -> str:
    """Show what the register adds up to, each figure as a chart and as a table."""
    return render_template("statistics/show.html", statistics=_counted_today(), words=words)


@statistics.get("/statistika/<string:name>.csv")
@public
@same_for_everybody
def table(name: str) -> Response:
    """Give a figure by district as a file."""
    declared = BY_SLUG.get(name) or abort(404)
    found = _counted_today()
    figure = next(each for each in found.figures if each.declared is declared)
    return download(words.rows(figure, found), f"statistika-{name}-{found.as_of}.csv")
