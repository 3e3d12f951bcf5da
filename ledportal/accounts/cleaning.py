"""What accounts leave behind and nobody needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, or_

from ledportal.accounts import throttle
from ledportal.accounts.models import Attempt, OneTimeToken, UserSession
from ledportal.extensions import db

KEPT = timedelta(days=30)
"""How long an ended session or token stays, for the question what happened."""


def clean(*, at: datetime) -> int:
    """Delete the tokens and sessions that ended long ago, and the tries that no limit counts; return how many."""
    started = at - KEPT - current_app.config["SESSION_LIFETIME"]
    which = (
        delete(OneTimeToken).where(OneTimeToken.expires_at < at - KEPT),
        delete(UserSession).where(or_(UserSession.ended_at < at - KEPT, UserSession.created_at < started)),
        delete(Attempt).where(Attempt.at < at - throttle.KEPT),
    )
    return sum(db.session.execute(each).rowcount for each in which)  # type: ignore[attr-defined]
