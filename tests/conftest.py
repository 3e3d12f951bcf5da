"""Fixtures that most tests share.

Tests that call what the register does (they ask for ``context``) run on SQLite and on PostgreSQL, and so do those that are marked with
``every_database``. Tests that open pages run on one of the two, half of them on each; tests/contracts opens every page on both.
``--database both`` runs all of them on both.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event

from ledportal.accounts import passwords
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import following
from ledportal.search import index
from tests import checker
from tests.audited import every_event_has_words
from tests.browser import stop_chromium
from tests.client import Client
from tests.databases import DATABASE, TRANSLATED, PostgresqlDatabase, SqliteDatabase, make_app, postgresql_server
from tools.translations.compiling import compile_catalogues

DATABASES = ("sqlite", "postgresql")

settings.register_profile("whatever the speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("whatever the speed")


@event.listens_for(Engine, "connect")
def wait_for_no_disk(connection: Any, _record: object) -> None:
    """Let SQLite not wait until the disk has what is written: no test turns the machine off."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@event.listens_for(AuditEvent, "before_insert")
def names_its_subject(_mapper: object, _connection: object, row: AuditEvent) -> None:
    """What is not in the database yet has no number that the audit log could name."""
    assert row.subject_id not in {"", "None"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql", "both"])
    parser.addoption("--journeys", choices=["two", "all"], default="two")


def pytest_configure(config: pytest.Config) -> None:
    checker.keep_pages_in(getattr(config, "workerinput", {}).get("pages"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Let the processes of a run keep pages in one folder."""
    node.workerinput["pages"] = str(checker.FOLDER[0])


def pytest_sessionstart() -> None:
    compile_catalogues()


def pytest_collection_finish() -> None:
    """Look for garbage seldom from now on, and not among the code and the tests themselves, which stay until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_sessionfinish(session: pytest.Session) -> None:
    stop_chromium()
    if not hasattr(session.config, "workerinput"):
        checker.judge(session)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    checker.report(terminalreporter)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    pairs_them_itself = metafunc.module.__name__.startswith("tests.journeys")
    if "backend" in metafunc.fixturenames and not pairs_them_itself:
        chosen = metafunc.config.getoption("--database")
        one = metafunc.definition.get_closest_marker("database")
        both = [*one.args] if one else [*DATABASES]
        metafunc.parametrize("backend", both if chosen in {None, "both"} else [chosen], indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose turn it is on the other database, and begin with those that take long, lest one runs alone at the end."""
    if config.getoption("--database") is None:
        left_out = [item for item in items if not has_its_turn(item)]
        config.hook.pytest_deselected(items=left_out)
        of_others = set(left_out)
        items[:] = [item for item in items if item not in of_others]
    items.sort(key=lambda item: item.get_closest_marker("takes_long") is None)


def has_its_turn(item: pytest.Item) -> bool:
    """Say whether a test runs on the database of its name: pages are opened on one, which the rest of the name decides."""
    needed, database = getattr(item, "fixturenames", ()), getattr(item, "callspec", None) and item.callspec.params.get("backend")
    on_both = "context" in needed or item.get_closest_marker("every_database") or item.get_closest_marker("database")
    if database is None or on_both:
        return True
    return DATABASES[crc32(item.nodeid.replace(database, "").encode()) % 2] == database


@contextmanager
def hashing_with(hasher: PasswordHasher) -> Iterator[None]:
    before, passwords._hasher = passwords._hasher, hasher
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._hasher = before
    passwords._nobodys_hash.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash the passwords of the tests in no time."""
    with hashing_with(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield


@pytest.fixture(scope="session", autouse=True)
def words_for_events() -> Iterator[None]:
    with every_event_has_words():
        yield


@pytest.fixture
def costly_hashes() -> Iterator[None]:
    """Hash passwords as the register does."""
    with hashing_with(PasswordHasher()):
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteDatabase | PostgresqlDatabase]:
    folder = tmp_path_factory.mktemp(request.param)
    database = SqliteDatabase(folder) if request.param == "sqlite" else PostgresqlDatabase(request.getfixturevalue("postgresql"))
    yield database
    database.close()


@pytest.fixture(scope="session")
def application(backend: SqliteDatabase | PostgresqlDatabase, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on one of the databases; its data is fresh in each test that asks for ``app``."""
    backend.reset()
    return _made(backend, tmp_path_factory)


@pytest.fixture(scope="session")
def speaking(backend: SqliteDatabase | PostgresqlDatabase, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with its catalogues, on the database of ``application``."""
    return _made(backend, tmp_path_factory, **TRANSLATED)


def _made(backend: SqliteDatabase | PostgresqlDatabase, folders: pytest.TempPathFactory, **settings: object) -> Flask:
    app = make_app(backend.url, folders.mktemp("instance"), **settings)
    app.test_client_class = Client
    app.extensions[DATABASE] = backend
    return app


@contextmanager
def _with_nothing_in_memory(app: Flask) -> Iterator[Flask]:
    """Let an application know nothing of what was in the database, and leave nothing open."""
    for kept in (index, following):
        kept.forget(app)
    app.extensions["page_cache"].clear()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(application: Flask, backend: SqliteDatabase | PostgresqlDatabase) -> Iterator[Flask]:
    with application.app_context():
        db.engine.dispose()
        backend.reset()
    with _with_nothing_in_memory(application):
        yield application


@pytest.fixture
def client(app: Flask) -> Client:
    return app.test_client()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application's context, for tests that call actions and queries."""
    with app.app_context():
        yield app


@pytest.fixture
def translated(app: Flask, speaking: Flask) -> Iterator[Flask]:
    """The application with its catalogues, on the database of ``app``."""
    with _with_nothing_in_memory(speaking):
        yield speaking
