"""What the feeds tell of: the public journal without bare confirmations, and what is needed to say it in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.directory_models import Change, ChangeKind
from ledportal.offices.models import Office
from ledportal.offices.news_queries import News, latest_news
from ledportal.offices.queries import registered

MOST = 50
"""Entries of a feed."""
KINDS = (ChangeKind.PUBLISHED, ChangeKind.UPDATED, ChangeKind.STATUS)


def district(slug: str) -> District | None:
    """Return a district that has a municipality in the register."""
    active = select(Municipality.district_code).where(Municipality.active)
    return db.session.scalar(select(District).where(District.slug == slug[:300], District.code.in_(active)))


def office(slug: str) -> Office | None:
    """Return the office of a municipality in the register."""
    place = joinedload(Office.municipality).joinedload(Municipality.parent)
    return db.session.scalar(select(Office).join(Office.municipality).where(Office.slug == slug[:300], Municipality.active).options(place))


def latest(*, of: Office | None = None, within: District | None = None, ids: Collection[int] | None = None) -> list[News]:
    """Return what is told, the newest first."""
    return latest_news(MOST, kinds=KINDS, office=of, district=within, ids=ids)


def statuses(changes: Sequence[Change]) -> dict[tuple[str, datetime], Mapping[str, Any]]:
    """Return what changes of offices' states were, as they were written down then, by the office's id and the time."""
    told = [change for change in changes if change.kind == ChangeKind.STATUS]
    query = select(AuditEvent.subject_id, AuditEvent.at, AuditEvent.details).where(
        AuditEvent.verb == "office.status_changed",
        AuditEvent.subject_id.in_([str(change.office_id) for change in told]),
        AuditEvent.at.in_([change.at for change in told]),
    )
    return {(subject, at): details for subject, at, details in db.session.execute(query.order_by(AuditEvent.id))}


def places(slugs: Collection[str]) -> dict[str, Municipality]:
    """Return the municipalities of the register by their offices' slugs."""
    found = registered(slugs, joinedload(Office.municipality).joinedload(Municipality.parent))
    return {slug: office.municipality for slug, office in found.items()}
