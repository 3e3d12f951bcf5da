from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from ledportal import clock
from ledportal.accounts import actions, tokens
from ledportal.accounts.models import OneTimeToken, User
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, link, person
from tests.factories import NOW, make_user

HOUR = timedelta(hours=1)


def issue(**values):
    token = tokens.issue("purpose", at=NOW, lifetime=HOUR, **values)
    db.session.flush()
    return token


def test_a_token_carries_what_it_was_issued_with(context):
    user = make_user()
    row = tokens.find("purpose", issue(user=user, email="a@example.org", data={"n": 1}), NOW)
    assert (row.user_id, row.email, row.data, row.expires_at) == (user.id, "a@example.org", {"n": 1}, NOW + HOUR)


def test_a_token_is_used_once(context):
    token = issue()
    assert [tokens.consume("purpose", token, NOW) is not None for _ in range(2)] == [True, False]
    assert tokens.find("purpose", token, NOW) is None


def test_a_token_serves_no_other_purpose(context):
    assert tokens.find("other", issue(), NOW) is None


def test_a_token_ends(context):
    token = issue()
    assert tokens.find("purpose", token, NOW + HOUR) is None
    assert tokens.consume("purpose", token, NOW + HOUR) is None


def test_the_database_does_not_hold_the_token(context):
    token = issue()
    assert token not in db.session.query(OneTimeToken.token_hash).scalar()


@pytest.mark.parametrize(
    ("ask_for", "typed", "lifetime"),
    [
        (lambda user: actions.send_confirmation(user, at=clock.now()), {"password": PASSWORD}, timedelta(days=1)),
        (lambda user: actions.ask_for_reset(user.email, "en", at=clock.now()), {"new_password": NEW_PASSWORD}, HOUR),
        (lambda user: actions.ask_for_email(user, "nova@becej.rs", at=clock.now()), {}, timedelta(days=1)),
    ],
    ids=["confirmation", "reset", "new address"],
)
def test_a_mails_link_ends(app, client, ask_for, typed, lifetime):
    with time_machine.travel(clock.now(), tick=False) as hand:
        with app.app_context():
            ask_for(user := person(email="mira@becej.rs"))
            db.session.commit()
            number = user.id
        path, statuses = link(app), []
        for step in (lifetime - timedelta(seconds=1), timedelta(seconds=1)):
            hand.shift(step)
            with app.app_context():
                client.sign_in(db.session.get_one(User, number))
            statuses.append(client.get(path).status_code)
        assert statuses == [200, 410]
        assert client.send(path, typed).status_code == 410
