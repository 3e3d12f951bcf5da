"""Memberships: claims, invitations, colleagues, handing over."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.memberships import colleague_views as colleague_views
    from ledportal.memberships import views

    app.register_blueprint(views.memberships)
