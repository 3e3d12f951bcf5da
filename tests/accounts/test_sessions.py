"""A session's cookie is worth what its row in the database is: whatever ends the row ends every copy of the cookie."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from ledportal import clock
from ledportal.accounts.models import User, UserSession
from ledportal.administration import actions as administration
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, ask, flow, is_signed_in, link, person, sign_in
from tests.factories import make_administrator

EMAIL = "mira@becej.rs"


@pytest.fixture
def mira(app):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()


@pytest.fixture
def stolen(app, mira, client):
    """A browser with a copy of the cookie of ``client``, in which Mira is signed in."""
    sign_in(client, EMAIL)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert is_signed_in(thief)
    return thief


def user():
    return db.session.scalars(select(User).where(User.email == EMAIL)).one()


def disable(app):
    with app.app_context():
        administration.disable(user(), version=user().version, by=make_administrator(), at=clock.now())
        db.session.commit()


def enable(app):
    with app.app_context():
        administration.enable(user(), version=user().version, by=make_administrator(), at=clock.now())
        db.session.commit()


def test_signing_out_ends_every_copy(client, stolen):
    client.send("/nalog/odjava/")
    assert not is_signed_in(stolen)


def test_a_new_password_ends_every_copy_elsewhere(app, client, stolen):
    other = app.test_client()
    sign_in(other, EMAIL)
    other.submit("/nalog/lozinka/", {"password": PASSWORD, "new_password": NEW_PASSWORD})
    assert [is_signed_in(each) for each in (client, stolen, other)] == [False, False, True]


def test_a_password_that_was_reset_ends_every_copy(app, client, stolen):
    visitor = app.test_client()
    visitor.submit("/nalog/zaboravljena-lozinka/", {"email": EMAIL})
    visitor.submit(link(app), {"new_password": NEW_PASSWORD})
    assert [is_signed_in(each) for each in (client, stolen)] == [False, False]


def test_disabling_ends_every_copy_for_good(app, client, stolen):
    disable(app)
    assert [is_signed_in(each) for each in (client, stolen)] == [False, False]
    enable(app)
    assert [is_signed_in(each) for each in (client, stolen)] == [False, False]


def test_ending_it_from_another_browser_ends_every_copy(app, client, stolen):
    other = app.test_client()
    sign_in(other, EMAIL)
    other.submit("/nalog/sesije/", button="session=others")
    assert [is_signed_in(each) for each in (client, stolen, other)] == [False, False, True]


def test_deleting_the_account_ends_every_copy(client, stolen):
    client.submit("/nalog/brisanje/", {"password": PASSWORD})
    assert not is_signed_in(stolen)


def test_the_database_does_not_hold_what_the_cookie_holds(app, client, mira):
    sign_in(client, EMAIL)
    with client.session_transaction() as cookie:
        token = cookie["session_token"]
    assert token not in ask(app, lambda: str(db.session.execute(select(UserSession)).mappings().all()))
    assert ask(app, lambda: token not in [each.token_hash for each in db.session.scalars(select(UserSession))])


def test_a_cookie_that_somebody_made_up_opens_nothing(app, client, mira):
    for made_up in ("x", "", None, 1, ["a"], {"a": 1}):
        with client.session_transaction() as cookie:
            cookie["session_token"] = made_up
        assert flow(client.get("/nalog/izvoz.json"))[0] == 303


def test_an_idle_session_ends_after_two_hours_and_a_used_one_after_twelve(app, mira):
    with time_machine.travel(clock.now(), tick=False) as hand:
        idle, used = app.test_client(), app.test_client()
        sign_in(idle, EMAIL), sign_in(used, EMAIL)
        for _ in range(6):
            hand.shift(timedelta(minutes=119))
            assert is_signed_in(used)
        assert not is_signed_in(idle)
        hand.shift(timedelta(minutes=7))
        assert not is_signed_in(used)


def test_a_session_in_use_is_noted_at_most_every_five_minutes(app, client, mira):
    with time_machine.travel(clock.now(), tick=False) as hand:
        sign_in(client, EMAIL)
        seen = []
        for minutes in (4, 2, 4):
            hand.shift(timedelta(minutes=minutes))
            client.get("/nalog/")
            seen.append(ask(app, lambda: db.session.scalar(select(UserSession.last_seen_at))))
        assert [each - seen[0] for each in seen] == [timedelta(), timedelta(minutes=6), timedelta(minutes=6)]


def test_a_change_of_role_holds_at_once_in_open_sessions(app, client, mira):
    sign_in(client, EMAIL)
    statuses = []
    for role in ("user", "moderator", "user"):
        with app.app_context():
            db.session.execute(update(User).where(User.email == EMAIL).values(role=role))
            db.session.commit()
        statuses.append(client.get("/moderacija/").status_code)
    assert statuses == [404, 200, 404]
