"""What other features do when somebody registers or signs in, before their browser's session begins anew: they register it here."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from flask import Flask, current_app

from ledportal.accounts.models import User

EXTENSION = "ledportal_arrivals"


class Arrival(Protocol):
    def __call__(self, user: User, *, at: datetime) -> None: ...


def add(app: Flask, arrival: Arrival) -> None:
    """Register what is done; a feature's ``init_app`` calls this."""
    app.extensions.setdefault(EXTENSION, []).append(arrival)


def tell(user: User, *, at: datetime) -> None:
    """Do what every feature wants done, in the running transaction."""
    for arrival in current_app.extensions.get(EXTENSION, []):
        arrival(user, at=at)
