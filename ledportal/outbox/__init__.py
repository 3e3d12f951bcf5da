"""Outgoing mail: written in the transaction that causes it, delivered by the worker."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.outbox import sample_views

    app.register_blueprint(sample_views.outbox)
