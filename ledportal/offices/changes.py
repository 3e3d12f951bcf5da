"""The version of the directory: it goes up with each transaction that changes what everybody sees.

An action says so with :func:`announce`, in its transaction. What is announced is written when the transaction is committed: the row of
the version is locked last, after every lock that an action takes, and for a moment only, so that nobody who holds it waits for anybody
else. Versions are seen in their order, since the row is held until the commit is done.

A safety net raises the version for whoever forgets: what writes an attribute that a model declares as ``shown_to_all``.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, event, insert, inspect, or_, select, true, update
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, object_session

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.directory_models import Change, ChangeKind, DirectoryState
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.models import Listing, Office, Revision
from ledportal.search.models import SearchDocument

UNSEEN = "changes_nothing_public"
"""The execution option of a statement that writes to a public table, but nothing of what is shown."""

OF_ALL = (Region, District, FreshnessSettings)
"""What every office's entry depends on."""


@dataclass
class Pending:
    """What a transaction has changed of what everybody sees."""

    at: datetime | None = None
    journal: list[dict[str, Any]] = field(default_factory=list)
    offices: set[int] = field(default_factory=set)
    municipalities: set[str] = field(default_factory=set)
    all_offices: bool = False

    @property
    def which(self) -> ColumnElement[bool]:
        """The condition of the offices of which something changed."""
        if self.all_offices:
            return true()
        return or_(Office.id.in_(sorted(self.offices)), Office.municipality_code.in_(sorted(self.municipalities)))


def announce(office: Office, kind: ChangeKind, *, at: datetime, revision: Revision | None = None) -> None:
    """Say that something public of an office changed: one row of the journal, written with the commit."""
    pending = _pending(db.session())
    pending.at = at
    pending.offices.add(office.id)
    pending.journal.append({"office_id": office.id, "kind": kind, "at": at, "revision_id": revision.id if revision is not None else None})


def all_changed(*, at: datetime) -> None:
    """Say that something changed that all entries depend on; the journal has no row for it."""
    pending = _pending(db.session())
    pending.at, pending.all_offices = at, True


def pages_changed(*, at: datetime) -> None:
    """Say that a public page changed in something that is no office's."""
    _pending(db.session()).at = at


def directory_version() -> int:
    """Return the version of the directory that the running transaction sees."""
    return db.session.scalars(select(DirectoryState.version)).one()


def _pending(session: Session) -> Pending:
    found: Pending = session.info.setdefault(Pending, Pending())
    return found


@event.listens_for(db.session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    """Note what was written of what is shown, for whoever did not announce it."""
    for row in (*session.new, *session.deleted, *session.dirty):
        if _is_shown(row, whole=row not in session.dirty):
            _note(_pending(session), row)


def _is_shown(row: Base, *, whole: bool) -> bool:
    return bool(row.shown_to_all) and (whole or any(inspect(row).attrs[name].history.has_changes() for name in row.shown_to_all))


def _note(pending: Pending, row: Base) -> None:
    if isinstance(row, Listing | SearchDocument):
        pending.offices.add(row.office_id)
    elif isinstance(row, Office):
        pending.offices.add(row.id)
    elif isinstance(row, Municipality):
        pending.municipalities.add(row.code)
        pending.all_offices |= bool(inspect(row).attrs.district_code.history.deleted)
    elif isinstance(row, OF_ALL):
        pending.all_offices = True


@event.listens_for(User.role, "set")
def _note_role(user: User, role: str, before: str, _initiator: object) -> None:
    """Note that somebody became staff, or is none any more: an entry tells the role of who approved it."""
    session = object_session(user)
    if session is not None and role != before and inspect(user).persistent:
        _pending(session)


@event.listens_for(db.session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    """Note a statement that writes to many rows at once; of which offices, only the action knows."""
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and state.bind_mapper is not None and state.bind_mapper.class_.shown_to_all and not state.execution_options.get(UNSEEN):
        _pending(state.session)


@event.listens_for(db.session, "before_commit")
def _write(session: Session) -> None:
    """Raise the version, and write the journal and in which version each office changed."""
    if session.in_nested_transaction():
        return
    session.flush()
    pending = session.info.get(Pending)
    if pending is None:
        return
    session.execute(select(Office.id).where(pending.which).order_by(Office.id).with_for_update()).all()
    version = _raise(session, by=len(pending.journal) or 1, at=pending.at or clock.now())
    if pending.journal:
        session.execute(insert(Change), list(_numbered(pending.journal, last=version)))
    session.execute(update(Office.__table__).where(pending.which).values(changed_in=version))  # type: ignore[arg-type]
    del session.info[Pending]


def _raise(session: Session, *, by: int, at: datetime) -> int:
    state = DirectoryState.__table__
    raised = update(state).values(version=state.c.version + by, changed_at=at).returning(state.c.version)  # type: ignore[arg-type]
    version: int = session.scalars(raised).one()
    return version


def _numbered(journal: list[dict[str, Any]], *, last: int) -> Iterator[dict[str, Any]]:
    for version, row in enumerate(journal, start=last - len(journal) + 1):
        yield {"version": version, **row}


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Forget what a transaction that is over, or was taken back, would have changed."""
    if transaction.parent is None:
        session.info.pop(Pending, None)


_before_savepoint: WeakKeyDictionary[SessionTransaction, Pending | None] = WeakKeyDictionary()
"""What was pending when each savepoint was made."""


@event.listens_for(db.session, "after_transaction_create")
def _note_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        _before_savepoint[transaction] = deepcopy(session.info.get(Pending))


@event.listens_for(db.session, "after_soft_rollback")
def _forget_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Forget what was announced since a savepoint that is taken back."""
    if transaction.nested:
        session.info.pop(Pending, None)
        if (before := _before_savepoint.pop(transaction)) is not None:
            session.info[Pending] = before
