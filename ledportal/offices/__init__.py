"""Offices: the profile, its revisions and their workflow."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.offices import views

    app.register_blueprint(views.offices)
