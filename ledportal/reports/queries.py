"""Reading error reports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Listing, Office
from ledportal.reports.models import ErrorReport


def published(slug: str) -> Listing | None:
    """Return the public entry of an office whose municipality is in the register."""
    query = select(Listing).join(Listing.office).join(Office.municipality).where(Listing.slug == slug[:300], Municipality.active)
    return db.session.scalar(query.options(contains_eager(Listing.office).contains_eager(Office.municipality)))


def find(office: Office, report_id: int) -> ErrorReport | None:
    return db.session.scalar(select(ErrorReport).where(ErrorReport.id == report_id, ErrorReport.office_id == office.id))


def of_office(office: Office) -> Select[Any]:
    """Select the reports about an office: those that wait first, the latest first."""
    query = select(ErrorReport).where(ErrorReport.office_id == office.id).options(joinedload(ErrorReport.closed_by))
    return query.order_by(ErrorReport.outcome.is_not(None), ErrorReport.reported_at.desc(), ErrorReport.id.desc())


def count_waiting(office: Office) -> int:
    waiting = (ErrorReport.office_id == office.id, ErrorReport.outcome.is_(None))
    return db.session.scalar(select(func.count()).select_from(ErrorReport).where(*waiting)) or 0
