"""The register's public data for machines and spreadsheets."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.opendata import cors, dcat_views, page_views, views
    from ledportal.opendata import whole_views as whole_views
    from ledportal.opendata.api import views as api_views

    app.register_blueprint(views.opendata)
    app.register_blueprint(api_views.api)
    app.register_blueprint(dcat_views.dcat)
    app.register_blueprint(page_views.pages)
    cors.init_app(app)
