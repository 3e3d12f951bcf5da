"""Lists in pages: fifty rows each where a list does not say otherwise, the number in ``strana``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import abort, request
from sqlalchemy import Select, func, select

from ledportal.extensions import db

SIZE = 50
PARAMETER = "strana"


@dataclass(frozen=True)
class Page:
    """One page of a list, and how many there are."""

    items: Sequence[Any]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    def url(self, number: int) -> str:
        """Return the address of another page of the list being shown, with the same filters."""
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
        query = urlencode(kept + ([(PARAMETER, str(number))] if number > 1 else []))
        return request.script_root + quote(request.path) + (f"?{query}" if query else "")


def paginate(query: Select[Any]) -> Page:
    """Return the page of the query's objects that the request asks for; 404 where there is none."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).options().subquery())) or 0
    return _page(total, lambda first: db.session.scalars(query.limit(SIZE).offset(first)).unique().all())


def paginate_ids(model: Any, ids: Sequence[Any], *options: Any, size: int = SIZE) -> Page:
    """Return the page of the objects with the given ids, in their order; for lists that no database can sort or search."""

    def read(first: int) -> list[Any]:
        wanted = ids[first : first + size]
        found = {each.id: each for each in db.session.scalars(select(model).where(model.id.in_(wanted)).options(*options)).unique()}
        return [found[each] for each in wanted]

    return _page(len(ids), read, size)


def paginate_list(rows: Sequence[Any]) -> Page:
    """Return the page of a list that was put together in memory."""
    return _page(len(rows), lambda first: rows[first : first + SIZE])


def paginate_places(total: int, read: Callable[[int, int], Sequence[Any]], *, size: int = SIZE) -> Page:
    """Return the page of a list of so many, of which ``read`` gives what stands from one place up to another."""
    return _page(total, lambda first: read(first, first + size), size)


def _page(total: int, read: Callable[[int], Sequence[Any]], size: int = SIZE) -> Page:
    number = _number(request.args.get(PARAMETER, "1"))
    page = Page(read((number - 1) * size), number, total, size)
    if number > page.last:
        abort(404)
    return page


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7) or int(text) < 1:
        abort(404)
    return int(text)
