"""The same link or code in two hands at once: one wins."""

from __future__ import annotations

import pyotp
import pytest
from sqlalchemy import delete, event, func, select

from ledportal import clock
from ledportal.accounts import leaving_actions, staff_actions, throttle
from ledportal.accounts.models import Attempt, OneTimeToken, User, UserSession
from ledportal.accounts.tokens import Purpose
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, ask, link, person, sign_in
from tests.people import at_once

pytestmark = pytest.mark.every_database

EMAIL = "mira@becej.rs"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEWCOMER = {"name": "Prvi", "locale": "sr_Latn", "new_password": NEW_PASSWORD}


@pytest.fixture
def mira(app):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()


def pair(app):
    return app.test_client(), app.test_client()


def both(app, url, *forms):
    return at_once(*[lambda each=each, form=form: each.send(url, form) for each, form in zip(pair(app), forms, strict=True)])


def count(app, *where):
    return ask(app, lambda: db.session.scalar(select(func.count()).where(*where)))


def test_a_reset_link_sets_one_password(app, mira, client):
    for turn in range(3):
        client.submit("/nalog/zaboravljena-lozinka/", {"email": EMAIL})
        assert both(app, link(app), {"new_password": NEW_PASSWORD}, {"new_password": PASSWORD}) == [303, 410]
        assert count(app, AuditEvent.verb == "user.password_reset") == turn + 1


def test_a_confirmation_link_signs_in_once(app, client):
    client.submit("/nalog/registracija/", {"name": "Mira", "email": EMAIL, "new_password": PASSWORD, "locale": "en"})
    form = {"password": PASSWORD}
    assert both(app, link(app), form, form) == [303, 410]
    assert count(app, UserSession.id > 0) == 1


def test_a_new_address_is_taken_into_use_once(app, mira):
    browsers = pair(app)
    for each in browsers:
        sign_in(each, EMAIL)
    browsers[0].submit("/nalog/adresa/", {"email": "nova@becej.rs", "password": PASSWORD})
    path = link(app)
    statuses = at_once(*[lambda each=each: each.send(path) for each in browsers])
    assert statuses[0] == 303 and statuses[1] in {303, 410}
    assert count(app, AuditEvent.verb == "user.email_changed") == 1


def test_an_invitation_makes_one_member_of_staff(app):
    def invite():
        token = staff_actions.link_for(EMAIL, "moderator", "", at=clock.now())
        db.session.commit()
        return token

    assert both(app, f"/nalog/osoblje/{ask(app, invite)}/", NEWCOMER, NEWCOMER) == [303, 410]
    assert count(app, User.role == "moderator") == 1


def test_there_is_one_first_administrator(app):
    def make():
        token = staff_actions.link_for_first_administrator(at=clock.now())
        db.session.commit()
        return token

    url = f"/nalog/prvi-administrator/{ask(app, make)}/"
    assert both(app, url, NEWCOMER | {"email": "a@becej.rs"}, NEWCOMER | {"email": "b@becej.rs"}) == [303, 410]
    assert count(app, User.role == "administrator") == 1


def test_a_code_of_the_app_signs_in_once(app):
    with app.app_context():
        person(email=EMAIL, totp_secret=SECRET, totp_enabled_at=clock.now())
        db.session.commit()
    browsers = pair(app)
    for each in browsers:
        sign_in(each, EMAIL)
    code = pyotp.TOTP(SECRET).at(clock.now())
    assert at_once(*[lambda each=each: each.send("/nalog/prijava/kod/", {"code": code}) for each in browsers]) == [303, 422]


def test_an_address_is_registered_once(app):
    form = {"name": "Mira", "email": EMAIL, "new_password": PASSWORD, "locale": "en"}
    assert both(app, "/nalog/registracija/", form, form) == [303, 303]
    assert count(app, User.email == EMAIL) == 1
    assert count(app, OneTimeToken.purpose == Purpose.CONFIRM_EMAIL, OneTimeToken.used_at.is_(None)) == 1


def test_of_the_last_two_administrators_one_stays(app):
    with app.app_context():
        for email in ("a@becej.rs", "b@becej.rs"):
            person(email=email, role="administrator")
        db.session.commit()
    browsers = pair(app)
    for each, email in zip(browsers, ("a@becej.rs", "b@becej.rs"), strict=True):
        sign_in(each, email)
    assert at_once(*[lambda each=each: each.send("/nalog/brisanje/", {"password": PASSWORD}) for each in browsers]) == [303, 409]
    assert ask(
        app, lambda: leaving_actions.is_last_administrator(db.session.scalars(select(User).where(User.role == "administrator")).one())
    )


def test_tries_may_be_forgotten_while_another_is_counted(app, mira):
    def forget_all(_session):
        with db.engine.begin() as connection:
            connection.execute(delete(Attempt))

    with app.test_request_context():
        event.listen(db.session, "after_commit", forget_all, once=True)
        throttle.count(throttle.SIGN_IN, EMAIL, at=clock.now())
    assert count(app, Attempt.kind == "sign_in") == 0
