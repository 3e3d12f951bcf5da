"""Which offices a download is asked for: those that the directory shows for the same address."""

from __future__ import annotations

from flask import abort, request

from ledportal import clock
from ledportal.days import belgrade_day
from ledportal.opendata.files import Chosen
from ledportal.search.criteria import Criteria, Invalid, from_args
from ledportal.search.finding import find


def offices_asked_for() -> Chosen:
    """Return the ids of the entries found by the criteria in the address, in their order; None where it has none."""
    try:
        criteria = from_args(request.args)
    except Invalid:
        abort(400)
    if criteria == Criteria():
        return None
    found = find(criteria, today=belgrade_day(clock.now()))
    return found.ids[: found.entries]
