"""What the register adds up to: figures for the page, for files, and for the API."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.statistics import views

    app.register_blueprint(views.statistics)
