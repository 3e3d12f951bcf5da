"""What the directory found as one list: a telephone book to print."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.directory import queries
from ledportal.directory.narrowing import Narrowing
from ledportal.directory.views import directory
from ledportal.page_cache import same_for_everybody
from ledportal.search.criteria import Invalid, from_args, to_args
from ledportal.search.finding import find

MOST = 500
"""How many lines are put on one page."""


@directory.get("/kancelarije/za-stampu/")
@public
@same_for_everybody
def printed_list() -> ResponseReturnValue:
    """Show all that was found on one page, a line each."""
    try:
        criteria = from_args(request.args)
    except Invalid:
        return redirect(f"{url_for('directory.index')}?{urlencode(list(request.args.items(multi=True)))}", 302)
    today = belgrade_day(clock.now())
    found = find(criteria, today=today)
    entries = queries.entries_with_places(ids := found.ids[: min(found.entries, MOST)])
    return render_template(
        "directory/printed_list.html",
        asked=Narrowing(criteria),
        criteria=criteria,
        found=found,
        listings=[entries[each] for each in ids if each in entries],
        today=today,
        most=MOST,
        canonical_query=urlencode(to_args(criteria)),
    )
