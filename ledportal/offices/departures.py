"""Municipalities that were in the register once: their offices' addresses go on working, and say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import Gone

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.directory_models import Change, ChangeKind
from ledportal.offices.models import Office, OfficeStatus


class OutOfRegister(Gone):
    """The municipality of an office left the register; ``since`` is None where that was never written down."""

    def __init__(self, office: Office, since: datetime | None) -> None:
        super().__init__()
        self.office = office
        self.since = since
        self.successor = successor(office)


def find(*which: ColumnElement[bool]) -> OutOfRegister | None:
    """Return the departure of the one office that the conditions name, if everybody saw its page once.

    That shows in the public journal; a change of the status alone may have been told of an office that never was in the register.
    """
    found = db.session.scalars(_outside(*which).limit(2)).all()
    return _departure(found[0]) if len(found) == 1 else None


def of(slugs: Collection[str]) -> dict[str, OutOfRegister]:
    """Return by their slugs the departures of those offices that everybody saw once."""
    found = db.session.scalars(_outside(Office.slug.in_(slugs))) if slugs else ()
    return {office.slug: departure for office in found if (departure := _departure(office))}


def _outside(*which: ColumnElement[bool]) -> Select[Office]:
    place = joinedload(Office.municipality)
    query = select(Office).join(Office.municipality).where(Municipality.active.is_(False), *which)
    return query.options(place.joinedload(Municipality.district), place.joinedload(Municipality.parent))


def _departure(office: Office) -> OutOfRegister | None:
    told = _told_of(office)
    return OutOfRegister(office, told.get(ChangeKind.REGISTER)) if told.keys() - {ChangeKind.STATUS} else None


def refuse(*which: ColumnElement[bool]) -> None:
    """Raise the departure of the office that the conditions name; return where there is none."""
    if (departure := find(*which)) is not None:
        raise departure


def _told_of(office: Office) -> dict[str, datetime]:
    """Return what kinds of changes the journal tells of an office, each with the time of the last one."""
    query = select(Change.kind, func.max(Change.at).label("last")).where(Change.office_id == office.id).group_by(Change.kind)
    return {row.kind: row.last for row in db.session.execute(query)}


def successor(office: Office) -> Office | None:
    """Return the first office of the register among those that took over from a closed one, one after the other."""
    seen = {office.id}
    step = office
    while step.status == OfficeStatus.CLOSED and step.successor is not None and step.successor.id not in seen:
        step = step.successor
        if step.municipality.active:
            return step
        seen.add(step.id)
    return None
