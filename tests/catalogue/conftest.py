"""An application that speaks, for what is made of frozen entries: no test of it asks the database anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.databases import TRANSLATED, make_app


@pytest.fixture(scope="session")
def without_database(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app("sqlite://", tmp_path_factory.mktemp("instance"), **TRANSLATED)


@pytest.fixture
def speaking_context(without_database: Flask) -> Iterator[Flask]:
    with without_database.app_context():
        yield without_database
