"""Fixtures that most tests share. Each test that touches the database runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ledportal.extensions import db
from tests.client import Client
from tests.databases import TRANSLATED, PostgresqlDatabase, SqliteDatabase, make_app, postgresql_server
from tools.translations.compiling import compile_catalogues


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.addoption("--journeys", choices=["pairs", "all"], default="pairs")


def pytest_sessionstart() -> None:
    compile_catalogues()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    pairs_them_itself = metafunc.module.__name__.startswith("tests.journeys")
    if "backend" in metafunc.fixturenames and not pairs_them_itself:
        chosen = metafunc.config.getoption("--database")
        names = ["sqlite", "postgresql"] if chosen == "both" else [chosen]
        metafunc.parametrize("backend", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabase | PostgresqlDatabase:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        return SqliteDatabase(folder)
    return PostgresqlDatabase(request.getfixturevalue("postgresql"), folder)


@pytest.fixture(scope="session")
def application(backend: SqliteDatabase | PostgresqlDatabase, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on one of the databases; its data is fresh in each test that asks for ``app``."""
    backend.reset()
    app = make_app(backend.url, tmp_path_factory.mktemp("instance"))
    app.test_client_class = Client
    return app


@pytest.fixture
def app(application: Flask, backend: SqliteDatabase | PostgresqlDatabase) -> Iterator[Flask]:
    with application.app_context():
        db.engine.dispose()
        backend.reset()
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> Client:
    return app.test_client()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application's context, for tests that call actions and queries."""
    with app.app_context():
        yield app


@pytest.fixture
def translated(app: Flask, backend: SqliteDatabase | PostgresqlDatabase, tmp_path: Path) -> Iterator[Flask]:
    """The application with its catalogues, on the database of ``app``."""
    speaking = make_app(backend.url, tmp_path, **TRANSLATED)
    speaking.test_client_class = Client
    yield speaking
    with speaking.app_context():
        db.session.remove()
        db.engine.dispose()
