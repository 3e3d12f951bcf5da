from __future__ import annotations

from datetime import timedelta

from ledportal.accounts import tokens
from ledportal.accounts.models import OneTimeToken
from ledportal.extensions import db
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
