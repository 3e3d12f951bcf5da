"""The printed catalogue: editions frozen from the register, the book made of one, its files for printer, screen and archive."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.catalogue import display, jobs, views
    from ledportal.catalogue import file_views as file_views
    from ledportal.catalogue import logo_views as logo_views
    from ledportal.catalogue import public_views as public_views
    from ledportal.catalogue import step_views as step_views
    from ledportal.jobs import kinds

    app.register_blueprint(views.catalogue)
    display.init_app(app)
    kinds.register(jobs.FILES)
