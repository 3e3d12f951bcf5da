"""What an address names, found before the view is called."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask.typing import ResponseReturnValue

from ledportal.directory import queries
from ledportal.offices.addresses import lead_on

View = Callable[..., ResponseReturnValue]


def of_an_office(view: View) -> View:
    """Give the view the office of a municipality of the register in place of its slug; another way to write the slug leads to it."""

    @wraps(view)
    def found(slug: str, **values: Any) -> ResponseReturnValue:
        office = queries.find(slug)
        return lead_on(slug) if office is None else view(office, **values)

    return found
