"""Attachments: logos, photos, documents, letters."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.attachments import views

    app.register_blueprint(views.attachments)
