"""The public register of local economic development offices in Serbia."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from ledportal import (
    access,
    assets,
    bodies,
    cli,
    components,
    config,
    dates,
    errors,
    guards,
    headers,
    health,
    languages,
    logs,
    page_cache,
    sharing,
    templating,
)
from ledportal import models as models  # every table is known before the first query
from ledportal.extensions import csrf, db, mail, migrate
from ledportal.paths import MIGRATIONS, STATIC, TEMPLATES, instance_folder

FEATURES = (
    "outbox",
    "jobs",
    "accounts",
    "attachments",
    "memberships",
    "offices",
    "moderation",
    "administration",
    "directory",
    "opendata",
    "crawlers",
    "feeds",
    "dashboard",
    "statistics",
    "reports",
    "freshness",
    "links",
    "cycles",
    "letters",
    "catalogue",
    "distribution",
    "todo",
    "demo",
)


def create_app(settings: Mapping[str, Any] | None = None, *, instance: Path | None = None) -> Flask:
    """Make the application.

    Args:
        settings: values that win over the environment's, for tests.
        instance: the folder of the database, the secret key and the uploads; by default ``LEDPORTAL_INSTANCE_PATH`` or ``instance/``.
    """
    instance = (instance or instance_folder()).absolute()
    app = Flask(__name__, instance_path=str(instance), template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.from_mapping(config.load(instance))
    app.config.from_mapping(settings or {})
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = config.engine_options(app.config)
    app.jinja_environment = templating.Environment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.wsgi_app = bodies.reading_to_the_end(app.wsgi_app)  # type: ignore[method-assign,assignment]
    page_cache.init_app(app)
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    logs.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), compare_type=True)
    mail.init_app(app)
    csrf.init_app(app)
    for part in (errors, guards, access, headers, languages, sharing, dates, assets, components, cli, health):
        part.init_app(app)
    for feature in FEATURES:
        import_module(f"ledportal.{feature}").init_app(app)
    return app
