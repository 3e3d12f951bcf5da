"""Moderation: the queue, the comparison, the decisions."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.moderation import review_views as review_views
    from ledportal.moderation import views

    app.register_blueprint(views.moderation)
