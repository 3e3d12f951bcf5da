"""Accounts: registration, sign-in, sessions, second factor, export and deletion of one's account, how staff come to be."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

from ledportal.extensions import login_manager


def init_app(app: Flask) -> None:
    from ledportal.accounts import resuming, sessions, views

    for pages in ("registration", "sign_in", "settings", "factor", "leaving", "staff"):
        import_module(f"ledportal.accounts.{pages}_views")
    sessions.init_app()
    login_manager.unauthorized_handler(resuming.show_sign_in)
    app.register_blueprint(views.accounts)
