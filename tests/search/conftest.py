"""The register of all municipalities, made once on each database and only read."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask

from ledportal.extensions import db
from tests.databases import TRANSLATED, fill, make_app
from tests.search.register import fill_register


@pytest.fixture(scope="package")
def registers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Flask]]:
    """The application with its catalogues on the same register in each database."""
    chosen = request.config.getoption("--database")
    names = ["sqlite", "postgresql"] if chosen == "both" else [chosen]
    apps = {name: _made(_address(name, request, tmp_path_factory), tmp_path_factory) for name in names}
    yield apps
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


def _address(name: str, request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> str:
    if name == "sqlite":
        return f"sqlite:///{folders.mktemp('register') / 'register.db'}"
    server = request.getfixturevalue("postgresql")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE register")
    return f"{server}/register"


def _made(address: str, folders: pytest.TempPathFactory) -> Flask:
    folder = folders.mktemp("instance")
    fill(address, folder)
    app = make_app(address, folder, **TRANSLATED)
    with app.app_context():
        fill_register()
    return app
