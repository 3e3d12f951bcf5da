"""The public pages: home, the directory, an office's page."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.directory import labels, views

    app.register_blueprint(views.directory)
    labels.init_app(app)
