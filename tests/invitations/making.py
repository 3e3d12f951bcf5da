"""Codes for tests: a run with one letter, and the code that is printed in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.invitations import actions
from ledportal.invitations.codes import new_code
from ledportal.letters.models import Letter, LetterRun
from tests.factories import make_moderator, office


def make_run(by: User, *slugs: str) -> LetterRun:
    run = LetterRun(
        name="Prvi poziv",
        chosen="some",
        deadline=date(2027, 1, 31),
        script="sr_Latn",
        envelope="window_dl",
        sender="CenTriR\nUlica bb\n11000 Beograd",
        subject="Poziv u registar",
        text="Poštovani,\n\nmolimo vas da se prijavite.",
        signed_by="Ana Anić",
        position="direktorka",
        created_at=clock.now(),
        created_by_id=by.id,
        letters=[Letter(office=office(slug)) for slug in slugs],
    )
    db.session.add(run)
    db.session.flush()
    return run


def make_code(slug: str = "becej", *, by: User | None = None, at: datetime | None = None) -> str:
    """Return a code for an office, in the running transaction; it holds for 30 days from now."""
    by, now = by or make_moderator(), at or clock.now()
    letter, code = make_run(by, slug).letters[0], new_code()
    actions.issue(letter.office, letter.id, code, expires_at=now + timedelta(days=30), by=by, at=now)
    return code
