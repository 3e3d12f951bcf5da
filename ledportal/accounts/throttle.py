"""Throttling: how often something may be tried, for each account and each network address, in a sliding window.

An account is known by the email that was typed, whether or not there is such an account. What is stored is a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import delete, select
from werkzeug.exceptions import TooManyRequests

from ledportal.accounts.models import Attempt
from ledportal.extensions import db

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries of a kind within a time, for one account or (``each_address``) one network address."""

    kind: str
    most: int
    within: timedelta
    each_address: bool = False


SIGN_IN = (Limit("sign_in", 10, timedelta(minutes=15)), Limit("sign_in_address", 60, timedelta(minutes=15), each_address=True))
CODE = (Limit("code", 5, timedelta(minutes=15)), Limit("code_address", 60, timedelta(minutes=15), each_address=True))
MAIL = (Limit("mail", 5, timedelta(hours=1)), Limit("mail_address", 30, timedelta(hours=1), each_address=True))


def count(limits: tuple[Limit, ...], account: str, *, at: datetime) -> None:
    """Count a try, before it is made. Commits, so that no two tries at once count as one and no lock is held while a password is checked.

    Raises:
        TooManyRequests: 429, with the seconds to wait. A try that is refused does not count.
    """
    keys = [_key(limit, account) for limit in limits]
    tries = [Attempt(kind=limit.kind, key=key, at=at) for limit, key in zip(limits, keys, strict=True)]
    db.session.execute(delete(Attempt).where(Attempt.at < at - KEPT))
    db.session.add_all(tries)
    db.session.flush()
    ids = [each.id for each in tries]
    db.session.commit()
    waits = [_wait(limit, key, at) for limit, key in zip(limits, keys, strict=True)]
    if not any(waits):
        db.session.rollback()
        return
    db.session.execute(delete(Attempt).where(Attempt.id.in_(ids)))
    db.session.commit()
    raise TooManyRequests(retry_after=max(waits))


def forget(limits: tuple[Limit, ...], account: str) -> None:
    """Forget the tries of an account whose owner has shown who they are; those of the network address stay."""
    for limit in limits:
        if not limit.each_address:
            db.session.execute(delete(Attempt).where(Attempt.kind == limit.kind, Attempt.key == _key(limit, account)))


def _wait(limit: Limit, key: str, at: datetime) -> int:
    """Return after how many seconds one may try again; 0 where one may now."""
    same = (Attempt.kind == limit.kind, Attempt.key == key, Attempt.at > at - limit.within)
    times = db.session.scalars(select(Attempt.at).where(*same).order_by(Attempt.at.desc()).limit(limit.most + 1)).all()
    if len(times) <= limit.most:
        return 0
    return max(1, int((times[-1] + limit.within - at).total_seconds()))


def _key(limit: Limit, account: str) -> str:
    value = _network(request.remote_addr or "") if limit.each_address else account
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"{limit.kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """Return the address, or for IPv6 the /64 network that one customer usually has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))
