"""Reading letters: whom they may go to, and what became of their codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import contains_eager, selectinload

from ledportal.extensions import db
from ledportal.invitations.models import CodeState, InvitationCode
from ledportal.letters.models import Letter, LetterRun
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import EXPECTED, Office


def find(run_id: int) -> LetterRun | None:
    return db.session.get(LetterRun, run_id)


def last_run() -> LetterRun | None:
    return db.session.scalar(select(LetterRun).order_by(LetterRun.id.desc()).limit(1))


def runs() -> Sequence[LetterRun]:
    """Return all runs with their letters and codes, the latest first."""
    letters = selectinload(LetterRun.letters).selectinload(Letter.codes)
    return db.session.scalars(select(LetterRun).order_by(LetterRun.id.desc()).options(letters)).all()


def offices() -> Sequence[Office]:
    """Return the offices that letters may go to, in Serbian order: all of which an entry is expected."""
    query = select(Office).join(Office.municipality).where(*EXPECTED).options(contains_eager(Office.municipality))
    return db.session.scalars(query.order_by(Municipality.sort_key, Municipality.code)).all()


def has_cycle(cycle_id: int) -> bool:
    """Say whether there is a mapping cycle with a number."""
    number = db.metadata.tables["cycles"].c.id
    return db.session.scalar(select(number).where(number == cycle_id)) is not None


def without_member() -> set[int]:
    """Return the ids of the offices that nobody represents."""
    membership = Office.memberships.property.mapper.class_
    member = exists().where(membership.office_id == Office.id, membership.status == "granted")
    return {*db.session.scalars(select(Office.id).where(~member))}


def letters(run: LetterRun) -> Sequence[Letter]:
    """Return the letters of a run with their codes, in Serbian order of their municipalities."""
    return db.session.scalars(_letters(run)).all()


def find_letter(run: LetterRun, letter_id: int) -> Letter | None:
    return db.session.scalar(_letters(run).where(Letter.id == letter_id))


def _letters(run: LetterRun) -> Select[Any]:
    place = contains_eager(Letter.office).contains_eager(Office.municipality).joinedload(Municipality.district)
    codes = selectinload(Letter.codes).joinedload(InvitationCode.used_by)
    query = select(Letter).join(Letter.office).join(Office.municipality).where(Letter.run_id == run.id)
    return query.options(place, codes).order_by(Municipality.sort_key, Municipality.code)


def count_states(letters: Sequence[Letter], *, at: datetime) -> Counter[CodeState]:
    """Return how the latest codes of letters stand."""
    return Counter(letter.code.state(at) for letter in letters if letter.code is not None)
