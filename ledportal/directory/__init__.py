"""The public pages: home, the directory, an office's page."""

from __future__ import annotations

from flask import Flask

from ledportal.offices.departures import OutOfRegister


def init_app(app: Flask) -> None:
    from ledportal.directory import address_views as address_views
    from ledportal.directory import card_views as card_views
    from ledportal.directory import comparison_views as comparison_views
    from ledportal.directory import gone_views, labels, squares, views
    from ledportal.directory import history_views as history_views
    from ledportal.directory import home_views as home_views
    from ledportal.directory import index_views as index_views
    from ledportal.directory import list_views as list_views
    from ledportal.directory import map_views as map_views
    from ledportal.directory import office_views as office_views
    from ledportal.directory import site_views as site_views
    from ledportal.directory import suggesting as suggesting

    app.register_blueprint(views.directory)
    app.register_error_handler(OutOfRegister, gone_views.show)
    labels.init_app(app)
    for drawing in (squares.country, squares.district_borders, squares.states_of):
        app.add_template_global(drawing)
