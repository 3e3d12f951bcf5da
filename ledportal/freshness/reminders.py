"""The daily run: who is due gets the next reminder. Started twice, late, on two machines or killed, it queues each stage once.

Who may be due is read without locks and without content. Then, batch by batch, the offices are locked, their facts read anew, and what is
due is written in one short transaction; offices that somebody else holds are left to the end. What two runs might still do at the same
time, the unique constraint on reminders refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from flask import current_app
from sqlalchemy.exc import IntegrityError, OperationalError

from ledportal.accounts.queries import staff
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.freshness import actions, planning, policy, queries
from ledportal.freshness.planning import Plan
from ledportal.freshness.queries import Lock
from ledportal.offices.models import Office
from ledportal.offices.periods import Periods
from ledportal.offices.settings import current_periods

BATCH = 25
"""Offices in one transaction: on SQLite nobody else writes meanwhile."""


@dataclass
class Figures:
    """What a run did.

    Attributes:
        first, second, third: how many offices got this stage.
        ending: how many were told of documents or certificates that end.
        without_address: to how many of these nobody could be written.
        failed: how many were left out because of an error; the next run tries them again.
    """

    first: int = 0
    second: int = 0
    third: int = 0
    ending: int = 0
    without_address: int = 0
    failed: int = 0

    def count(self, plan: Plan) -> None:
        name = "ending" if plan.stage is None else ("first", "second", "third")[plan.stage - 1]
        setattr(self, name, getattr(self, name) + 1)
        self.without_address += not plan.to


@dataclass(frozen=True)
class Run:
    """How a run goes about it.

    Attributes:
        at: the present time, which is written down.
        when: as of which time is decided.
        instead: in a dry run, called with each step that is due instead of taking it.
    """

    at: datetime
    when: datetime
    instead: Callable[[Plan], object] | None
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True)
class Kind:
    """One of the two things that a run does: how it is planned, and how it is written."""

    plan: Callable[..., Iterator[Plan]]
    write: Callable[..., None]


STAGES = Kind(planning.reminders, actions.remind)
ENDS = Kind(planning.endings, actions.deal_with_ends)


def run(*, at: datetime, when: datetime | None = None, instead: Callable[[Plan], object] | None = None) -> Figures:
    """Queue what is due and return what was done. Each batch is a transaction; nothing stays loaded in the session.

    Args:
        when: as of which time is decided, if not the present one.
        instead: called with each step that is due; then nothing is written.
    """
    this = Run(at, when or at, instead)
    _all(this, STAGES, _overdue(this.when))
    _all(this, ENDS, _with_ends(this.when))
    if instead is None:
        _tell_staff(at=at)
        current_app.logger.info("reminders", extra={"done": asdict(this.figures), "as_of": belgrade_day(this.when).isoformat()})
    return this.figures


def _overdue(when: datetime) -> Iterator[int]:
    """Yield the offices that are due for a stage, as far as one sees without a lock."""
    periods = current_periods()
    for chunk in queries.overdue(belgrade_day(when)):
        known = queries.facts(chunk)
        db.session.rollback()
        yield from (office_id for office_id, _ in chunk if policy.next_stage(known[office_id], periods, at=when))


def _with_ends(when: datetime) -> Iterator[int]:
    until = belgrade_day(when) + timedelta(days=current_periods().ending)
    for chunk in queries.with_ends(until):
        yield from (office_id for office_id, _ in chunk)


def _all(this: Run, kind: Kind, ids: Iterator[int]) -> None:
    """Go through the offices in batches; those that somebody else holds come last."""
    held: list[int] = []
    while batch := list(islice(ids, BATCH)):
        held += _batch(this, kind, batch, Lock.SKIP)
    for office_id in held:
        _batch(this, kind, [office_id], Lock.WAIT)


def _batch(this: Run, kind: Kind, ids: Sequence[int], lock: Lock) -> list[int]:
    """Do what is due for some offices in one transaction, and return those that somebody else holds."""
    try:
        found = queries.offices(ids, lock if this.instead is None else Lock.NONE)
        held = sorted(set(ids) - {office.id for office in found})
        done = _do(this, kind, found, current_periods())
    except OperationalError:
        raise
    except Exception as error:
        db.session.rollback()
        return _one_by_one(this, kind, ids, error)
    finally:
        db.session.expunge_all()
    for plan in done:
        this.figures.count(plan)
    return held


def _do(this: Run, kind: Kind, offices: Sequence[Office], periods: Periods) -> list[Plan]:
    """Write what is planned and commit, or say it and write nothing; return what was due."""
    plans = list(kind.plan([each for each in offices if queries.is_reminded(each)], periods, at=this.when))
    due = [each for each in plans if each.is_due]
    if this.instead is not None:
        for each in due:
            this.instead(each)
        db.session.rollback()
        return due
    for each in plans:
        kind.write(each, at=this.at)
    db.session.commit()
    return due


def _one_by_one(this: Run, kind: Kind, ids: Sequence[int], error: Exception) -> list[int]:
    """Do singly what failed together, so that one office's trouble is not everybody's."""
    if len(ids) > 1:
        return [held for office_id in ids for held in _batch(this, kind, [office_id], Lock.SKIP)]
    if not isinstance(error, IntegrityError):
        current_app.logger.error("reminder failed", extra={"office": ids[0]}, exc_info=error)
        this.figures.failed += 1
    return []


def _tell_staff(*, at: datetime) -> None:
    """Tell staff of the offices that did not answer; once a day, and once of each."""
    offices, today = queries.unanswered(), belgrade_day(at)
    told = staff() if offices else []
    try:
        if told and not queries.staff_were_told(today):
            actions.tell_staff(offices, told, on=today, at=at)
        db.session.commit()
    except IntegrityError:  # another run was faster
        db.session.rollback()
