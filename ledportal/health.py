"""Two addresses for whoever watches over the server: the process answers, and it can do its work."""

from __future__ import annotations

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from ledportal.access import public
from ledportal.extensions import db
from ledportal.paths import MIGRATIONS

health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def alive() -> Response:
    return _answer("ok", 200)


@health.get("/readyz")
@public
def ready() -> Response:
    """Say whether the database answers and has the tables that this version needs."""
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_heads()
    except SQLAlchemyError:
        return _answer("the database does not answer", 503)
    if set(current) != set(ScriptDirectory(str(MIGRATIONS)).get_heads()):
        return _answer("the database is not migrated", 503)
    return _answer("ok", 200)


def _answer(text: str, status: int) -> Response:
    return Response(text + "\n", status, content_type="text/plain; charset=utf-8")


def init_app(app: Flask) -> None:
    app.register_blueprint(health)
