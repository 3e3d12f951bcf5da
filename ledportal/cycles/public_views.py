"""The reports of closed cycles, for everybody. They are the same for everybody: no cookie, no sign-in state."""

from __future__ import annotations

from flask import Response, abort, render_template

from ledportal.access import public
from ledportal.cycles import queries, sheets
from ledportal.cycles.models import Cycle
from ledportal.cycles.reports import Result
from ledportal.cycles.views import cycles
from ledportal.downloads import download
from ledportal.languages import current_locale
from ledportal.listed import listed
from ledportal.page_cache import same_for_everybody

REPORTS = "/ciklusi/"
REPORT = f"{REPORTS}<string:slug>/"


@cycles.get(REPORTS)
@public
@same_for_everybody
def reports() -> str:
    """List the closed cycles."""
    found = queries.closed()
    return render_template("cycles/reports.html", cycles=[(each, sheets.total(each.result or {})) for each in found])


@cycles.get(REPORT)
@public
@same_for_everybody
@listed(lambda: ({"slug": cycle.slug} for cycle in queries.closed()))
def report(slug: str) -> str:
    """Show what a cycle came to."""
    cycle = _find(slug)
    return render_template("cycles/report.html", cycle=cycle, **sheets.report_context(_result(cycle), current_locale()))


@cycles.get(f"{REPORT}odziv.csv")
@public
@same_for_everybody
def response_file(slug: str) -> Response:
    """Give the response by region and district as a file."""
    return download(sheets.response(_result(_find(slug)), current_locale()), f"ciklus-{slug}-odziv.csv")


@cycles.get(f"{REPORT}opstine.csv")
@public
@same_for_everybody
def outcomes_file(slug: str) -> Response:
    """Give how each municipality ended as a file."""
    return download(sheets.outcomes(_result(_find(slug)), current_locale()), f"ciklus-{slug}-opstine.csv")


def _find(slug: str) -> Cycle:
    return queries.find_closed(slug) or abort(404)


def _result(cycle: Cycle) -> Result:
    return cycle.result or abort(404)
