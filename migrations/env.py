"""How Alembic runs the migrations: online, on the application's engine, within one transaction."""

from __future__ import annotations

from alembic import context
from flask import current_app

import ledportal.models  # noqa: F401  # registers the tables
from ledportal import database

db = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our JSON type by its name."""
    return "database.Json" if kind == "type" and item is database.Json else False


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=True,
            render_as_batch=connection.dialect.name == "sqlite",
            user_module_prefix="database.",
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
