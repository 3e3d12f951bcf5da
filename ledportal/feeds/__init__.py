"""News of the register as Atom feeds: of all offices, of a district, of one office, of those that a search finds"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.feeds import links, views

    app.register_blueprint(views.feeds)
    app.add_template_global(links.page_feeds)
