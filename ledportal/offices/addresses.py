"""Other ways to write an office's address, all of which lead to the one that it has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from flask import abort, redirect, request, url_for
from sqlalchemy import ColumnElement, or_, select
from werkzeug.wrappers import Response

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import departures
from ledportal.offices.models import Office
from ledportal.script import slug

LONGEST = 100
MOST_READINGS = 32
PASSED_ON = {"directory.office", "feeds.office"}
"""Where the successor stands for an office that left the register; cards, data and histories are each office's own."""


def canonical_slug(typed: str) -> str | None:
    """Return the slug of the office that an address means: in either script, with or without diacritics, or by a municipality's code."""
    if not 0 < len(typed) <= LONGEST:
        return None
    query = select(Office.slug).join(Office.municipality).where(Municipality.active, _is_meant(typed))
    found = db.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _is_meant(typed: str) -> ColumnElement[bool]:
    is_code = Municipality.code == (typed if typed.isdecimal() else None)
    return or_(Office.slug.in_(list(readings(typed))), is_code)


def readings(typed: str) -> Iterator[str]:
    """Yield the slugs that a name may stand for; a bare d is often meant for đ."""
    parts = slug(typed.replace("_", " ")).replace("dj", "d").split("d")
    for letters in islice(product(("d", "dj"), repeat=len(parts) - 1), MOST_READINGS):
        yield parts[0] + "".join(letter + part for letter, part in zip(letters, parts[1:], strict=True))


def lead_on(typed: str) -> Response:
    """Return the way to the address of the office that an address means, in the same version.

    One of an office that left the register leads to its successor, where that stands for it; else it says that the office left. 404 where
    it means none.
    """
    found = canonical_slug(typed)
    if found is None:
        found = _successor_of(typed)
    if found is None or found == typed or request.endpoint is None:
        abort(404)
    query = request.query_string.decode("ascii", "replace")
    address = url_for(request.endpoint, **{**(request.view_args or {}), "slug": found})
    return redirect(f"{address}?{query}" if query else address, 301)


def _successor_of(typed: str) -> str | None:
    """Return the slug of the office that stands for the one that left the register; None where none did."""
    departure = departures.find(_is_meant(typed)) if 0 < len(typed) <= LONGEST else None
    if departure is None:
        return None
    if departure.successor is None or request.endpoint not in PASSED_ON:
        raise departure
    return departure.successor.slug
