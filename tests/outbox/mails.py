"""Mail in the queue, and passes of delivery at a given time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from ledportal.extensions import db
from ledportal.outbox import delivery
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW

HTML = "<!DOCTYPE html><html><head><title>Registar</title></head><body><h1>Registar</h1><p>Poštovana, objavljen je.</p></body></html>"


def make_mail(name: str = "mira", **values: Any) -> OutboxMessage:
    message = OutboxMessage(
        **{
            "message_id": f"<{name}@registar.example.org>", "template": "x", "locale": "sr_Latn", "to_address": f"{name}@example.org",
            "to_name": "Mira Đorđević", "subject": "Vaš profil je objavljen", "body_text": "Poštovana,\n\nobjavljen je.\n",
            "body_html": HTML, "created_at": NOW,
            "next_attempt_at": NOW,
            **values,
        }
    )  # fmt: skip
    db.session.add(message)
    return message


def queue(app: Flask, *names: str, **values: Any) -> None:
    """Put a mail for each name into the queue."""
    with app.app_context():
        for name in names:
            make_mail(name, **values)
        db.session.commit()


def deliver(app: Flask, at: datetime = NOW) -> tuple[int, int, int]:
    """Run a pass at that time; return how many mails were sent, wait, and were given up."""
    with app.app_context():
        done = delivery.deliver(clock=lambda: at)
        return done.sent, done.waiting, done.failed


def row(app: Flask, name: str = "mira") -> OutboxMessage:
    """Return a mail as it is now, detached."""
    with app.app_context():
        message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.message_id == f"<{name}@registar.example.org>")).one()
        db.session.expunge(message)
        return message


def states(app: Flask) -> dict[str, int]:
    """Return how many mails are in which state."""
    with app.app_context():
        counted = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
        return dict(db.session.execute(counted).all())
