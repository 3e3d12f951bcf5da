"""What the pages share that are narrowed by their address: the one address of each result, and the page for an address not understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ledportal.directory.options import Worded
from ledportal.forms import LONGEST_SEARCH
from ledportal.paging import PARAMETER, Page
from ledportal.search.criteria import Invalid

Pairs = Sequence[tuple[str, str]]


def is_canonical(own: Pairs, parameters: Collection[str]) -> bool:
    """Say whether the address is the one of a result: a browser sends empty fields along, and people write parameters in any order."""
    return [(name, value) for name, value in request.args.items(multi=True) if name in parameters] == own


def canonical(endpoint: str, own: Pairs) -> str:
    """Return the one address of a result, at the page that was asked for."""
    page = [(PARAMETER, value) for value in request.args.getlist(PARAMETER)[:1]]
    return f"{url_for(endpoint)}?{urlencode([*own, *page])}".removesuffix("?")


def query(own: Pairs, page: Page) -> str:
    """Return what stands behind the question mark in the address of a page of a result."""
    return urlencode([*own, *([(PARAMETER, str(page.number))] if page.number > 1 else [])])


def typed(names: Iterable[str]) -> dict[str, str]:
    """Return what the parameters were asked with, as far as a field holds it."""
    return {name: request.args.get(name, "")[:LONGEST_SEARCH] for name in names}


def refused(template: str, invalid: Invalid, asked: Worded, rest: str) -> ResponseReturnValue:
    """Show what of an address is not understood; what was typed stays. ``rest`` is the address of what is right of it."""
    page = render_template(
        template,
        asked=asked,
        criteria=invalid.criteria,
        errors=invalid.errors,
        typed=typed(invalid.errors),
        rest=rest,
        page=None,
        found=None,
    )
    return page, 422
