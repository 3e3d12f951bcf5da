"""What the tests of accounts share: people with a password, the mails they got, and what is in the database."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select

from ledportal.accounts import passwords
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_user

PASSWORD = "tri krave piju čaj"
NEW_PASSWORD = "četiri jelena kuvaju supu"
SIGN_IN = "/nalog/prijava/"


def person(**values: Any) -> User:
    """Make somebody whose password is :data:`PASSWORD`."""
    return make_user(password_hash=passwords.hash_password(PASSWORD), **values)


def ask(app: Flask, question: Any) -> Any:
    """Return what a query finds, in a new application context."""
    with app.app_context():
        return question()


def mails(app: Flask) -> list[OutboxMessage]:
    return ask(app, lambda: list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))))


def told(app: Flask) -> list[tuple[str, str]]:
    return [(each.template, each.to_address) for each in mails(app)]


def link(app: Flask) -> str:
    """Return the path of the first link with a token in the last mail."""
    found = next(each for each in re.findall(r"https?://\S+", mails(app)[-1].body_text) if len(each) > 70)
    return urlsplit(found).path


def verbs(app: Flask) -> list[str]:
    return ask(app, lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))


def everything(app: Flask) -> dict[str, list[Any]]:
    """Return all that is in the database."""
    tables = db.metadata.sorted_tables
    return ask(app, lambda: {table.name: sorted(map(str, db.session.execute(select(table)))) for table in tables})


def sign_in(client: Any, email: str, password: str = PASSWORD, **kwargs: Any) -> Any:
    return client.submit(SIGN_IN, {"email": email, "password": password}, **kwargs)


def is_signed_in(client: Any) -> bool:
    return client.get("/nalog/izvoz.json").status_code == 200


def flow(response: Any) -> tuple[int, str | None]:
    return response.status_code, response.headers.get("Location")
