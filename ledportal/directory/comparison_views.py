"""Up to four municipalities side by side, chosen in the address: ``/uporedi/?k=becej&k=cacak``."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import queries
from ledportal.directory.compared_lines import LINES
from ledportal.directory.side_by_side import MOST, Column, parts
from ledportal.directory.views import directory
from ledportal.forms import shorten
from ledportal.offices import departures
from ledportal.offices.models import Office
from ledportal.offices.settings import current_periods
from ledportal.page_cache import same_for_everybody
from ledportal.script import fold
from ledportal.search.suggesting import suggest

READ = 20
"""How many of an address are read at all."""
CANDIDATES = 10


@directory.get("/uporedi/")
@public
@same_for_everybody
def compare() -> ResponseReturnValue:
    """Show the chosen municipalities, and let others be chosen."""
    slugs = list(dict.fromkeys(slug for slug in request.args.getlist("k")[:READ] if slug))
    typed, only_differing = shorten(request.args.get("dodaj")), request.args.get("razlike") == "da"
    found = queries.offices(slugs)
    chosen = [found[slug] for slug in slugs if slug in found]
    candidates = _candidates(typed, chosen)
    if len(candidates) == 1 and len(chosen) < MOST:
        return redirect(address([*chosen, *candidates], only_differing=only_differing), 303)
    departed = departures.of([slug for slug in slugs if slug not in found])
    unknown = [slug for slug in slugs if slug not in found and slug not in departed]
    page = render_template(
        "directory/comparison.html",
        chosen=chosen,
        address=address,
        most=MOST,
        parts=parts(LINES, _columns(chosen), only_differing=only_differing) if len(chosen) <= MOST else [],
        only_differing=only_differing,
        typed=typed,
        candidates=candidates,
        departed=[departed[slug] for slug in slugs if slug in departed],
        unknown=unknown,
    )
    return page, 404 if unknown else 422 if len(chosen) > MOST else 410 if departed and not chosen else 200


def address(offices: Sequence[Office], *, only_differing: bool = False) -> str:
    """Return the address of the comparison of offices."""
    return url_for("directory.compare", k=[each.slug for each in offices], razlike="da" if only_differing else None)


def _candidates(typed: str, chosen: Sequence[Office]) -> list[Office]:
    """Return the offices of the municipalities that may be meant: one alone where it has just that name."""
    if not typed:
        return []
    slugs = [each.slug for each in suggest(typed, limit=CANDIDATES) if each.kind == "office"]
    found = queries.offices(slugs)
    others = [found[slug] for slug in slugs if slug in found and found[slug] not in chosen]
    return [each for each in others if fold(each.municipality.name_latin) == fold(typed)] or others


def _columns(offices: Sequence[Office]) -> list[Column]:
    today = belgrade_day(clock.now())
    entries = queries.listings([each.id for each in offices])
    standings = queries.standings(entries, current_periods(), today=today)
    return [Column(each, entries.get(each.id), standings.get(each.id), today) for each in offices]
