from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import UserSession
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, SIGN_IN, ask, everything, flow, is_signed_in, person, sign_in

EMAIL = "mira@becej.rs"
REFUSED = "The email address or the password is not right"


@pytest.fixture
def mira(app):
    with app.app_context():
        person(email=EMAIL)
        person(email="staff@example.org", role="moderator")
        person(email="gone@example.org", disabled_at=clock.now())
        db.session.commit()


def test_a_person_signs_in_and_out(app, client, mira):
    assert flow(sign_in(client, " Mira@BECEJ.rs ")) == (303, "/moja-kancelarija/")
    assert is_signed_in(client)
    assert flow(client.send("/nalog/odjava/")) == (303, SIGN_IN)
    assert not is_signed_in(client)


def test_staff_start_at_the_queue(client, mira):
    assert flow(sign_in(client, "staff@example.org")) == (303, "/moderacija/")


def test_a_cookie_from_before_signing_out_opens_nothing(client, mira):
    sign_in(client, EMAIL)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    client.send("/nalog/odjava/")
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert not is_signed_in(client)


def test_signing_in_makes_a_new_session_and_ends_the_one_before(app, client, mira):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    sign_in(client, EMAIL)
    with client.session_transaction() as cookie:
        first = dict(cookie)
    assert "planted" not in first
    client.send(SIGN_IN, {"email": EMAIL, "password": PASSWORD})
    with client.session_transaction() as cookie:
        assert cookie["session_token"] != first["session_token"]
    rows = ask(app, lambda: [each.ended_at is None for each in db.session.scalars(select(UserSession).order_by(UserSession.id))])
    assert rows == [False, True]


def errors(answer):
    return [text.strip() for text in answer.page.xpath("//*[contains(@class,'govuk-error-message')]/text()") if text.strip()]


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(client, mira):
    answers = [sign_in(client, email, NEW_PASSWORD) for email in (EMAIL, "nobody@becej.rs", "gone@example.org")]
    assert [each.status_code for each in answers] == [422] * 3
    assert [errors(each) for each in answers] == [[REFUSED]] * 3
    assert sign_in(client, "gone@example.org").status_code == 422
    assert not is_signed_in(client)


def test_somebody_who_is_signed_in_goes_on_at_once(client, mira):
    sign_in(client, EMAIL)
    assert flow(client.get(f"{SIGN_IN}?next=/nalog/")) == (303, "/nalog/")


@pytest.mark.parametrize("form", [{}, {"email": EMAIL}, {"password": "x"}, {"email": "x" * 5000, "password": "y" * 5000}])
def test_half_a_form_is_refused(client, mira, form):
    assert client.send(SIGN_IN, form).status_code == 422


def test_ten_wrong_passwords_lock_an_account_for_a_while(app, client, mira):
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        for email in (EMAIL, "nobody@becej.rs"):
            assert [sign_in(client, email, NEW_PASSWORD).status_code for _ in range(11)] == [422] * 10 + [429]
        locked = client.send(SIGN_IN, {"email": EMAIL, "password": PASSWORD})
        assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
        assert client.get(SIGN_IN).status_code == 200
        clock_hand.shift(timedelta(minutes=15))
        assert sign_in(client, EMAIL).status_code == 303


def test_a_network_address_has_a_limit_of_its_own(app, client, mira):
    answers = [client.send(SIGN_IN, {"email": f"n{n}@becej.rs", "password": "x"}).status_code for n in range(61)]
    assert answers == [422] * 60 + [429]
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.send(SIGN_IN, {"email": EMAIL, "password": PASSWORD}, environ_overrides=elsewhere).status_code == 303


def test_the_right_password_forgets_the_wrong_ones(client, mira):
    for _ in range(3):
        assert [sign_in(client, EMAIL, NEW_PASSWORD).status_code for _ in range(9)] == [422] * 9
        assert sign_in(client, EMAIL).status_code == 303
        client.send("/nalog/odjava/")


def test_looking_at_the_page_counts_and_writes_nothing(app, client, mira):
    before = everything(app)
    assert {client.get(SIGN_IN).status_code for _ in range(70)} == {200}
    assert everything(app) == before
