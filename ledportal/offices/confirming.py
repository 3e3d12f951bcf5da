"""Confirming what is public: still right, on this day. Nothing to moderate."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices import changes, listing
from ledportal.offices.actions import StaleError, lock_office
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.models import Confirmation, ConfirmedBy, Office
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.settings import current_periods


class NothingPublic(Exception):
    """The office has no published profile that could be confirmed."""


def confirm(
    office: Office,
    sections: Collection[str],
    *,
    revision: int,
    seen: int | None = None,
    via: ConfirmedBy,
    address: str | None = None,
    by: User | None,
    at: datetime,
) -> list[str]:
    """Confirm sections of an office's published profile, and return their keys; what is no public section is left out.

    Args:
        revision: the id of the published revision that the caller saw.
        seen: the id of the office's latest confirmation that the caller saw; what was confirmed since then is not confirmed again.
        address: to which the mail went whose link confirms; then ``by`` may be None.

    Raises:
        NothingPublic
        StaleError: another version is public by now.
    """
    lock_office(office.id)
    public = office.published_revision
    if public is None:
        raise NothingPublic
    if public.id != revision:
        raise StaleError(public)
    done = _confirmed_since(office, seen) if seen is not None else frozenset()
    keys = [section.key for section in PUBLIC_SECTIONS if section.key in sections and section.key not in done]
    said = {"revision_id": public.id, "via": via, "address": address, "user_id": by.id if by is not None else None}
    db.session.add_all(Confirmation(office_id=office.id, section=key, confirmed_at=at, **said) for key in keys)
    if keys:
        record("profile.confirmed", public, by=by, at=at, office=office, sections=keys, via=via)
        db.session.flush()
        listing.redate(office, current_periods())
        changes.announce(office, ChangeKind.CONFIRMED, revision=public, at=at)
    return keys


def _confirmed_since(office: Office, seen: int) -> frozenset[str]:
    return frozenset(db.session.scalars(select(Confirmation.section).where(Confirmation.office_id == office.id, Confirmation.id > seen)))
