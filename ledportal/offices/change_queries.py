"""Reading the public journal: for the home page, the feeds and the API."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.directory_models import Change, ChangeKind, DirectoryState
from ledportal.offices.models import Office


def directory_changed_at() -> datetime:
    """Return when the directory changed last."""
    return db.session.scalars(select(DirectoryState.changed_at)).one()


FEW = 1000
"""Of so many offices the database is asked by their ids; of more, the journal is read from its end until enough is found."""
_WITH_PLACE = contains_eager(Change.office).contains_eager(Office.municipality)


def latest_changes(
    most: int = 5,
    *,
    kinds: Collection[ChangeKind] = (),
    office: Office | None = None,
    district: District | None = None,
    ids: Collection[int] | None = None,
    before: int | None = None,
) -> Sequence[Change]:
    """Return what changed last in the register, the newest first, with its office and municipality.

    Args:
        ids: only of these offices.
        before: only what changed before that version of the directory.
    """
    query = _changes(kinds, office, district).where(Municipality.active).order_by(Change.version.desc())
    if before is not None:
        query = query.where(Change.version < before)
    if ids is not None:
        query = query.where(Change.office_id.in_(ids) if len(ids) <= FEW else Change.version.in_(_versions(query, frozenset(ids), most)))
    return db.session.scalars(query.limit(most).options(_WITH_PLACE)).all()


def _versions(query: Select[Any], ids: frozenset[int], most: int) -> list[int]:
    """Return the first versions of a query that many offices made."""
    columns = query.with_only_columns(Change.version, Change.office_id)
    with db.session.execute(columns, execution_options={"yield_per": FEW}) as rows:
        return list(islice((version for version, office in rows if office in ids), most))


def changes_since(
    version: int = 0,
    *,
    time: datetime | None = None,
    kinds: Collection[ChangeKind] = (),
    office: Office | None = None,
    district: District | None = None,
    limit: int,
) -> Sequence[Change]:
    """Return what changed after a version of the directory, the oldest first: each change once for whoever asks with the last version.

    Args:
        time: only what changed at that time or later.
    """
    query = _changes(kinds, office, district).where(Change.version > version)
    if time is not None:
        query = query.where(Change.at >= time)
    return db.session.scalars(query.order_by(Change.version).limit(limit).options(_WITH_PLACE)).all()


def _changes(kinds: Collection[ChangeKind], office: Office | None, district: District | None) -> Select[Any]:
    """Select the changes of municipalities in the register; that one was taken out of it is the last that is told of it."""
    query = select(Change).join(Change.office).join(Office.municipality)
    query = query.where(or_(Municipality.active, Change.kind == ChangeKind.REGISTER))
    if kinds:
        query = query.where(Change.kind.in_(kinds))
    if office is not None:
        query = query.where(Change.office_id == office.id)
    if district is not None:
        query = query.where(Municipality.district_code == district.code)
    return query
