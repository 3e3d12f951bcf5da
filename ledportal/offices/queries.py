"""Reading offices and the revisions of their profiles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Confirmation, Office, Revision
from ledportal.offices.workflow import Status

OPEN = (Status.DRAFT, Status.SUBMITTED)


def find(slug: str) -> Office | None:
    place = joinedload(Office.municipality).joinedload(Municipality.district)
    return db.session.scalar(select(Office).where(Office.slug == slug[:300]).options(place))


def open_revision(office: Office) -> Revision | None:
    """Return the draft or submission of an office."""
    return db.session.scalar(select(Revision).where(Revision.office == office, Revision.status.in_(OPEN)))


def latest_revision(office: Office) -> Revision | None:
    return db.session.scalar(select(Revision).where(Revision.office == office).order_by(Revision.number.desc()).limit(1))


def find_revision(office: Office, number: int) -> Revision | None:
    return db.session.scalar(select(Revision).where(Revision.office == office, Revision.number == number))


def revisions(office: Office) -> Sequence[Revision]:
    """Return an office's revisions without their content, the latest first."""
    query = select(Revision).where(Revision.office_id == office.id).order_by(Revision.number.desc())
    return db.session.scalars(query.options(defer(Revision.content), joinedload(Revision.submitted_by)).limit(200)).all()


def last_confirmed(office: Office) -> dict[str, datetime]:
    """Return when each section of an office's profile was last confirmed; a section that never was is not there."""
    query = select(Confirmation.section, func.max(Confirmation.confirmed_at)).where(Confirmation.office_id == office.id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Confirmation.section))}
