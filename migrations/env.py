"""How Alembic runs the migrations: online, on the application's engine, within one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

import ledportal.models  # noqa: F401  # registers the tables
from ledportal import database
from ledportal.search.models import is_described

db = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our JSON type by its name."""
    return "database.Json" if kind == "type" and item is database.Json else False


@contextmanager
def tables_can_be_made_anew(connection: Connection) -> Iterator[None]:
    """Let SQLite replace a table to whose rows others refer, which it does instead of altering it; in the end all references hold."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")  # on the driver: without effect within a transaction
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"rows that refer to nothing: {broken[:10]}")


def run() -> None:
    with db.engine.connect() as connection, tables_can_be_made_anew(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=True,
            include_object=is_described,
            render_as_batch=connection.dialect.name == "sqlite",
            user_module_prefix="database.",
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        check_references(connection)
        connection.commit()


run()
