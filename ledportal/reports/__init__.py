"""Error reports: what the public says is out of date in an entry."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.reports import answer_views as answer_views
    from ledportal.reports import queries, views

    app.register_blueprint(views.reports)
    app.add_template_global(queries.count_waiting, "waiting_reports")
