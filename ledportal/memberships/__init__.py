"""Memberships: who may edit which office; claims, invitations, colleagues, handing over."""

from __future__ import annotations

from flask import Flask

from ledportal.accounts import arrivals, holdings
from ledportal.invitations import holding as invitations


def init_app(app: Flask) -> None:
    from ledportal.memberships import code_views, views
    from ledportal.memberships import colleague_views as colleague_views
    from ledportal.memberships.holding import HOLDING

    holdings.add(app, HOLDING)
    holdings.add(app, invitations.HOLDING)
    arrivals.add(app, code_views.keep_shown)
    app.add_template_global(code_views.invited_to)
    app.register_blueprint(views.memberships)
