"""The verbs of the staff's screens. Each names the version that the person saw."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from ledportal import audit
from ledportal.accounts import sessions
from ledportal.accounts.models import RecoveryCode, User
from ledportal.accounts.queries import administrators
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices import changes, listing
from ledportal.offices.directory_models import ChangeKind
from ledportal.offices.models import Office, OfficeStatus
from ledportal.offices.queries import office_of
from ledportal.outbox import addresses
from ledportal.outbox.emails import Email, enqueue
from ledportal.outbox.models import MailState, OutboxMessage
from ledportal.versions import swap


class Stale(Exception):
    """What is being changed is no longer what the person saw."""


class Protected(Exception):
    """Nobody takes away their own rights, and one administrator always stays."""


class Blocked(Exception):
    """The address is not written to."""


def disable(user: User, *, version: int, by: User, at: datetime) -> None:
    """Disable an account and end its sessions.

    Raises:
        Protected: it is one's own, or the last administrator's.
        Stale: the account was changed.
    """
    _protect(user, by)
    _change(user, version, disabled_at=at)
    sessions.end_all(user, at=at)
    audit.record("user.disabled", user, by=by, at=at)


def enable(user: User, *, version: int, by: User, at: datetime) -> None:
    """Let a disabled account sign in again.

    Raises:
        Stale: the account was changed.
    """
    _change(user, version, disabled_at=None)
    audit.record("user.enabled", user, by=by, at=at)


def change_role(user: User, role: str, *, version: int, by: User, at: datetime) -> None:
    """Make somebody staff, or no longer.

    Raises:
        Protected: it is oneself, or the last administrator.
        Stale: the account was changed.
    """
    before = user.role
    _protect(user, by)
    _change(user, version, role=role)
    audit.record("user.role_changed", user, by=by, at=at, before=before, after=role)
    changes.pages_changed(at=at)  # an entry tells the role of who approved it


def reset_second_factor(user: User, *, version: int, by: User, at: datetime) -> None:
    """Take a lost second factor away, so that the person sets up another one; they are told, and every session ends.

    Raises:
        Protected: it is one's own: the account's page is the place for that.
        Stale: the account was changed.
    """
    if user.id == by.id:
        raise Protected
    _change(user, version, totp_secret=None, totp_enabled_at=None, totp_last_step=None)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    sessions.end_all(user, at=at)
    audit.record("user.second_factor_reset", user, by=by, at=at)
    enqueue(Email("second_factor_reset", to=user), at=at)


def _protect(user: User, by: User) -> None:
    """Refuse what would leave no administrator; the rows are locked, so that two who disable one another do not both succeed."""
    able = administrators(lock=True)
    if user.id == by.id or by.id not in able or able <= {user.id}:
        raise Protected


def _change(row: User | Office | Municipality, version: int, **values: Any) -> None:
    """Change a row that still has the version that was seen."""
    if not swap(row, version=version, **values):
        raise Stale


def change_status(office: Office, status: str, successor: Office | None, *, version: int, by: User, at: datetime) -> None:
    """Write down whether a municipality has an office, and which one took over from a closed one.

    The entry of one that is gone stays, without the people whom it named.

    Raises:
        Stale: somebody changed it.
    """
    before = {"status": office.status, "successor": office.successor.slug if office.successor else None}
    after = {"status": status, "successor": successor.slug if successor else None}
    _change(office, version, status=status, successor_id=successor.id if successor else None)
    audit.record("office.status_changed", office, by=by, at=at, office=office, before=before, after=after)
    listing.refresh(office)
    changes.announce(office, ChangeKind.STATUS, revision=office.published_revision, at=at)


def makes_a_circle(office: Office, successor: Office) -> bool:
    """Say whether an office would, in the end, be its own successor."""
    seen = set()
    step: Office | None = successor
    while step is not None and step.id not in seen:
        if step.id == office.id:
            return True
        seen.add(step.id)
        step = step.successor if step.status == OfficeStatus.CLOSED else None
    return False


def change_municipality(
    municipality: Municipality, values: dict[str, Any], *, version: int, by: User, at: datetime, via: str = "page"
) -> None:
    """Keep what staff know of a municipality; what is the same is no change.

    Raises:
        Stale: somebody changed it.
    """
    before = {name: getattr(municipality, name) for name, value in values.items() if getattr(municipality, name) != value}
    after = {name: values[name] for name in before}
    _change(municipality, version, **after)
    if after:
        audit.record("municipality.changed", municipality, by=by, at=at, via=via, before=before, after=after)
    if "active" in after:
        office = office_of(municipality)
        changes.announce(office, ChangeKind.REGISTER, revision=office.published_revision, at=at)


def retry(message: OutboxMessage, *, attempts: int, by: User, at: datetime) -> None:
    """Put a mail that was given up after so many attempts, or withheld, back into the queue; their number stays.

    Raises:
        Blocked: its address is still not written to.
        Stale: it has not failed, or somebody put it back, be it that it failed again since.
    """
    if addresses.why_withheld(message, addresses.reasons([message.to_address])):
        raise Blocked
    over = OutboxMessage.state.in_((MailState.FAILED, MailState.WITHHELD))
    failed = (OutboxMessage.id == message.id, over, OutboxMessage.attempts == attempts)
    queued = db.session.execute(update(OutboxMessage).where(*failed).values(state=MailState.QUEUED, next_attempt_at=at, claimed_at=None))
    if queued.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    audit.record("mail.retried", message, by=by, at=at, attempts=attempts)
