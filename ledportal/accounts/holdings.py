"""What other features hold of a person: they register it here, since accounts know nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, current_app

from ledportal.accounts.models import User

EXTENSION = "ledportal_holdings"


class Changed(Exception):
    """Somebody changed at the same time what was about to end."""


class Leave(Protocol):
    def __call__(self, user: User, *, by: User, at: datetime) -> None: ...


def _nothing_happens(_user: User) -> list[str]:
    return []


def _nothing_to_do(user: User, *, by: User, at: datetime) -> None:
    del user, by, at


@dataclass(frozen=True)
class Holding:
    """One feature's part in the export of a person's data and in the end of an account.

    ``export`` returns JSON values. ``consequences`` says in sentences what happens when the account goes; ``leave`` does it, in the
    caller's transaction, and may raise :class:`Changed`.
    """

    name: str
    export: Callable[[User], Any]
    consequences: Callable[[User], list[str]] = _nothing_happens
    leave: Leave = _nothing_to_do


def add(app: Flask, holding: Holding) -> None:
    """Register what a feature holds; its ``init_app`` calls this."""
    app.extensions.setdefault(EXTENSION, []).append(holding)


def every() -> Sequence[Holding]:
    found: list[Holding] = current_app.extensions.get(EXTENSION, [])
    return found
