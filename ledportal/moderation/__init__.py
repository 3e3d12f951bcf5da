"""The staff's queue, comparison and decisions: a screen over the transitions in offices/."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.moderation import review_views as review_views
    from ledportal.moderation import views

    app.register_blueprint(views.moderation)
