"""Who asks for public data holds one connection at a time: threads of a process, of which each has one, never wait for each other."""

from __future__ import annotations

import pytest

from ledportal.extensions import db
from tests.client import Client
from tests.databases import make_app
from tests.directory.entries import PUBLIC, publish

ADDRESSES = (
    "/api/v1/offices",
    "/api/v1/offices?q=becej",
    "/api/v1/offices/becej",
    "/api/v1/changes?office=becej",
    "/api/v1/statistics",
    "/kancelarije/becej.json",
    "/podaci/kancelarije.csv",
    "/podaci/kancelarije.csv?q=becej",
    "/podaci/kancelarije.vcf?q=becej",
    "/podaci/podaci.zip",
)


@pytest.fixture
def lone(app, backend, tmp_path):
    """The application with a pool of one connection."""
    with app.app_context():
        publish("becej", confirmed=PUBLIC)
        db.session.commit()
    lone = make_app(backend.url, tmp_path, DATABASE_CONNECTIONS=1, SQLALCHEMY_ENGINE_OPTIONS={"pool_timeout": 1})
    lone.test_client_class = Client
    yield lone
    with lone.app_context():
        db.engine.dispose()


@pytest.mark.every_database
def test_one_connection_serves_the_api_and_downloads(lone):
    for address in ADDRESSES:
        answer = lone.test_client().get(address)
        assert answer.status_code == 200
        assert answer.data
    with lone.app_context():
        assert db.engine.pool.checkedout() == 0
        assert db.engine.pool.size() == 1
