from __future__ import annotations

import base64
import re
from datetime import timedelta
from urllib.parse import unquote

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import RecoveryCode, User
from ledportal.extensions import db
from tests.accounts.steps import (
    NEW_PASSWORD,
    PASSWORD,
    SIGN_IN,
    ask,
    everything,
    flow,
    is_signed_in,
    link,
    person,
    sign_in,
    told,
    verbs,
)

EMAIL = "mira@becej.rs"
FACTOR = "/nalog/drugi-faktor/"
SECOND_STEP = "/nalog/prijava/kod/"


@pytest.fixture
def clock_hand():
    with time_machine.travel(clock.now(), tick=False) as hand:
        yield hand


@pytest.fixture
def mira(app, client, clock_hand):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()
    sign_in(client, EMAIL)
    return client


class Telephone:
    """The app on a telephone, and the recovery codes on paper."""

    def __init__(self, client):
        self.app = pyotp.TOTP("".join(client.get(FACTOR).page.xpath("//code[@class='secret-key']/text()")).replace(" ", ""))
        answer = client.submit(FACTOR, {"password": PASSWORD, "code": self.code()}, button="verb=on")
        self.status = answer.status_code
        self.recovery = answer.page.xpath("//ol[@class='codes']//code/text()")

    def code(self, later=timedelta()):
        return self.app.at(clock.now() + later)


@pytest.fixture
def telephone(mira):
    return Telephone(mira)


@pytest.fixture
def visitor(app, telephone):
    """A browser in which the password was right."""
    other = app.test_client()
    assert flow(sign_in(other, EMAIL)) == (303, SECOND_STEP)
    return other


def test_the_second_factor_is_set_up(app, mira):
    elsewhere = app.test_client()
    sign_in(elsewhere, EMAIL)
    telephone = Telephone(mira)
    assert (telephone.status, len(set(telephone.recovery))) == (200, 10)
    assert told(app) == [("second_factor_on", EMAIL)] and verbs(app) == ["user.second_factor_on"]
    assert (is_signed_in(mira), is_signed_in(elsewhere)) == (True, False)
    assert ask(app, lambda: {each.code_hash for each in db.session.scalars(select(RecoveryCode))}).isdisjoint(telephone.recovery)


def test_the_picture_holds_the_key(mira):
    source = mira.get(FACTOR).page.xpath("//img[@width]/@src")[-1]
    assert source.startswith("data:image/svg+xml")
    assert "<svg" in unquote(source) or b"<svg" in base64.b64decode(source.partition(",")[2] + "==")


@pytest.mark.parametrize("typed", [{"code": "000000"}, {"code": ""}, {"password": NEW_PASSWORD}, {"code": "x" * 50}])
def test_it_is_not_set_up_without_the_password_and_a_right_code(app, mira, typed):
    secret = "".join(mira.get(FACTOR).page.xpath("//code[@class='secret-key']/text()")).replace(" ", "")
    form = {"password": PASSWORD, "code": pyotp.TOTP(secret).at(clock.now())} | typed
    assert mira.submit(FACTOR, form, button="verb=on").status_code == 422
    assert not ask(app, lambda: db.session.scalar(select(User)).has_second_factor)


def test_opening_the_page_changes_nothing(app, mira):
    before = everything(app)
    mira.get(FACTOR)
    assert everything(app) == before


def test_signing_in_takes_the_code_too(visitor, telephone, clock_hand):
    assert not is_signed_in(visitor)
    clock_hand.shift(timedelta(seconds=30))
    assert flow(visitor.submit(SECOND_STEP, {"code": telephone.code()})) == (303, "/moja-kancelarija/")
    assert is_signed_in(visitor)


def test_the_way_back_is_kept_over_both_steps(app, telephone, clock_hand):
    visitor = app.test_client()
    visitor.submit(f"{SIGN_IN}?next=/nalog/sesije/", {"email": EMAIL, "password": PASSWORD})
    clock_hand.shift(timedelta(seconds=30))
    assert flow(visitor.submit(SECOND_STEP, {"code": telephone.code()})) == (303, "/nalog/sesije/")


def test_a_code_counts_once(app, visitor, telephone, clock_hand):
    assert visitor.submit(SECOND_STEP, {"code": telephone.code()}).status_code == 422
    clock_hand.shift(timedelta(seconds=30))
    assert visitor.submit(SECOND_STEP, {"code": telephone.code()}).status_code == 303
    other = app.test_client()
    sign_in(other, EMAIL)
    assert other.submit(SECOND_STEP, {"code": telephone.code()}).status_code == 422


def test_a_code_of_long_ago_does_not_count(visitor, telephone, clock_hand):
    clock_hand.shift(timedelta(minutes=3))
    assert visitor.submit(SECOND_STEP, {"code": telephone.code(timedelta(seconds=-60))}).status_code == 422
    assert visitor.submit(SECOND_STEP, {"code": telephone.code(timedelta(seconds=-30))}).status_code == 303


def test_a_recovery_code_counts_once(app, visitor, telephone):
    code = telephone.recovery[3]
    assert visitor.submit(SECOND_STEP, {"code": code.upper().replace("-", " ")}).status_code == 303
    other = app.test_client()
    sign_in(other, EMAIL)
    assert other.submit(SECOND_STEP, {"code": code}).status_code == 422
    assert not is_signed_in(other)


def test_five_wrong_codes_are_enough(visitor):
    answers = [visitor.submit(SECOND_STEP, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_second_step_has_ten_minutes(visitor, telephone, clock_hand):
    clock_hand.shift(timedelta(minutes=10))
    assert flow(visitor.get(SECOND_STEP)) == (303, SIGN_IN)
    assert flow(visitor.send(SECOND_STEP, {"code": telephone.code()})) == (303, SIGN_IN)


def test_without_the_first_step_there_is_no_second(client, app, telephone, clock_hand):
    clock_hand.shift(timedelta(seconds=30))
    visitor = app.test_client()
    assert flow(visitor.send(SECOND_STEP, {"code": telephone.code()})) == (303, SIGN_IN)
    assert not is_signed_in(visitor)


def test_the_first_step_is_void_after_the_password_changes(mira, visitor, telephone, clock_hand):
    mira.submit("/nalog/lozinka/", {"password": PASSWORD, "new_password": NEW_PASSWORD})
    clock_hand.shift(timedelta(seconds=30))
    assert flow(visitor.send(SECOND_STEP, {"code": telephone.code()})) == (303, SIGN_IN)


def test_the_half_cookie_of_a_finished_sign_in_opens_nothing(app, visitor, telephone, clock_hand):
    with visitor.session_transaction() as cookie:
        half = dict(cookie)
    clock_hand.shift(timedelta(seconds=30))
    visitor.submit(SECOND_STEP, {"code": telephone.code()})
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(half)
    clock_hand.shift(timedelta(seconds=30))
    assert flow(thief.send(SECOND_STEP, {"code": telephone.code()})) == (303, SIGN_IN)


def test_a_reset_password_still_needs_the_code(app, telephone):
    visitor = app.test_client()
    visitor.submit("/nalog/zaboravljena-lozinka/", {"email": EMAIL})
    visitor.submit(link(app), {"new_password": NEW_PASSWORD})
    assert flow(sign_in(visitor, EMAIL, NEW_PASSWORD)) == (303, SECOND_STEP)


def test_new_recovery_codes_make_the_old_ones_useless(app, mira, telephone, clock_hand):
    clock_hand.shift(timedelta(seconds=30))
    answer = mira.submit(FACTOR, {"password": PASSWORD, "code": telephone.code()}, button="verb=new_codes")
    codes = answer.page.xpath("//ol[@class='codes']//code/text()")
    assert len(codes) == 10 and set(codes).isdisjoint(telephone.recovery)
    other = app.test_client()
    sign_in(other, EMAIL)
    assert [other.submit(SECOND_STEP, {"code": each}).status_code for each in (telephone.recovery[0], codes[0])] == [422, 303]


def test_it_is_switched_off_with_password_and_code(app, mira, telephone, clock_hand):
    clock_hand.shift(timedelta(seconds=30))
    code = telephone.code()
    assert mira.submit(FACTOR, {"password": NEW_PASSWORD, "code": code}, button="verb=off").status_code == 422
    assert mira.submit(FACTOR, {"password": PASSWORD, "code": "000000"}, button="verb=off").status_code == 422
    assert flow(mira.submit(FACTOR, {"password": PASSWORD, "code": code}, button="verb=off")) == (303, "/nalog/")
    assert flow(sign_in(app.test_client(), EMAIL)) == (303, "/moja-kancelarija/")
    assert told(app)[-1] == ("second_factor_off", EMAIL) and verbs(app)[-1] == "user.second_factor_off"


def test_staff_who_must_have_it_set_it_up_first_and_keep_it(app, client, clock_hand, monkeypatch):
    monkeypatch.setitem(app.config, "STAFF_SECOND_FACTOR", True)
    with app.app_context():
        person(email=EMAIL, role="moderator")
        db.session.commit()
    sign_in(client, EMAIL)
    assert flow(client.get("/moderacija/")) == (303, FACTOR)
    telephone = Telephone(client)
    assert client.get("/moderacija/").status_code == 200
    clock_hand.shift(timedelta(seconds=30))
    form = {"verb": "off", "password": PASSWORD, "code": telephone.code()}
    assert client.send(FACTOR, form).status_code == 404


def test_who_has_not_confirmed_the_address_sets_up_nothing(app, client):
    with app.app_context():
        person(email=EMAIL, confirmed=False)
        db.session.commit()
    sign_in(client, EMAIL)
    assert flow(client.get(FACTOR)) == (303, "/nalog/potvrda/")


def test_no_recovery_code_is_in_a_mail_or_the_log(app, telephone):
    text = str(everything(app))
    assert not re.search("|".join(telephone.recovery), text)
