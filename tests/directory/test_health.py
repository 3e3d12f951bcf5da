from __future__ import annotations

import pytest
from sqlalchemy import text

from ledportal.extensions import db
from tests.databases import make_app

pytestmark = pytest.mark.every_database


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_server_that_can_work_says_so(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.text, answer.headers.get("Set-Cookie")) == (200, "ok\n", None)


def test_a_database_without_the_latest_migration_is_not_ready(client, app):
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'old'"))
        db.session.commit()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_not_ready(tmp_path):
    lost = make_app(f"sqlite:///{tmp_path}/missing/none.db", tmp_path).test_client()
    assert lost.get("/readyz").status_code == 503
    assert lost.get("/healthz").status_code == 200
