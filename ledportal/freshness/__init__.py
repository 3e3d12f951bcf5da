"""Freshness: who is reminded when, the links that confirm, and the figures of how fresh the register is."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.freshness import commands, link_views

    app.cli.add_command(commands.group)
    app.register_blueprint(link_views.links)
