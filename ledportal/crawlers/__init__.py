"""What programs ask for that find and list pages: sitemap, robots.txt, OpenSearch, llms.txt"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.crawlers import suggestion_views as suggestion_views
    from ledportal.crawlers import views

    app.register_blueprint(views.crawlers)
