"""What staff do with recipients: one verb, one function. Audit rows name the number and the fields, never the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.distribution import queries
from ledportal.distribution.kinds import Kind
from ledportal.distribution.models import Recipient, Shipment
from ledportal.distribution.register import values_of
from ledportal.extensions import db
from ledportal.imports.tables import digest
from ledportal.offices.models import Office
from ledportal.script import search_text, sort_key
from ledportal.versions import swap

LOCK = 0x7265636970
"""The number of the lock, any that nothing else has."""
PAGE, IMPORT, REGISTER = "page", "import", "register"
"""The ways in which recipients come in."""


class Stale(Exception):
    """The recipient is no longer what the person saw."""


def hold() -> None:
    """Let nobody else add recipients from a table until the transaction ends; SQLite lets only one write in any case."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def add(values: Mapping[str, Any], *, office: Office | None = None, by: User, at: datetime, via: str = PAGE) -> Recipient:
    """Write down a recipient."""
    found = Recipient(**values, **_derived(values, office), office=office, created_at=at, changed_at=at)
    db.session.add(found)
    db.session.flush()
    record("recipient.added", found, by=by, at=at, via=via, recipient_kind=found.kind)
    return found


def change(recipient: Recipient, values: Mapping[str, Any], *, version: int, by: User, at: datetime, via: str = PAGE) -> None:
    """Keep what is known of a recipient; what is the same is no change.

    Raises:
        Stale: somebody changed or deleted it.
    """
    changed = [name for name, value in values.items() if getattr(recipient, name) != value]
    after = {name: getattr(recipient, name) for name in ("kind", "name", "person", "place")} | dict(values)
    if not swap(recipient, version=version, **values, **_derived(after, recipient.office), changed_at=at):
        raise Stale
    if changed:
        record("recipient.changed", recipient, by=by, at=at, via=via, fields=changed)


def _derived(values: Mapping[str, Any], office: Office | None) -> dict[str, str]:
    """Return by what a recipient is sorted and found: an office by the name of its municipality."""
    place = office.municipality.sort_key if office is not None else sort_key(values["name"])
    words = (values["name"], values["person"], values["place"], *([office.municipality.name_latin] if office is not None else []))
    return {"sort_key": f"{[*Kind].index(Kind(values['kind']))}{place}"[:300], "search_text": search_text(*words)}


def erase(recipient: Recipient, *, version: int, by: User, at: datetime) -> None:
    """Delete what is known of a recipient; what was sent to it stays in the figures, without a name.

    Raises:
        Stale: somebody changed or deleted it.
    """
    record("recipient.deleted", recipient, by=by, at=at, recipient_kind=recipient.kind)
    db.session.execute(update(Shipment).where(Shipment.recipient_id == recipient.id).values(recipient_id=None, note=""))
    gone = db.session.execute(delete(Recipient).where(Recipient.id == recipient.id, Recipient.version == version))
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale


def add_offices(*, seen: str, by: User, at: datetime) -> int:
    """Make a recipient of each office of which an entry is expected and that is none yet; return how many.

    Raises:
        Stale: they, or their addresses, are no longer those that the person saw.
    """
    missing = offices_to_add()
    if named(missing) != seen:
        raise Stale
    for office, values in missing:
        add(values, office=office, by=by, at=at, via=REGISTER)
    return len(missing)


def offices_to_add() -> Sequence[tuple[Office, Mapping[str, Any]]]:
    """Return each office that would be added, with the values that it would have as a recipient."""
    return [(office, values_of(office, listing)) for office, listing in queries.missing_offices()]


def named(offices: Sequence[tuple[Office, Mapping[str, Any]]]) -> str:
    """Name offices with the values that they would have as recipients."""
    return digest("", (f"{office.id}:{values}" for office, values in offices))
