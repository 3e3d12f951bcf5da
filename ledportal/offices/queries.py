"""Reading offices and the revisions of their profiles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, defer, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import standing
from ledportal.offices.models import Confirmation, Listing, Office, Revision
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import SectionState
from ledportal.offices.workflow import Status

OPEN = (Status.DRAFT, Status.SUBMITTED)
CAME_BACK = (Status.REJECTED, Status.WITHDRAWN, Status.RETURNED)


def find(slug: str) -> Office | None:
    place = joinedload(Office.municipality).joinedload(Municipality.district)
    return db.session.scalar(select(Office).where(Office.slug == slug[:300]).options(place))


def registered(slugs: Collection[str], *options: ORMOption) -> dict[str, Office]:
    """Return the offices of municipalities of the register by their slugs."""
    query = select(Office).join(Office.municipality).where(Office.slug.in_(slugs), Municipality.active)
    return {each.slug: each for each in db.session.scalars(query.options(*options))}


def named(slugs: Iterable[str | None]) -> dict[str, Office]:
    """Return the offices with the given slugs, in the register or not, as far as they exist."""
    query = select(Office).where(Office.slug.in_({each for each in slugs if each})).options(joinedload(Office.municipality))
    return {each.slug: each for each in db.session.scalars(query)}


def office_of(municipality: Municipality) -> Office:
    """Return the office of a municipality, whether it exists or not."""
    return db.session.scalars(select(Office).where(Office.municipality_code == municipality.code)).one()


def first_listing() -> Listing | None:
    """Return the entry that stands first in the directory."""
    return db.session.scalar(select(Listing).order_by(Listing.sort_key, Listing.office_id).limit(1))


def open_revision(office: Office) -> Revision | None:
    """Return the draft or submission of an office."""
    return db.session.scalar(select(Revision).where(Revision.office == office, Revision.status.in_(OPEN)))


def latest_revision(office: Office) -> Revision | None:
    return db.session.scalar(select(Revision).where(Revision.office == office).order_by(Revision.number.desc()).limit(1))


def draft_source(office: Office) -> Revision | None:
    """Return the revision whose text the next draft starts with: the latest one if it came back, else the published one."""
    latest = latest_revision(office)
    if latest is not None and latest.status in CAME_BACK:
        return latest
    return db.session.get(Revision, office.published_revision_id) if office.published_revision_id else None


def find_revision(office: Office, number: int) -> Revision | None:
    return db.session.scalar(select(Revision).where(Revision.office == office, Revision.number == number))


def revisions(office: Office) -> Sequence[Revision]:
    """Return an office's revisions without their content, the latest first."""
    query = select(Revision).where(Revision.office_id == office.id).order_by(Revision.number.desc())
    people = joinedload(Revision.submitted_by), joinedload(Revision.decision)
    return db.session.scalars(query.options(defer(Revision.content), *people).limit(200)).all()


def answered(latest: Revision | None) -> Revision | None:
    """Return the decided revision whose text the latest one carries on: itself, or the one that its drafts were copied from."""
    found = latest
    while found is not None and found.decision is None and found.status != Status.SUBMITTED:
        found = found.copied_from
    return found if found is not None and found.decision is not None else None


def offices_of(user: User, status: str = "granted") -> Sequence[Office]:
    """Return the offices that a person is a member of, or asked for, in Serbian order."""
    query = select(Office).join(Office.municipality).where(Office.memberships.any(user_id=user.id, status=status))
    return db.session.scalars(query.order_by(Municipality.sort_key, Municipality.code).options(contains_eager(Office.municipality))).all()


def latest_revisions(offices: Sequence[Office]) -> dict[int, Revision]:
    """Return the newest revision of each office without its content, by the office's id."""
    newest = select(func.max(Revision.id)).where(Revision.office_id.in_([each.id for each in offices])).group_by(Revision.office_id)
    found = db.session.scalars(select(Revision).where(Revision.id.in_(newest)).options(defer(Revision.content)))
    return {each.office_id: each for each in found}


def last_event(revision: Revision) -> AuditEvent | None:
    """Return what last happened to a revision, for saying who did it."""
    about = AuditEvent.subject_type == Revision.__tablename__, AuditEvent.subject_id == revision.audit_id
    return db.session.scalar(select(AuditEvent).where(*about).order_by(AuditEvent.id.desc()).limit(1))


def last_confirmed(office: Office) -> dict[str, datetime]:
    """Return when each section of an office's profile was last confirmed; a section that never was is not there."""
    query = select(Confirmation.section, func.max(Confirmation.confirmed_at)).where(Confirmation.office_id == office.id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Confirmation.section))}


def latest_confirmation(office: Office) -> Confirmation | None:
    """Return what of an office's profile was confirmed last, by whom and how."""
    return db.session.scalar(select(Confirmation).where(Confirmation.office_id == office.id).order_by(Confirmation.id.desc()).limit(1))


def section_states(office: Office, *, today: date) -> list[SectionState]:
    """Return how each section of an office's entry stands; nothing where none is public."""
    days = db.session.scalar(select(Listing.sections).where(Listing.office_id == office.id))
    return standing.section_states(standing.from_values(days), current_periods(), today=today) if days else []


def phones(office_ids: Iterable[int]) -> dict[int, str]:
    """Return the telephone in each office's public entry, by the office's id."""
    phone = Listing.content["contact"]["phone"].as_string()
    rows = db.session.execute(select(Listing.office_id, phone).where(Listing.office_id.in_(list(office_ids))))
    return {office_id: number for office_id, number in rows if number}
