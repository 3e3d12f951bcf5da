"""What the feeds tell of: the public journal without bare confirmations, and what is needed to say it in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.change_queries import latest_changes
from ledportal.offices.comparison import compare
from ledportal.offices.content import public_content
from ledportal.offices.declaration import Section
from ledportal.offices.directory_models import Change, ChangeKind
from ledportal.offices.models import Office, Revision
from ledportal.offices.workflow import WAS_PUBLIC

MOST = 50
"""Entries of a feed."""
FEW = 1000
"""Of so many offices the database is asked by their ids; of more, so many of the latest changes are looked through."""
KINDS = (ChangeKind.PUBLISHED, ChangeKind.UPDATED, ChangeKind.STATUS)


def district(slug: str) -> District | None:
    """Return a district that has a municipality in the register."""
    active = select(Municipality.district_code).where(Municipality.active)
    return db.session.scalar(select(District).where(District.slug == slug[:300], District.code.in_(active)))


def office(slug: str) -> Office | None:
    """Return the office of a municipality in the register."""
    place = joinedload(Office.municipality).joinedload(Municipality.parent)
    return db.session.scalar(select(Office).join(Office.municipality).where(Office.slug == slug[:300], Municipality.active).options(place))


def latest(*, of: Office | None = None, within: District | None = None) -> Sequence[Change]:
    """Return what is told, the newest first."""
    return latest_changes(MOST, kinds=KINDS, office=of, district=within)


def latest_of(ids: Collection[int]) -> Sequence[Change]:
    """Return what is told of some offices, the newest first."""
    if len(ids) <= FEW:
        return latest_changes(MOST, kinds=KINDS, ids=ids)
    wanted = frozenset(ids)
    return [change for change in latest_changes(FEW, kinds=KINDS) if change.office_id in wanted][:MOST]


def changed_sections(changes: Sequence[Change]) -> dict[int, list[Section]]:
    """Return what of an entry each revision changed in public, by the revision's id."""
    now, before, earlier = aliased(Revision), aliased(Revision), aliased(Revision)
    latest_before = select(func.max(earlier.number)).where(
        earlier.office_id == now.office_id, earlier.number < now.number, earlier.status.in_(WAS_PUBLIC)
    )
    query = select(now.id, before.content, now.content)
    query = query.join(before, and_(before.office_id == now.office_id, before.number == latest_before.scalar_subquery()))
    ids = [change.revision_id for change in changes if change.kind == ChangeKind.UPDATED]
    return {key: _changed(old, new) for key, old, new in db.session.execute(query.where(now.id.in_(ids)))}


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Section]:
    return [each.section for each in compare(public_content(old), public_content(new)).changed]


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
    query = select(Office).join(Office.municipality).where(Office.slug.in_(slugs), Municipality.active)
    found = db.session.scalars(query.options(joinedload(Office.municipality).joinedload(Municipality.parent)))
    return {each.slug: each.municipality for each in found}
