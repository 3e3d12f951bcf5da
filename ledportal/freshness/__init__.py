"""Freshness: who is reminded when, the mails and the links that confirm, their texts."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.accounts import holdings
    from ledportal.freshness import commands, views
    from ledportal.freshness import link_views as link_views
    from ledportal.freshness import overview_views as overview_views
    from ledportal.freshness import period_views as period_views
    from ledportal.freshness import text_views as text_views
    from ledportal.freshness.holding import HOLDING

    holdings.add(app, HOLDING)
    app.cli.add_command(commands.group)
    app.register_blueprint(views.pages)
