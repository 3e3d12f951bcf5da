"""Why a link in a mail asks for nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from ledportal.days import belgrade_day, months_later
from ledportal.extensions import db
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Confirmation, ConfirmedBy, Decision
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.settings import current_periods


class Moved(StrEnum):
    """What moved the due day of an entry past that of a link."""

    CONFIRMED = "confirmed"
    """Somebody confirmed what was due."""
    APPROVED = "approved"
    """What was due was confirmed with a new version, and staff approved that."""
    PERIODS = "periods"
    """Nobody: the periods are other ones now."""


def moved_by(link: ConfirmationLink) -> Moved:
    """Return what moved the due day, where nothing is to be confirmed now."""
    before, since = _confirmations(link)
    periods = current_periods()

    def was_asked(key: str) -> bool:
        return key not in before or months_later(before[key], periods.months[key]) <= link.due_on

    keys = {section.key for section in PUBLIC_SECTIONS}
    if not any(was_asked(key) for key in keys) and not keys <= since.keys():
        return Moved.PERIODS
    return Moved.APPROVED if set(since.values()) == {ConfirmedBy.SUBMISSION} else Moved.CONFIRMED


def _confirmations(link: ConfirmationLink) -> tuple[dict[str, date], dict[str, str]]:
    """Return the day on which each section was last confirmed when a link was sent, and how each was that was confirmed since then."""
    before: dict[str, date] = {}
    since: dict[str, str] = {}
    for section, said_at, via, counts_from in _by_time(link.office_id):
        if counts_from > link.created_at:
            since[section] = via
        else:
            before[section] = max(belgrade_day(said_at), before.get(section, date.min))
    return before, since


def _by_time(office_id: int) -> Iterator[tuple[str, datetime, str, datetime]]:
    """Yield the confirmations of an office; what was said with a submission counts from its approval."""
    query = select(Confirmation.section, Confirmation.confirmed_at, Confirmation.via, Decision.decided_at).where(
        Confirmation.office_id == office_id
    )
    rows = db.session.execute(query.outerjoin(Decision, Decision.revision_id == Confirmation.revision_id).order_by(Confirmation.id))
    for section, said_at, via, decided_at in rows:
        yield section, said_at, via, decided_at if via == ConfirmedBy.SUBMISSION else said_at
