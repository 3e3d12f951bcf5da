"""Outgoing mail: written in the transaction that causes it, delivered by the worker."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext


def init_app(app: Flask) -> None:
    from ledportal.accounts import holdings
    from ledportal.outbox import sample_views, statuses, unsubscribe_views
    from ledportal.outbox.holding import HOLDING

    holdings.add(app, HOLDING)

    def answer_words(answer: str, status: str | None) -> str:
        """Return in the reader's language what a mail server's answer means; empty where it is not known."""
        words = statuses.words(statuses.parse(answer) if status is None else status)
        return gettext(words) if words else ""

    app.add_template_global(answer_words)

    app.register_blueprint(sample_views.outbox)
    app.register_blueprint(unsubscribe_views.unsubscribing)
