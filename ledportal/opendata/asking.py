"""What of a table a download is asked for: what the directory, or the list of sites, shows for the same address."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request

from ledportal.opendata.files import Chosen
from ledportal.opendata.sending import Making
from ledportal.opendata.tables import OFFICES, SITES, Table
from ledportal.search import criteria, site_criteria
from ledportal.search.criteria import Criteria, Invalid, Subject, from_args
from ledportal.search.finding import find
from ledportal.search.sites import find_sites


def asked_for(table: Table) -> Callable[[Making], Chosen]:
    """Return what finds what the address asks for of a table, in its order; it finds None where the address asks for no less than all.

    It searches once the file's version of the directory is read, so that the file is never older than its name.
    """
    if table is OFFICES:
        return _found(criteria.OFFICES, _offices)
    if table is SITES:
        return _found(site_criteria.SITES, _sites)
    if any(request.args.get(each.parameter) for each in criteria.OFFICES.parameters):
        abort(400)
    return lambda _making: None


def _found(subject: Subject, find_in: Callable[[Criteria, Making], Chosen]) -> Callable[[Making], Chosen]:
    try:
        asked = from_args(request.args, subject=subject)
    except Invalid:
        abort(400)
    return lambda making: None if asked == Criteria(subject=subject) else find_in(asked, making)


def _offices(asked: Criteria, making: Making) -> Chosen:
    """Return the ids of all that is found: of those without an entry no row is made, closed offices have one."""
    return find(asked, today=making.today).ids[:]


def _sites(asked: Criteria, making: Making) -> Chosen:
    return find_sites(asked, today=making.today).page()
