"""Attachments: uploaded logos, photos, documents, letters; checked, re-encoded, served."""

from __future__ import annotations

from flask import Flask

from ledportal.accounts import holdings


def init_app(app: Flask) -> None:
    from ledportal.attachments import views
    from ledportal.attachments.holding import HOLDING

    holdings.add(app, HOLDING)
    app.register_blueprint(views.attachments)
