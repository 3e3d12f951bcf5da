"""What staff do with letters: one verb, one function. Each names the version that the person saw, and writes its audit row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, update

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.days import BELGRADE
from ledportal.extensions import db
from ledportal.invitations import actions as invitations
from ledportal.invitations.models import InvitationCode
from ledportal.letters.models import Letter, LetterRun
from ledportal.versions import swap


class Stale(Exception):
    """The letters are no longer what the person saw."""


@dataclass(frozen=True)
class Plan:
    """What letters say, and in what they are sent."""

    name: str
    chosen: str
    cycle_id: int | None
    deadline: date
    script: str
    envelope: str
    sender: str
    subject: str
    text: str
    signed_by: str
    position: str


def plan(planned: Plan, offices: Collection[int], *, by: User, at: datetime) -> LetterRun:
    """Write down letters that are to be made."""
    run = LetterRun(**asdict(planned), created_at=at, created_by_id=by.id)
    run.letters = [Letter(office_id=office) for office in sorted(offices)]
    db.session.add(run)
    db.session.flush()
    audit.record("letters.planned", run, by=by, at=at, municipalities=len(offices))
    return run


def change(run: LetterRun, planned: Plan, offices: Collection[int], *, version: int, by: User, at: datetime) -> None:
    """Change letters that were not made yet.

    Raises:
        Stale: they were changed meanwhile, or are being made.
    """
    if not swap(run, LetterRun.made_at.is_(None), version=version, **asdict(planned)):
        raise Stale
    db.session.execute(delete(Letter).where(Letter.run_id == run.id, Letter.office_id.not_in(offices)))
    there = {each.office_id for each in run.letters}
    db.session.add_all(Letter(run_id=run.id, office_id=office) for office in sorted(set(offices) - there))
    audit.record("letters.changed", run, by=by, at=at, municipalities=len(offices))


def discard(run: LetterRun, *, version: int, by: User, at: datetime) -> None:
    """Throw letters away that were not made yet.

    Raises:
        Stale: they were changed meanwhile, or are being made.
    """
    if not swap(run, LetterRun.made_at.is_(None), version=version):
        raise Stale
    audit.record("letters.discarded", run, by=by, at=at)
    db.session.execute(delete(Letter).where(Letter.run_id == run.id))
    db.session.execute(delete(LetterRun).where(LetterRun.id == run.id))


def begin(run: LetterRun, *, version: int, at: datetime) -> None:
    """Let the letters' text stand from now on, since they are being made.

    Raises:
        Stale: it was changed meanwhile.
    """
    if not swap(run, version=version, made_at=run.made_at or at):
        raise Stale


def end_of(day: date) -> datetime:
    """Return the moment in which a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), BELGRADE)


def write_codes(run: LetterRun, codes: Mapping[int, str], *, by: User, at: datetime) -> None:
    """Let the codes hold that were printed in a run's letters, by the ids of these; they wait to be posted.

    Where an earlier code was used meanwhile, the office has its head, and the new one holds for nobody.
    """
    is_used = Letter.codes.any(InvitationCode.used_at.is_not(None))
    for letter in db.session.query(Letter).where(Letter.id.in_(codes), ~is_used).order_by(Letter.office_id):
        invitations.issue(letter.office, letter.id, codes[letter.id], expires_at=end_of(run.deadline), by=by, at=at)
        letter.posted_on = None
    audit.record("letters.made", run, by=by, at=at, municipalities=len(codes))


def note_posted(run: LetterRun, day: date, *, version: int, by: User, at: datetime) -> None:
    """Write down when what was made and not posted yet was posted.

    Raises:
        Stale: letters were made, or their posting was noted, meanwhile.
    """
    if not swap(run, version=version):
        raise Stale
    waiting = (Letter.run_id == run.id, Letter.posted_on.is_(None), Letter.codes.any())
    posted = db.session.execute(update(Letter).where(*waiting).values(posted_on=day), execution_options={"synchronize_session": "fetch"})
    audit.record("letters.posted", run, by=by, at=at, municipalities=posted.rowcount, posted_on=day.isoformat())  # type: ignore[attr-defined]
