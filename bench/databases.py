"""The databases of the measurements: new ones, SQLite and PostgreSQL, with the reference data."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from flask import Flask

from bench.filling import fill
from ledportal.extensions import db
from tests.databases import PostgresqlDatabase, SqliteDatabase, make_app, postgresql_server

_KEPT = ExitStack()


@cache
def filled(name: str, offices: int) -> Flask:
    """Return a register of a size on a database of the named kind, made once for all parts: each leaves it about as it was."""
    app = _KEPT.enter_context(application(name))
    with app.app_context():
        fill(offices)
        db.session.remove()
        db.engine.dispose()
    return app


def let_go() -> None:
    """End what ``filled`` made."""
    _KEPT.close()
    filled.cache_clear()


@contextmanager
def application(name: str, **settings: object) -> Iterator[Flask]:
    """Yield the application on a new database of the named kind."""
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as place:
        folder = Path(place)
        if name == "sqlite":
            yield from _application(SqliteDatabase(folder), folder, settings)
        else:
            with postgresql_server() as server:
                yield from _application(PostgresqlDatabase(server), folder, settings)


def _application(database: SqliteDatabase | PostgresqlDatabase, folder: Path, settings: dict[str, object]) -> Iterator[Flask]:
    database.reset()
    app = make_app(database.url, folder, **settings)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
