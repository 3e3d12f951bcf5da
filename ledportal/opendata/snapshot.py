"""One view of the database for a whole file: what is in it is of one version of the directory, however long it is being sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache

from flask import current_app
from sqlalchemy import Connection, select

from ledportal.extensions import db
from ledportal.languages import absolute_url
from ledportal.offices.directory_models import DirectoryState
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.models import is_gone
from ledportal.offices.periods import DEFAULT, from_values
from ledportal.opendata.frame import Frame


@contextmanager
def snapshot() -> Iterator[Connection]:
    """Yield a connection of its own that goes on seeing the database as it is at its first question.

    The session gives its connection back first: where each thread held one and waited for another, none would go on.
    """
    db.session.remove()
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def session_on(connection: Connection) -> Iterator[None]:
    """Let the session read on this connection meanwhile: what it finds is of the same version of the directory."""
    db.session(bind=connection)
    try:
        yield
    finally:
        db.session.remove()


def directory_state(connection: Connection) -> tuple[int, datetime]:
    """Return the version of the directory, and since when it is that."""
    version, changed_at = connection.execute(select(DirectoryState.version, DirectoryState.changed_at)).one()
    return version, changed_at


def frame(connection: Connection, *, today: date) -> Frame:
    stored = connection.scalar(select(FreshnessSettings.values))
    base = current_app.config["BASE_URL"]
    page, file = _around(base, "directory.office", "slug"), _around(base, "attachments.show", "attachment_id")
    return Frame(
        from_values(stored) if stored is not None else DEFAULT,
        today,
        gone=is_gone,
        office_url=lambda slug: page[0] + slug + page[1],
        file_url=lambda file_id: file[0] + file_id + file[1],
    )


@cache
def _around(_base: str, endpoint: str, name: str) -> tuple[str, str]:
    """Return what stands before and after the one variable in an endpoint's public address."""
    before, _, after = absolute_url(endpoint, **{name: "-"}).rpartition("-")
    return before, after
