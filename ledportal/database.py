"""What every model shares: the declarative base, UTC times, JSON, and how SQLite begins a transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from flask import has_request_context, request
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, String, TypeDecorator, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, registry

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Json = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    shown_to_all: ClassVar[frozenset[str]] = frozenset()
    """The attributes that public pages show; what writes them makes a new version of the directory (``offices.changes``)."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime(),
            dict[str, Any]: Json,
            list[str]: Json,
            str: String(300),
        },
    )


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Give SQLite foreign keys, WAL, patience, and transactions that we begin ourselves."""
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def _prepare_postgresql(connection: Any, _record: object) -> None:
    """Let PostgreSQL neither compile a query nor spread it over processes: each takes longer to begin than our queries take."""
    if not type(connection).__module__.startswith("psycopg"):
        return
    for setting in ("jit = off", "max_parallel_workers_per_gather = 0"):
        connection.execute(f"SET {setting}")
    connection.commit()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Take SQLite's write lock at the start of what may write: a later upgrade of a stale read fails at once."""
    if connection.dialect.name != "sqlite":
        return
    reads_only = has_request_context() and request.method in SAFE_METHODS
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
