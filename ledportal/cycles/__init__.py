"""Mapping cycles: invitations to all municipalities, the state of each, the frozen result and its report."""

from __future__ import annotations

from flask import Flask

from ledportal.offices.display import national


def init_app(app: Flask) -> None:
    from ledportal.cycles import note_views as note_views
    from ledportal.cycles import public_views as public_views
    from ledportal.cycles import sample_views as sample_views
    from ledportal.cycles import step_views as step_views
    from ledportal.cycles import views

    app.register_blueprint(views.cycles)
    app.add_template_filter(national, "phone")
