"""The directory: what is searched for and narrowed by, all of it in the address, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import asking, queries
from ledportal.directory.narrowing import PARAMETERS, Narrowing, address
from ledportal.directory.reasons import Reason, reason
from ledportal.directory.suggesting import suggested
from ledportal.directory.views import directory
from ledportal.offices.models import Listing, Office
from ledportal.offices.settings import current_periods
from ledportal.page_cache import same_for_everybody
from ledportal.paging import Page, paginate_ids
from ledportal.search.criteria import Invalid, from_args, to_args
from ledportal.search.explaining import reasons
from ledportal.search.finding import Found, find

SIZE = 25


@directory.get("/kancelarije/")
@public
@same_for_everybody
def index() -> ResponseReturnValue:
    """Find offices, and municipalities without one."""
    try:
        criteria = from_args(request.args)
    except Invalid as invalid:
        return asking.refused("directory/index.html", invalid, Narrowing(invalid.criteria), address(invalid.criteria))
    own = to_args(criteria)
    if not asking.is_canonical(own, PARAMETERS):
        return redirect(asking.canonical("directory.index", own), 302)
    today = belgrade_day(clock.now())
    found = find(criteria, today=today)
    page = paginate_ids(Office, found.ids, *queries.WITH_PLACE, size=SIZE)
    asked = Narrowing(criteria)
    return render_template(
        "directory/index.html",
        asked=asked,
        criteria=criteria,
        errors={},
        found=found,
        page=page,
        canonical_query=asking.query(own, page),
        saved=urlencode(own),
        **_rows(page, found, asked, today=today),
        ways_out=[] if page.items else list(asked.ways_out(lambda wider: find(wider, today=today).entries)),
        nearest=[] if page.items or not criteria.text else suggested(criteria.text),
    )


@dataclass(frozen=True)
class Row:
    """One line of the result."""

    office: Office
    listing: Listing
    standing: str
    reason: Reason | None


def _rows(page: Page, found: Found, asked: Narrowing, *, today: date) -> Mapping[str, object]:
    entries = queries.listings([each.id for each in page.items if each.is_expected])
    standings = queries.standings(entries, current_periods(), today=today)
    typed = reasons(found, list(entries))
    with_entry = [each for each in page.items if each.id in entries]
    return {
        "with_entry": [
            Row(each, entries[each.id], standings[each.id], reason(each, entries[each.id], typed[each.id], asked)) for each in with_entry
        ],
        "others": [each for each in page.items if each.id not in entries],
    }
