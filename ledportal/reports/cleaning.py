"""The addresses of readers who reported something: gone thirty days after they were told what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from ledportal.accounts import mails
from ledportal.extensions import db
from ledportal.reports.emails import ANSWERED
from ledportal.reports.models import ErrorReport

KEPT = timedelta(days=30)


def clean(*, at: datetime) -> int:
    """Delete the addresses of reports answered long ago, in the reports and in the outgoing mail; return how many reports that were."""
    old = update(ErrorReport).where(ErrorReport.email != "", ErrorReport.closed_at < at - KEPT)
    mails.forget_receivers(ANSWERED, before=at - KEPT)
    return int(db.session.execute(old.values(email="")).rowcount)  # type: ignore[attr-defined]
