"""The investment sites of all offices, narrowed and sorted by the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal.access import public
from ledportal.directory import queries
from ledportal.directory.options import Way
from ledportal.directory.site_narrowing import PARAMETERS, SiteNarrowing, address
from ledportal.directory.views import directory
from ledportal.forms import LONGEST_SEARCH
from ledportal.offices.declaration import Values
from ledportal.offices.models import Listing, Office
from ledportal.page_cache import same_for_everybody
from ledportal.paging import PARAMETER, paginate_places
from ledportal.search.site_criteria import InvalidSites, SiteCriteria, from_args, to_args
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
        return _refused(invalid)
    if [(name, value) for name, value in request.args.items(multi=True) if name in PARAMETERS] != to_args(criteria):
        return redirect(_canonical(criteria), 302)
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
        canonical_query=urlencode([*to_args(criteria), *([(PARAMETER, str(page.number))] if page.number > 1 else [])]),
        ways_out=[] if page.items else list(_ways_out(asked)),
    )


def _refused(invalid: InvalidSites) -> ResponseReturnValue:
    page = render_template(
        "directory/sites.html",
        asked=SiteNarrowing(invalid.criteria),
        criteria=invalid.criteria,
        errors=invalid.errors,
        typed={name: request.args.get(name, "")[:LONGEST_SEARCH] for name in invalid.errors},
        rest=address(invalid.criteria),
        page=None,
        found=None,
    )
    return page, 422


def _canonical(criteria: SiteCriteria) -> str:
    page = [(PARAMETER, value) for value in request.args.getlist(PARAMETER)[:1]]
    return f"{url_for('directory.sites')}?{urlencode([*to_args(criteria), *page])}".removesuffix("?")


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
