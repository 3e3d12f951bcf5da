"""Which directory everybody sees: its version, and the day in Belgrade, since entries age by the day."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from ledportal import clock
from ledportal.days import belgrade_day

QUERY = "SELECT version FROM directory_state"


class DirectoryDay(NamedTuple):
    version: int
    day: date


def current_directory_day(engine: Engine) -> DirectoryDay | None:
    """Return the version and the day as of now; None where the database does not tell.

    It is asked for at each request, so it goes to the driver by the shortest way: one statement, no transaction.
    """
    day = belgrade_day(clock.now())
    try:
        connection = engine.raw_connection()
    except SQLAlchemyError:
        return None
    with contextlib.closing(connection):
        version = _version(connection.driver_connection)
        if version is None:
            connection.invalidate()
    return None if version is None else DirectoryDay(version, day)


def _version(driver: Any) -> int | None:
    return _of_sqlite(driver) if isinstance(driver, sqlite3.Connection) else _of_postgresql(driver)


def _of_sqlite(driver: sqlite3.Connection) -> int | None:
    try:
        return int(driver.execute(QUERY).fetchone()[0])
    except sqlite3.Error:
        return None


def _of_postgresql(driver: Any) -> int | None:
    import psycopg  # 9 MiB that a register with SQLite does not need

    try:
        found = driver.pgconn.exec_(QUERY.encode())
    except psycopg.Error:
        return None
    return int(found.get_value(0, 0)) if found.status == psycopg.pq.ExecStatus.TUPLES_OK else None
