"""Which offices a download is asked for: those that the directory shows for the same address."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request

from ledportal.opendata.files import Chosen
from ledportal.opendata.sending import Making
from ledportal.search.criteria import Criteria, Invalid, from_args
from ledportal.search.finding import find


def offices_asked_for() -> Callable[[Making], Chosen]:
    """Return what finds the ids of the entries that the address asks for, in their order; it finds None where the address has no criteria.

    It searches once the file's version of the directory is read, so that the file is never older than its name.
    """
    try:
        criteria = from_args(request.args)
    except Invalid:
        abort(400)
    return lambda making: None if criteria == Criteria() else _found(criteria, making)


def _found(criteria: Criteria, making: Making) -> Chosen:
    """Return the ids of all that is found: of those without an entry no row is made, closed offices have one."""
    return find(criteria, today=making.today).ids[:]
