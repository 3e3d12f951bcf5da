"""Accounts: register, confirm, sign in, reset, second factor, sessions."""

from __future__ import annotations

from flask import Flask

from ledportal.extensions import login_manager


def init_app(app: Flask) -> None:
    from ledportal.accounts import registration_views as registration_views
    from ledportal.accounts import resuming, sessions, views
    from ledportal.accounts import sign_in_views as sign_in_views
    from ledportal.accounts import stub_views as stub_views

    sessions.init_app()
    login_manager.unauthorized_handler(resuming.show_sign_in)
    app.register_blueprint(views.accounts)
