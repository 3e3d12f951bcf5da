"""What of an investment site can be had: the one definition that directory, search, figures and exports share. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ledportal.offices.declaration import Values

NOTHING = Decimal(0)
SQUARE_METRES = 10_000
"""Of a hectare."""


def free_area(site: Values) -> Decimal:
    """Return the hectares that can be had: none of a site that is reserved or sold, the whole of a free one that says no more."""
    if site.get("status") != "free":
        return NOTHING
    stated = str(site.get("free") or "")
    return hectares(stated if stated else site.get("area"))


def is_free(site: Values) -> bool:
    return free_area(site) > NOTHING


def hectares(value: object) -> Decimal:
    """Return an area of the profile as a number; nothing where it is none."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return NOTHING
    return found if found.is_finite() and found > NOTHING else NOTHING


def metres(area: Decimal) -> int:
    """Return an area in square metres, which are whole enough."""
    return int(area * SQUARE_METRES)
