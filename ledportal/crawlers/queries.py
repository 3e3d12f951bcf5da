"""The public pages and when each changed last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select
from werkzeug.routing import MapAdapter, Rule

from ledportal.crawlers.robots import CLOSED
from ledportal.crawlers.sitemap import Page
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Listing, Office

OFFICE = "directory.office"


def single_pages() -> list[Page]:
    """Return the pages for everybody of which there is one each."""
    return [Page(_adapter().build(rule.endpoint)) for rule in current_app.url_map.iter_rules() if _is_single_page(rule)]


def _is_single_page(rule: Rule) -> bool:
    is_page = rule.rule.endswith("/") and not rule.arguments and "GET" in (rule.methods or ())
    is_public = getattr(current_app.view_functions[rule.endpoint], "access", None) == "public"
    return is_page and is_public and not rule.rule.startswith(CLOSED)


def last_change() -> datetime | None:
    """Return when the page of an office changed last."""
    return db.session.scalar(select(func.max(Listing.changed_at)))


def count_offices() -> int:
    return db.session.scalar(select(func.count()).select_from(Office).join(Office.municipality).where(Municipality.active)) or 0


def office_pages(*, first: int, most: int) -> Iterator[Page]:
    """Yield the pages of some offices, in the order in which the offices came to be."""
    query = select(Office.slug, Listing.changed_at).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    rows = db.session.execute(query.where(Municipality.active).order_by(Office.id).offset(first).limit(most))
    adapter = _adapter()
    return (Page(adapter.build(OFFICE, {"slug": slug}), changed) for slug, changed in rows)


def _adapter() -> MapAdapter:
    return current_app.url_map.bind("")
