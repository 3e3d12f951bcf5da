"""The investment sites of all offices, narrowed and sorted by the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from ledportal.access import public
from ledportal.directory import asking, queries
from ledportal.directory.options import Way
from ledportal.directory.site_narrowing import PARAMETERS, SiteNarrowing, address
from ledportal.directory.views import directory
from ledportal.offices.declaration import Values
from ledportal.offices.models import Listing, Office
from ledportal.page_cache import same_for_everybody
from ledportal.paging import paginate_places
from ledportal.search.site_criteria import InvalidSites, from_args, to_args
from ledportal.search.sites import find_sites

SIZE = 25
MOST_WAYS = 6


@dataclass(frozen=True)
class SiteRow:
    """One site with whom to call about it."""

    site: Values
    office: Office
    listing: Listing


@directory.get("/lokacije/")
@public
@same_for_everybody
def sites() -> ResponseReturnValue:
    """Show the sites that are asked for."""
    try:
        criteria = from_args(request.args)
    except InvalidSites as invalid:
        return asking.refused("directory/sites.html", invalid, SiteNarrowing(invalid.criteria), address(invalid.criteria))
    own = to_args(criteria)
    if not asking.is_canonical(own, PARAMETERS):
        return redirect(asking.canonical("directory.sites", own), 302)
    found = find_sites(criteria)
    page = paginate_places(found.total, lambda start, stop: list(_rows(found.page(start, stop))), size=SIZE)
    asked = SiteNarrowing(criteria)
    return render_template(
        "directory/sites.html",
        asked=asked,
        criteria=criteria,
        errors={},
        found=found,
        page=page,
        canonical_query=asking.query(own, page),
        ways_out=[] if page.items else list(_ways_out(asked)),
    )


def _rows(wanted: Sequence[tuple[int, int]]) -> Iterator[SiteRow]:
    """Yield the sites by their offices and their places among an office's sites; one that went away meanwhile is left out."""
    entries = queries.entries_with_places([office for office, _place in wanted])
    for office, place in wanted:
        listing = entries.get(office)
        if listing is not None and place < len(listing.content["sites"]["sites"]):
            yield SiteRow(listing.content["sites"]["sites"][place], listing.office, listing)


def _ways_out(asked: SiteNarrowing) -> Iterator[tuple[Way, int]]:
    """Yield how many sites there would be without each of the filters, as far as there are any."""
    for way, each in list(zip(asked.active, asked.criteria.narrowed, strict=True))[:MOST_WAYS]:
        if number := find_sites(asked.criteria.without(*each)).total:
            yield way, number
