"""The verbs of invitation codes. Each writes the row and the audit event; the view or the job commits."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from ledportal import audit
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.invitations import queries
from ledportal.invitations.models import InvitationCode, ShownCode
from ledportal.invitations.queries import is_waiting
from ledportal.offices.models import Office

KEPT = timedelta(days=30)
"""How long it stays known who had a code at hand that holds no more."""


class Gone(Exception):
    """The code does not work any more: it was used, voided, or it is too old."""


def issue(office: Office, letter_id: int, code: str, *, expires_at: datetime, by: User, at: datetime) -> None:
    """Let the code that is printed in a letter to an office hold; every earlier one of the office is void from now on."""
    db.session.execute(select(Office.id).where(Office.id == office.id).with_for_update())
    earlier = update(InvitationCode).where(InvitationCode.office_id == office.id, *is_waiting(at))
    db.session.execute(earlier.values(voided_at=at))
    row = InvitationCode(
        office=office,
        letter_id=letter_id,
        code_hash=queries.digest(code),
        made_at=at,
        made_by_id=by.id,
        expires_at=expires_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("invitation.made", row, by=by, at=at, office=office)


def void(code: InvitationCode, *, by: User, at: datetime) -> None:
    """Make a code useless.

    Raises:
        Gone: it works no more.
    """
    _end(code, at, voided_at=at)
    audit.record("invitation.voided", code, by=by, at=at, office=code.office)


def use(code: InvitationCode, *, by: User, at: datetime) -> None:
    """Use a code up, in the transaction that grants what it is for; of two people at once, one.

    Raises:
        Gone: it works no more.
    """
    _end(code, at, used_at=at, used_by_id=by.id)
    audit.record("invitation.used", code, by=by, at=at, office=code.office)


def _end(code: InvitationCode, at: datetime, **values: object) -> None:
    ended = db.session.execute(update(InvitationCode).where(InvitationCode.id == code.id, *is_waiting(at)).values(**values))
    if ended.rowcount != 1:  # type: ignore[attr-defined]
        raise Gone


def note_shown(code_id: int, *, by: User, at: datetime) -> None:
    """Keep that a person has a code at hand."""
    known = select(ShownCode.id).where(ShownCode.code_id == code_id, ShownCode.user_id == by.id)
    if db.session.scalar(known) is None:
        db.session.add(ShownCode(code_id=code_id, user_id=by.id, shown_at=at))
        db.session.flush()


def clean(*, at: datetime) -> int:
    """Forget who had codes at hand that ended long ago; return how many."""
    ended = select(InvitationCode.id).where(InvitationCode.expires_at < at - KEPT)
    return int(db.session.execute(delete(ShownCode).where(ShownCode.code_id.in_(ended))).rowcount)  # type: ignore[attr-defined]
