"""Accounts: register, confirm, sign in, reset, second factor, sessions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.accounts import sessions, views

    sessions.init_app()
    app.register_blueprint(views.accounts)
