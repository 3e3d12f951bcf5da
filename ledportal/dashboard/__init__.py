"""How fresh the register is: for everybody in figures, for staff with the offices behind them."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.dashboard import staff_views, views

    app.register_blueprint(views.dashboard)
    app.register_blueprint(staff_views.dashboard_of_staff)
