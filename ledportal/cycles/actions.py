"""What staff do with a cycle: one verb, one function. Each names the version that the person saw, and writes its audit row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.exc import IntegrityError

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.cycles import queries, results
from ledportal.cycles.models import Cycle, CycleAnswer
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office
from ledportal.script import slug
from ledportal.versions import swap


class Stale(Exception):
    """The cycle, or the answer, is no longer what the person saw."""


class AnotherIsOpen(Exception):
    """Two cycles at once would ask everybody twice."""


@dataclass(frozen=True)
class Plan:
    """What a cycle is, before it opens."""

    name: str
    name_en: str
    starts_on: date
    ends_on: date
    text: str
    text_en: str


def create(plan: Plan, *, by: User, at: datetime) -> Cycle:
    """Write down a cycle that is to come."""
    try:
        with db.session.begin_nested():
            cycle = _add(plan, at)
    except IntegrityError:  # somebody took its address at the same time
        cycle = _add(plan, at)
    record("cycle.created", cycle, by=by, at=at)
    return cycle


def _add(plan: Plan, at: datetime) -> Cycle:
    cycle = Cycle(**asdict(plan), slug=_free_slug(plan.name), created_at=at)
    db.session.add(cycle)
    db.session.flush()
    return cycle


def change(cycle: Cycle, plan: Plan, *, version: int, by: User, at: datetime) -> None:
    """Change a cycle that is still to come.

    Raises:
        Stale: somebody changed it, or opened it.
    """
    before = {name: str(getattr(cycle, name)) for name, value in asdict(plan).items() if getattr(cycle, name) != value}
    values = {**asdict(plan), "slug": cycle.slug if slug(plan.name) == slug(cycle.name) else _free_slug(plan.name)}
    _change(cycle, version, Cycle.opened_at.is_(None), **values)
    if before:
        record("cycle.changed", cycle, by=by, at=at, before=before, after={name: str(values[name]) for name in before})


def open_(cycle: Cycle, *, version: int, by: User, at: datetime) -> None:
    """Open a cycle and put every active municipality on its list; ``inviting.go_on`` writes to them.

    Raises:
        Stale: somebody changed it, or opened it.
        AnotherIsOpen: one cycle at a time.
    """
    try:
        _change(cycle, version, Cycle.opened_at.is_(None), is_open=True, opened_at=at, opened_by_id=by.id)
    except IntegrityError:
        db.session.rollback()
        raise AnotherIsOpen from None
    fixed = (literal(cycle.id), Office.id, literal(""), literal(""), literal(""), literal(1))
    asked = select(*fixed).join(Office.municipality).where(Municipality.active).order_by(Office.id)
    columns = ("cycle_id", "office_id", "reached", "said", "note", "version")
    db.session.execute(insert(CycleAnswer).from_select(columns, asked, include_defaults=False))
    record("cycle.opened", cycle, by=by, at=at, municipalities=queries.count_uninvited(cycle))


def ask_for_reminders(cycle: Cycle, *, version: int, by: User, at: datetime) -> None:
    """Have everybody reminded who has not answered; ``inviting.go_on`` writes to them.

    Raises:
        Stale: it is closed, or somebody was faster.
    """
    _change(cycle, version, Cycle.is_open.is_(True), reminders_asked_at=at)
    record("cycle.reminded", cycle, by=by, at=at)


def note(answer: CycleAnswer, said: State | None, text: str, *, version: int, by: User, at: datetime) -> None:
    """Write down what staff heard of a municipality; None takes it back.

    Raises:
        Stale: somebody was faster, or the cycle is closed.
    """
    before = {"said": answer.said, "note": answer.note}
    after = {"said": str(said or ""), "note": text}
    _lock_open(answer.cycle)
    if not swap(answer, version=version, **after, noted_at=at, noted_by_id=by.id):
        raise Stale
    if before != after:
        record("cycle.noted", answer, by=by, at=at, office=answer.office, before=before, after=after)


def close(cycle: Cycle, *, version: int, by: User, at: datetime) -> None:
    """Close a cycle and freeze its result for good.

    Raises:
        Stale: it is closed, or somebody was faster.
    """
    previous = queries.latest_closed()
    _change(cycle, version, Cycle.is_open.is_(True), is_open=None, reminders_asked_at=None, closed_at=at, closed_by_id=by.id)
    cycle.result = results.result(cycle, previous, at=at)
    record("cycle.closed", cycle, by=by, at=at)


def _lock_open(cycle: Cycle) -> None:
    """Keep the cycle open until the end of the transaction.

    Raises:
        Stale: it is closed.
    """
    if db.session.scalar(select(Cycle.id).where(Cycle.id == cycle.id, Cycle.is_open.is_(True)).with_for_update()) is None:
        raise Stale


def _change(cycle: Cycle, version: int, condition: Any, **values: Any) -> None:
    """Change a cycle that is still what the person saw."""
    if not swap(cycle, condition, version=version, **values):
        raise Stale
    db.session.refresh(cycle)


def _free_slug(name: str) -> str:
    """Return the part of a cycle's address, with a number where another one has its name."""
    base = slug(name)
    taken = set(db.session.scalars(select(Cycle.slug).where(Cycle.slug.startswith(base))))
    return next(each for each in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if each not in taken)
