"""What stands at the addresses of an office whose municipality left the register."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ledportal import problems
from ledportal.directory import queries
from ledportal.errors import show_error
from ledportal.municipalities.queries import districts
from ledportal.offices.departures import OutOfRegister


def show(departure: OutOfRegister) -> ResponseReturnValue:
    """Say that the municipality left, since when, and where to look instead; to programs as a problem."""
    if problems.wants_problem(request.path):
        return show_error(departure)
    office = departure.office
    page = render_template(
        "directory/gone.html",
        office=office,
        since=departure.since,
        successor=departure.successor,
        relatives=queries.relatives(office),
        has_neighbours=office.municipality.district in districts(),
    )
    return page, 410
