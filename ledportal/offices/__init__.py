"""The core: the profile's declaration, its revisions and their workflow, confirmations, the listing, the pages of members."""

from __future__ import annotations

from flask import Flask

from ledportal.accounts import holdings


def init_app(app: Flask) -> None:
    from ledportal.offices import confirming_views as confirming_views
    from ledportal.offices import display, views
    from ledportal.offices import section_views as section_views
    from ledportal.offices import submission_views as submission_views
    from ledportal.offices.holding import HOLDINGS

    for holding in HOLDINGS:
        holdings.add(app, holding)
    display.init_app(app)
    app.register_blueprint(views.offices)
