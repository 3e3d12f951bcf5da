from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ledportal import clock, housekeeping
from ledportal.accounts.models import Attempt, OneTimeToken, UserSession
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_user
from tests.outbox.mails import make_mail
from tests.people import make_world

pytestmark = pytest.mark.every_database

DAY = timedelta(days=1)
NOW = clock.now()
NOTHING = {
    "codes at hand forgotten": 0,
    "prepared files removed": 0,
    "files of editions removed": 0,
    "links come or gone": 0,
    "dead links told": 0,
    "readers' addresses deleted": 0,
    "tasks opened or closed": 0,
}


def session(user, name, **values):
    times = {"created_at": NOW, "last_seen_at": NOW, "ended_at": None, **values}
    return UserSession(user_id=user.id, token_hash=name, user_agent="", address="", **times)


def token(name, expires_at):
    return OneTimeToken(purpose="reset_password", token_hash=name, data={}, created_at=NOW, expires_at=expires_at)


@pytest.fixture
def world(app):
    def make():
        user = make_user()
        db.session.add_all(
            [
                session(user, "running"),
                session(user, "ended lately", ended_at=NOW - 29 * DAY, created_at=NOW - 29 * DAY),
                session(user, "ended long ago", ended_at=NOW - 31 * DAY),
                session(user, "forgotten", created_at=NOW - 31 * DAY),
                token("valid", NOW + DAY),
                token("over lately", NOW - 29 * DAY),
                token("over long ago", NOW - 31 * DAY),
                Attempt(kind="sign_in", key="lately", at=NOW - DAY / 2),
                Attempt(kind="sign_in", key="long ago", at=NOW - 2 * DAY),
            ]
        )
        make_mail("lately", state="sent", sent_at=NOW - 29 * DAY, body_text="Poštovana")
        make_mail("long.ago", state="sent", sent_at=NOW - 31 * DAY)
        make_mail("gone", template="account_deleted", state="sent", sent_at=NOW)
        return {"user": user}

    return make_world(app, make)


def left(world):
    columns = (UserSession.token_hash, OneTimeToken.token_hash, Attempt.key)
    return [world.ask(lambda column=column: sorted(db.session.scalars(select(column)))) for column in columns]


def run(world):
    return world.ask(lambda: housekeeping.run(at=NOW))


def stray_file(app):
    shutil.rmtree(app.config["UPLOADS"], ignore_errors=True)
    folder = app.config["UPLOADS"] / "ab"
    folder.mkdir(parents=True)
    path = folder / ("ab" * 32)
    path.write_bytes(b"left over")
    os.utime(path, (0, 0))
    return path


def test_what_nobody_needs_is_deleted_and_the_rest_stays(world):
    stray = stray_file(world.app)
    assert run(world) == {"files removed": 1, "ended tokens and sessions deleted": 4, "old mails emptied": 2, **NOTHING}
    assert left(world) == [["ended lately", "running"], ["over lately", "valid"], ["lately"]]
    mails = world.ask(lambda: {each.to_address: (each.to_name, each.body_text) for each in db.session.scalars(select(OutboxMessage))})
    assert mails == {
        "lately@example.org": ("Mira Đorđević", "Poštovana"),
        "long.ago@example.org": ("Mira Đorđević", ""),
        "deleted@deleted.invalid": ("", ""),
    }
    assert not stray.exists()
    assert run(world) == {"files removed": 0, "ended tokens and sessions deleted": 0, "old mails emptied": 0, **NOTHING}


def test_a_part_that_fails_does_not_stop_the_others(world):
    uploads = world.app.config["UPLOADS"]
    world.app.config["UPLOADS"] = None
    try:
        assert run(world) == {"ended tokens and sessions deleted": 4, "old mails emptied": 2, **NOTHING}
    finally:
        world.app.config["UPLOADS"] = uploads
    assert world.ask(lambda: db.session.scalar(select(func.count(Attempt.id)))) == 1


def test_the_command_does_the_same_where_there_is_no_worker(world):
    assert world.app.test_cli_runner().invoke(args=["housekeeping"]).exit_code == 0
    assert left(world) == [["ended lately", "running"], ["over lately", "valid"], ["lately"]]
