"""Staff screens: users, offices, municipalities, outgoing mail, audit log."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.administration import views

    app.register_blueprint(views.administration)
