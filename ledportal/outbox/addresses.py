"""Which addresses are not written to. Whoever chooses recipients asks here, and the worker asks again before it sends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.outbox.models import BlockedAddress, OutboxMessage, Reason

AT_ONCE = 500


def normal(address: str) -> str:
    """Return an address as blocked ones are stored."""
    return address.strip().lower()


def reasons(addresses: Collection[str]) -> dict[str, set[str]]:
    """Return why addresses are blocked, by the normal form of those that are."""
    asked = sorted({normal(each) for each in addresses})
    found: dict[str, set[str]] = {}
    for start in range(0, len(asked), AT_ONCE):
        which = BlockedAddress.address.in_(asked[start : start + AT_ONCE])
        for address, reason in db.session.execute(select(BlockedAddress.address, BlockedAddress.reason).where(which)):
            found.setdefault(address, set()).add(reason)
    return found


def blocked(addresses: Collection[str], *, bulk: bool) -> set[str]:
    """Return those that are not written to: the dead ones, and for mail that one may do without (``bulk``) also the unsubscribed."""
    found = reasons(addresses)
    return {each for each in addresses if _why(found.get(normal(each), set()), bulk=bulk)}


def why_withheld(message: OutboxMessage, found: Mapping[str, set[str]]) -> Reason | None:
    """Return why a mail is not sent, by what :func:`reasons` found."""
    return _why(found.get(normal(message.to_address), set()), bulk=message.unsubscribe_url is not None)


def _why(found: set[str], *, bulk: bool) -> Reason | None:
    asked = (Reason.BOUNCED, Reason.UNSUBSCRIBED) if bulk else (Reason.BOUNCED,)
    return next((each for each in asked if each in found), None)
