"""Which pages there are of a kind: what a site map has to know of a view whose address holds a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ledportal.access import View


def listed(values: Callable[[], Iterable[dict[str, Any]]]) -> Callable[[View], View]:
    """Declare for a view the values of its address that lead to a page."""

    def declare(view: View) -> View:
        view.listed = values  # type: ignore[attr-defined]
        return view

    return declare
