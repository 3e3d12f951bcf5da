"""The versions of an office's profile that were public, each from the day of its approval until the next one took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices.content import Content, public_content
from ledportal.offices.models import Decision, Office, Revision
from ledportal.offices.workflow import WAS_PUBLIC


@dataclass(frozen=True)
class Version:
    """What everybody saw of a profile from a time until another, None where they see it now; ``content`` is its public part."""

    number: int
    since: datetime
    until: datetime | None
    provenance: str
    content: Content


def versions(office: Office) -> list[Version]:
    """Return the public versions of an office's profile, the latest first."""
    columns = (Revision.number, Decision.decided_at, Revision.closed_at, Revision.provenance, Revision.content)
    query = select(*columns).join(Revision.decision).where(*_were_public(office)).order_by(Revision.number.desc())
    rows = db.session.execute(query)
    return [Version(number, since, until, provenance, public_content(content)) for number, since, until, provenance, content in rows]


def count_versions(office: Office) -> int:
    return db.session.scalar(select(func.count(Revision.id)).where(*_were_public(office))) or 0


def _were_public(office: Office) -> tuple[ColumnElement[bool], ...]:
    return Revision.office_id == office.id, Revision.status.in_(WAS_PUBLIC)


def on(found: Sequence[Version], day: date) -> Version | None:
    """Return the one of the versions, the latest first, that was public on a day at its end; None before the first of them."""
    return next((each for each in found if belgrade_day(each.since) <= day), None)
