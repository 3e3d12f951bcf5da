"""The printed catalogue: editions frozen from the register, the book made of one, its files for printer, screen and archive."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.catalogue import display, views
    from ledportal.catalogue import step_views as step_views

    app.register_blueprint(views.catalogue)
    display.init_app(app)
