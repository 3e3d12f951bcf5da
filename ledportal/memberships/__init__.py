"""Memberships: who may edit which office; claims, invitations, colleagues, handing over."""

from __future__ import annotations

from flask import Flask

from ledportal.accounts import holdings


def init_app(app: Flask) -> None:
    from ledportal.memberships import colleague_views as colleague_views
    from ledportal.memberships import views
    from ledportal.memberships.holding import HOLDING

    holdings.add(app, HOLDING)
    app.register_blueprint(views.memberships)
