"""Letters with invitation codes to municipalities that nobody represents yet: planned, made by the worker, and what became of the codes."""

from __future__ import annotations

from flask import Flask

from ledportal.jobs import kinds


def init_app(app: Flask) -> None:
    from ledportal.letters import making_views as making_views
    from ledportal.letters import views, work

    kinds.register(work.KIND)
    app.register_blueprint(views.letters)
