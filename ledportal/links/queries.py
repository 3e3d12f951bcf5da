"""Reading what is known of links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from ledportal.extensions import db
from ledportal.links.models import CheckedLink
from ledportal.offices.models import Office

DEAD_AFTER = timedelta(days=7)
LEAST_FAILURES = 3
"""Probes in a row, one a day, that must have failed."""


def failing(office: Office) -> Sequence[CheckedLink]:
    """Return the links of an office that did not answer when they were last probed, in the order of the profile."""
    return db.session.scalars(
        select(CheckedLink).where(CheckedLink.office_id == office.id, CheckedLink.failing_since.is_not(None)).order_by(CheckedLink.id)
    ).all()


def dead(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a link has failed for a week while others answered.

    Where none answered between its first failure and its last, this server's own network may be at fault, and nobody is told.
    """
    other = aliased(CheckedLink)
    answered = exists().where(
        other.failing_since.is_(None), other.checked_at > CheckedLink.failing_since, other.checked_at <= CheckedLink.checked_at
    )
    return and_(CheckedLink.failing_since <= at - DEAD_AFTER, CheckedLink.failures >= LEAST_FAILURES, answered)


def dead_and_not_noted(at: datetime) -> Sequence[int]:
    """Return the ids of the offices that have a dead link of which they were not told."""
    query = select(CheckedLink.office_id).where(CheckedLink.noted_at.is_(None), dead(at))
    return db.session.scalars(query.distinct().order_by(CheckedLink.office_id)).all()
