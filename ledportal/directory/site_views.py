"""The investment sites of all offices, narrowed and sorted by the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import asking, queries
from ledportal.directory.site_narrowing import ENDPOINT, FORMER, PARAMETERS, SiteNarrowing
from ledportal.directory.views import directory
from ledportal.offices.declaration import Values
from ledportal.offices.models import Listing, Office
from ledportal.page_cache import same_for_everybody
from ledportal.paging import paginate_places
from ledportal.search.criteria import Invalid, from_args, to_args
from ledportal.search.site_criteria import SITES
from ledportal.search.sites import find_sites

SIZE = 25


@dataclass(frozen=True)
class SiteRow:
    """One site with whom to call about it; ``begins`` says that it is the first of its office on the page."""

    site: Values
    office: Office
    listing: Listing
    begins: bool


@directory.get("/lokacije/")
@public
@same_for_everybody
def sites() -> ResponseReturnValue:
    """Show the sites that are asked for."""
    asked = MultiDict((FORMER.get(name, name), value) for name, value in request.args.items(multi=True))
    try:
        criteria = from_args(asked, subject=SITES)
    except Invalid as invalid:
        rest = SiteNarrowing(invalid.criteria)
        return asking.refused("directory/sites.html", invalid, rest, rest.address)
    own = to_args(criteria)
    if not asking.is_canonical(own, PARAMETERS):
        return redirect(asking.canonical(ENDPOINT, own), 302)
    today = belgrade_day(clock.now())
    found = find_sites(criteria, today=today)
    page = paginate_places(found.total, lambda start, stop: list(_rows(found.page(start, stop))), size=SIZE)
    narrowing = SiteNarrowing(criteria)
    return render_template(
        "directory/sites.html",
        asked=narrowing,
        criteria=criteria,
        errors={},
        found=found,
        page=page,
        canonical_query=asking.query(own, page),
        ways_out=[] if page.items else list(narrowing.ways_out(lambda wider: find_sites(wider, today=today).total)),
    )


def _rows(wanted: Sequence[tuple[int, int]]) -> Iterator[SiteRow]:
    """Yield the sites by their offices and their places among an office's sites; one that went away meanwhile is left out."""
    entries = queries.entries_with_places([office for office, _place in wanted])
    seen: set[int] = set()
    for office, place in wanted:
        listing = entries.get(office)
        if listing is not None and place < len(listing.content["sites"]["sites"]):
            yield SiteRow(listing.content["sites"]["sites"][place], listing.office, listing, office not in seen)
            seen.add(office)
