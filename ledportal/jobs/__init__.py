"""Long work for the worker: asked for in a transaction, done in steps, its files kept for a while"""

from __future__ import annotations

from flask import Flask

from ledportal.accounts import holdings


def init_app(app: Flask) -> None:
    from ledportal.jobs import views
    from ledportal.jobs.holding import HOLDING

    holdings.add(app, HOLDING)
    app.register_blueprint(views.jobs)
