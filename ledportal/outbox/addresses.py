"""Which addresses are not written to. Whoever chooses recipients asks here, and the worker asks again before it sends."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from ledportal.extensions import db
from ledportal.outbox.models import BlockedAddress, Reason

AT_ONCE = 500


def normal(address: str) -> str:
    """Return an address as blocked ones are stored."""
    return address.strip().lower()


def blocked(addresses: Collection[str], *, bulk: bool) -> set[str]:
    """Return those that are not written to: the dead ones, and for mail that one may do without (``bulk``) also the unsubscribed."""
    reasons = (Reason.BOUNCED, Reason.UNSUBSCRIBED) if bulk else (Reason.BOUNCED,)
    asked = sorted({normal(each) for each in addresses})
    found: set[str] = set()
    for start in range(0, len(asked), AT_ONCE):
        which = (BlockedAddress.address.in_(asked[start : start + AT_ONCE]), BlockedAddress.reason.in_(reasons))
        found |= set(db.session.scalars(select(BlockedAddress.address).where(*which)))
    return {each for each in addresses if normal(each) in found}
