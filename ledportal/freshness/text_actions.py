"""Changing the texts of mails, and going back to what was written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ledportal.audit import record
from ledportal.extensions import db
from ledportal.freshness.models import MailText
from ledportal.freshness.texts import Text


class Stale(Exception):
    """Somebody else changed the text meanwhile."""


def save(name: str, locale: str, text: Text, *, version: int, by: Any, at: datetime) -> None:
    """Store a text as staff want it; ``version`` is that of the one that the person saw, 0 where it was as written.

    Raises:
        Stale
    """
    found = _seen(name, locale, version)
    row = found or MailText(name=name, locale=locale, version=0)
    before = {"subject": found.subject, "body": found.body} if found is not None else {}
    row.subject, row.body, row.version = text.subject, text.body, version + 1
    row.changed_at, row.changed_by_id = at, by.id
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Stale from error
    record("text.changed", row, by=by, at=at, before=before, after={"subject": text.subject, "body": text.body})


def reset(name: str, locale: str, *, version: int, by: Any, at: datetime) -> None:
    """Drop what staff wrote.

    Raises:
        Stale
    """
    found = _seen(name, locale, version)
    if found is None:
        raise Stale
    record("text.reset", found, by=by, at=at, before={"subject": found.subject, "body": found.body}, after={})
    db.session.delete(found)


def _seen(name: str, locale: str, version: int) -> MailText | None:
    query = select(MailText).where(MailText.name == name, MailText.locale == locale).with_for_update()
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if (found.version if found is not None else 0) != version:
        raise Stale
    return found
