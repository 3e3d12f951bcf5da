from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from ledportal.accounts import passwords
from ledportal.accounts.models import User
from ledportal.extensions import db
from tests.accounts.steps import PASSWORD, ask, flow, person, sign_in

EMAIL = "mira@becej.rs"
pytestmark = pytest.mark.usefixtures("costly_hashes")
OWN = ("Mira Đorđević", "mira@becej.rs")


def test_a_hash_is_argon2id_and_each_one_is_another():
    first, second = (passwords.hash_password(PASSWORD) for _ in range(2))
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and first != second
    assert passwords.is_right(PASSWORD, first) and not passwords.is_right(PASSWORD + " ", first)


def test_without_a_hash_no_password_is_right():
    assert not passwords.is_right("nobody has this password", None)
    assert not passwords.is_right("", "no hash")


def test_a_password_is_the_same_on_every_keyboard():
    assert passwords.is_right("c\u030caj od nane i meda", passwords.hash_password("čaj od nane i meda"))


def test_nothing_of_a_long_password_is_cut_off():
    longest = "ž" * passwords.LONGEST
    assert not passwords.is_right(longest[:-1], passwords.hash_password(longest))
    assert passwords.problem(longest + "x") == passwords.TOO_LONG


@pytest.mark.parametrize("password", ["", "kratka", "a" * 11])
def test_a_short_password_is_refused(password):
    assert passwords.problem(password) == passwords.TOO_SHORT


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "123456789012", "qwertyuiop123", "Password1234!", "P@ssw0rd2026", "lozinka12345", "ЛОЗИНКА12345", "mira.djordjevic",
     "МираЂорђевић1", "Mira@becej.rs", "kancelarija2026", "            "],
)  # fmt: skip
def test_a_password_that_is_easy_to_guess_is_refused(password):
    assert passwords.problem(password, OWN) == passwords.TOO_COMMON


@pytest.mark.parametrize("password", [PASSWORD, "tri krave piju", "correct horse battery staple", "ђачки аутобус иде", "x8#kQ2!vLp0z"])
def test_a_good_password_is_taken(password):
    assert passwords.problem(password, OWN) is None


def test_signing_in_renews_a_hash_with_weaker_parameters(app, client):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with app.app_context():
        person(email=EMAIL)
        db.session.execute(update(User).values(password_hash=weak))
        db.session.commit()
    assert flow(sign_in(client, EMAIL))[0] == 303
    stored = ask(app, lambda: db.session.scalar(select(User.password_hash)))
    assert stored.startswith("$argon2id$v=19$m=65536") and passwords.is_right(PASSWORD, stored)
