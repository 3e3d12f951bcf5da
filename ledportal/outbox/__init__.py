"""Outgoing mail: written in the transaction that causes it, delivered by the worker."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.outbox import sample_views, unsubscribe_views

    app.register_blueprint(sample_views.outbox)
    app.register_blueprint(unsubscribe_views.unsubscribing)
