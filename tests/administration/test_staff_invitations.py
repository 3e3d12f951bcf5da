"""An administrator invites somebody to the staff; the mail's link makes them staff, once."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from ledportal.access import Role
from ledportal.accounts import passwords, queries
from ledportal.accounts.models import OneTimeToken
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_administrator, make_moderator, make_user
from tests.people import make_world

INVITE = "/moderacija/korisnici/poziv/"
PASSWORD = "zeleni vozovi preko mosta"


@pytest.fixture
def world(app):
    def make():
        known = make_user(email="ana@example.org", password_hash=passwords.hash_password(PASSWORD))
        return {"admin": make_administrator(), "moderator": make_moderator(email="goran@example.org"), "ana": known}

    return make_world(app, make)


def invite(world, email, role=Role.MODERATOR, by="admin"):
    return world.browser(by).send(INVITE, {"email": email, "role": role})


def mails(world):
    return world.ask(lambda: list(db.session.scalars(select(OutboxMessage.to_address).order_by(OutboxMessage.id))))


def link(world):
    text = world.ask(lambda: db.session.scalars(select(OutboxMessage.body_text).order_by(OutboxMessage.id.desc())).first())
    return re.search(r"http://[^/]+(/\S+/osoblje/\S+)", text).group(1)


def role_of(world, email):
    return world.ask(lambda: (user := queries.by_email(email)) and user.role)


def test_a_newcomer_becomes_staff_with_the_link_and_once(world):
    response = invite(world, " Nova@Example.org ", Role.ADMINISTRATOR)
    assert (response.status_code, response.location) == (303, "/moderacija/korisnici/")
    assert mails(world) == ["nova@example.org"]
    url = link(world)
    answers = {"name": "Nova Novaković", "locale": "sr_Latn", "new_password": PASSWORD}
    assert world.browser().submit(url, answers).status_code == 303
    assert role_of(world, "nova@example.org") == Role.ADMINISTRATOR
    assert world.browser().get(url).status_code == 410


def test_somebody_with_an_account_keeps_it(world):
    invite(world, "ana@example.org")
    assert role_of(world, "ana@example.org") == Role.USER
    assert world.browser().submit(link(world), {"password": PASSWORD}).status_code == 303
    assert role_of(world, "ana@example.org") == Role.MODERATOR


def test_it_is_written_down(world):
    invite(world, "nova@example.org")
    event = world.ask(lambda: db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "staff.invited")).one())
    assert (event.actor_id, event.details) == (world["admin"], {"domain": "example.org", "role": "moderator"})


def test_a_second_invitation_ends_the_first(world):
    invite(world, "nova@example.org")
    first = link(world)
    invite(world, "nova@example.org")
    assert [world.browser().get(url).status_code for url in (first, link(world))] == [410, 200]


@pytest.mark.parametrize(
    ("email", "role", "sentence"),
    [
        ("goran@example.org", "moderator", "This person is staff already"),
        ("", "moderator", "Enter an email address"),
        ("nije adresa", "moderator", "nije adresa"),
        ("nova@example.org", "user", "Choose one of the options"),
        ("nova@example.org", "", "Choose one of the options"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(world, email, role, sentence):
    response = world.browser("admin").send(f"/en{INVITE}", {"email": email, "role": role})
    assert response.status_code == 422 and sentence in response.text
    assert mails(world) == [] and world.ask(lambda: db.session.scalar(select(func.count()).select_from(OneTimeToken))) == 0


def test_moderators_invite_nobody_and_are_offered_no_link(world):
    assert invite(world, "nova@example.org", by="moderator").status_code == 404
    assert INVITE not in world.browser("moderator").get("/moderacija/korisnici/").text
    assert INVITE in world.browser("admin").get("/moderacija/korisnici/").text
