"""The public pages and when each changed last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from werkzeug.routing import MapAdapter, Rule

from ledportal.crawlers.robots import CLOSED
from ledportal.crawlers.sitemap import Page
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.directory_models import Change
from ledportal.offices.models import Office

OFFICE = "directory.office"


def single_pages() -> list[Page]:
    """Return the pages for everybody that are not an office's."""
    adapter = _adapter()
    rules = [rule for rule in current_app.url_map.iter_rules() if _is_public_page(rule)]
    return [Page(adapter.build(rule.endpoint, values)) for rule in rules for values in _listed(rule)]


def _is_public_page(rule: Rule) -> bool:
    is_public = getattr(current_app.view_functions[rule.endpoint], "access", None) == "public"
    return is_public and rule.rule.endswith("/") and "GET" in (rule.methods or ()) and not rule.rule.startswith(CLOSED)


def _listed(rule: Rule) -> Iterable[dict[str, Any]]:
    """Return the values with which an address is one of a page: none where it is one as it stands."""
    if not rule.arguments:
        return [{}]
    values = getattr(current_app.view_functions[rule.endpoint], "listed", None)
    return values() if values else []


def count_offices() -> int:
    return db.session.scalar(select(func.count()).select_from(Office).join(Office.municipality).where(Municipality.active)) or 0


def office_pages(*, first: int, most: int) -> Iterator[Page]:
    """Yield the pages of some offices, in the order in which the offices came to be."""
    changed = select(func.max(Change.at)).where(Change.office_id == Office.id).scalar_subquery()
    query = select(Office.slug, changed).join(Office.municipality).where(Municipality.active)
    rows = db.session.execute(query.order_by(Office.id).offset(first).limit(most))
    adapter = _adapter()
    return (Page(adapter.build(OFFICE, {"slug": slug}), at) for slug, at in rows)


def _adapter() -> MapAdapter:
    return current_app.url_map.bind("")
