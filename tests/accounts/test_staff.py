"""Staff are made by an administrator's invitation, by a command, or, the first of them, with the link that the set-up prints."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from ledportal import clock
from ledportal.accounts.models import OneTimeToken, User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from tests.accounts.steps import (
    NEW_PASSWORD,
    PASSWORD,
    ask,
    everything,
    flow,
    is_signed_in,
    link,
    mails,
    person,
    sign_in,
    told,
    verbs,
)

ADMIN, NEW = "admin@example.org", "nova@becej.rs"
INVITE = "/moderacija/korisnici/poziv/"
NEWCOMER = {"name": "Nova Nikolić", "locale": "sr_Cyrl", "new_password": NEW_PASSWORD}
QUEUE = (303, "/moderacija/")


@pytest.fixture
def admin(app, client):
    """The browser of an administrator."""
    with app.app_context():
        person(email=ADMIN, role="administrator")
        db.session.commit()
    sign_in(client, ADMIN)
    return client


def make(app, email, **values):
    with app.app_context():
        person(email=email, **values)
        db.session.commit()


def invite(app, admin, email=NEW, role="moderator"):
    assert flow(admin.submit(INVITE, {"email": email, "role": role})) == (303, "/moderacija/korisnici/")
    return link(app)


def user(app, email=NEW):
    return ask(app, lambda: db.session.scalar(select(User).where(User.email == email)))


def set_user(app, email, **values):
    with app.app_context():
        db.session.execute(update(User).where(User.email == email).values(**values))
        db.session.commit()


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_an_invited_person_without_an_account_chooses_a_password_and_is_staff(app, admin, role):
    path = invite(app, admin, " NOVA@becej.rs", role)
    assert told(app) == [("staff_invited", NEW)]
    visitor = app.test_client()
    assert flow(visitor.submit(path, NEWCOMER)) == QUEUE
    found = user(app)
    assert (found.name, found.locale, found.role, found.is_confirmed) == ("Nova Nikolić", "sr_Cyrl", role, True)
    assert flow(sign_in(app.test_client(), NEW, NEW_PASSWORD)) == QUEUE
    assert verbs(app) == ["staff.invited", "user.joined_staff"]


def test_an_invited_person_with_an_account_gives_its_password(app, admin):
    make(app, NEW, name="Nova", locale="en")
    path = invite(app, admin)
    assert (mails(app)[-1].locale, mails(app)[-1].to_name) == ("en", "Nova")
    visitor = app.test_client()
    assert visitor.submit(path, {"password": NEW_PASSWORD}).status_code == 422
    assert user(app).role == "user" and not is_signed_in(visitor)
    assert flow(visitor.submit(path, {"password": PASSWORD})) == (303, "/en/moderacija/")
    assert (user(app).role, user(app).name) == ("moderator", "Nova")
    assert verbs(app) == ["staff.invited", "user.role_changed"]


def test_an_invited_person_with_a_second_factor_gives_the_code_too(app, admin):
    make(app, NEW, totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", totp_enabled_at=clock.now())
    visitor = app.test_client()
    assert flow(visitor.submit(invite(app, admin), {"password": PASSWORD})) == (303, "/nalog/prijava/kod/")
    assert not is_signed_in(visitor)


def test_what_somebody_else_registered_with_the_address_without_confirming_is_thrown_away(app, admin):
    make(app, NEW, confirmed=False, name="Otimač")
    hijacker = app.test_client()
    sign_in(hijacker, NEW)
    app.test_client().submit(invite(app, admin), NEWCOMER)
    assert (user(app).name, user(app).role) == ("Nova Nikolić", "moderator")
    assert not is_signed_in(hijacker)
    assert sign_in(app.test_client(), NEW, PASSWORD).status_code == 422


def test_opening_the_link_changes_nothing(app, admin):
    path, before = invite(app, admin), everything(app)
    assert [app.test_client().open(path, method=method).status_code for method in ("GET", "HEAD", "GET")] == [200, 200, 200]
    assert everything(app) == before


def test_an_invitation_holds_once(app, admin):
    path = invite(app, admin)
    app.test_client().submit(path, NEWCOMER)
    visitor = app.test_client()
    assert [visitor.get(path).status_code, visitor.send(path, NEWCOMER).status_code] == [410, 410]


def test_an_invitation_ends_after_a_week(app, admin):
    with time_machine.travel(clock.now(), tick=False) as hand:
        path = invite(app, admin)
        hand.shift(timedelta(days=7, seconds=-1))
        assert app.test_client().get(path).status_code == 200
        hand.shift(timedelta(seconds=1))
        assert app.test_client().send(path, NEWCOMER).status_code == 410
    assert user(app) is None


def test_a_newer_invitation_replaces_the_older_one(app, admin):
    first, second = invite(app, admin), invite(app, admin, role="administrator")
    assert [app.test_client().get(each).status_code for each in (first, second)] == [410, 200]


@pytest.mark.parametrize("values", [{"role": "moderator"}, {"role": "user"}, {"disabled_at": True}])
def test_an_invitation_ends_with_the_rights_of_who_invited(app, admin, values):
    path = invite(app, admin)
    set_user(app, ADMIN, **{name: clock.now() if value is True else value for name, value in values.items()})
    assert app.test_client().send(path, NEWCOMER).status_code == 410
    assert user(app) is None


def test_an_old_invitation_takes_no_rights_away(app, admin):
    make(app, NEW)
    path = invite(app, admin, role="moderator")
    set_user(app, NEW, role="administrator")
    assert app.test_client().send(path, {"password": PASSWORD}).status_code == 410
    assert user(app).role == "administrator"


def test_an_invitation_is_for_nobody_who_is_disabled(app, admin):
    make(app, NEW)
    path = invite(app, admin)
    set_user(app, NEW, disabled_at=clock.now())
    assert app.test_client().send(path, {"password": PASSWORD}).status_code == 410


@pytest.mark.parametrize("new_password", ["kratka", "NovaNikolić12", "nova@becej.rs1", "kancelarija2026"])
def test_a_weak_password_is_refused(app, admin, new_password):
    answer = app.test_client().submit(invite(app, admin), NEWCOMER | {"new_password": new_password})
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == ["new_password-error"]
    assert user(app) is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "nije adresa", "role": "moderator"}, "email"),
        ({"email": "", "role": "moderator"}, "email"),
        ({"email": NEW, "role": "user"}, "role"),
        ({"email": NEW, "role": ""}, "role"),
        ({"email": ADMIN, "role": "moderator"}, "email"),
        ({"email": "gone@example.org", "role": "moderator"}, "email"),
    ],
)
def test_who_cannot_be_invited_is_said_beside_the_field(app, admin, typed, field):
    make(app, "gone@example.org", disabled_at=clock.now())
    answer = admin.submit(INVITE, typed)
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == [f"{field}-error"]
    assert answer.page.xpath("string(//input[@name='email']/@value)") == typed["email"]
    assert mails(app) == []


def test_only_administrators_invite(app, admin):
    make(app, "m@example.org", role="moderator")
    moderator = app.test_client()
    sign_in(moderator, "m@example.org")
    assert [moderator.get(INVITE).status_code, moderator.send(INVITE, {"email": NEW, "role": "administrator"}).status_code] == [404, 404]
    address = "//a[@href='/moderacija/korisnici/poziv/']"
    assert [len(each.get("/moderacija/korisnici/").page.xpath(address)) for each in (admin, moderator)] == [1, 0]


def run(app, *arguments):
    """Run a command and return its status and the last word that it prints, a link or an address."""
    result = app.test_cli_runner().invoke(args=["staff", *arguments])
    return result.exit_code, result.output.split()[-1] if result.output else ""


def path_of(printed):
    assert printed.startswith("http://127.0.0.1:5000/")
    return printed.removeprefix("http://127.0.0.1:5000")


def add(app, email=NEW, role="moderator"):
    return run(app, "add", email, "--role", role, "--name", "Nova  Nikolić")


def test_the_command_prints_a_link_for_somebody_new(app):
    status, printed = add(app, role="administrator")
    assert status == 0
    page = app.test_client().get(path_of(printed)).page
    assert page.xpath("string(//input[@name='name']/@value)") == "Nova Nikolić"
    assert flow(app.test_client().submit(path_of(printed), {"new_password": NEW_PASSWORD})) == QUEUE
    assert (user(app).role, user(app).name) == ("administrator", "Nova Nikolić")
    assert mails(app) == []


def test_the_commands_link_holds_once_and_for_a_day(app):
    with time_machine.travel(clock.now(), tick=False) as hand:
        first, second = (path_of(add(app)[1]) for _ in range(2))
        hand.shift(timedelta(hours=24))
        late = app.test_client().get(second).status_code
        hand.shift(timedelta(seconds=-1))
        statuses = [app.test_client().send(each, NEWCOMER).status_code for each in (first, second, second)]
    assert (late, statuses) == (410, [410, 303, 410])


def test_the_command_gives_somebody_with_an_account_the_role_at_once(app):
    make(app, NEW)
    status, printed = add(app)
    assert (status, path_of(printed), user(app).role) == (0, "/nalog/prijava/", "moderator")
    assert ask(app, lambda: [(each.verb, each.actor) for each in db.session.scalars(select(AuditEvent))]) == [
        ("user.role_changed", "system")
    ]


def test_the_command_does_not_take_an_account_that_nobody_confirmed(app):
    make(app, NEW, confirmed=False)
    status, printed = add(app)
    assert status == 0 and "/nalog/osoblje/" in printed
    assert user(app).role == "user"


@pytest.mark.parametrize("arguments", [("add", "x", "--role", "moderator", "--name", "N"), ("add", NEW, "--role", "user", "--name", "N"),
                                       ("add", NEW, "--role", "moderator"), ("add", NEW, "--name", "N")])  # fmt: skip
def test_the_command_refuses_what_it_cannot_do(app, arguments):
    before = everything(app)
    assert run(app, *arguments)[0] == 2
    assert everything(app) == before


def test_the_command_leaves_the_only_administrator_in_place(app):
    make(app, ADMIN, role="administrator")
    assert add(app, ADMIN, "moderator")[0] == 1
    assert user(app, ADMIN).role == "administrator"
    make(app, "b@example.org", role="administrator")
    assert add(app, ADMIN, "moderator")[0] == 0


def test_the_first_administrator_is_made_with_the_printed_link(app):
    status, printed = run(app, "first")
    assert status == 0
    path, visitor = path_of(printed), app.test_client()
    before = everything(app)
    assert [visitor.open(path, method=method).status_code for method in ("GET", "HEAD")] == [200, 200]
    assert everything(app) == before
    assert flow(visitor.submit(path, NEWCOMER | {"email": ADMIN})) == QUEUE
    assert (user(app, ADMIN).role, user(app, ADMIN).is_confirmed) == ("administrator", True)
    assert [visitor.get(path).status_code, visitor.send(path, NEWCOMER | {"email": NEW}).status_code] == [410, 410]
    assert path_of(run(app, "first")[1]) == "/nalog/prijava/"


def test_only_the_last_link_for_the_first_administrator_holds(app):
    first, second = (path_of(run(app, "first")[1]) for _ in range(2))
    assert [app.test_client().get(each).status_code for each in (first, second)] == [410, 200]


def test_the_first_link_is_void_where_there_is_an_administrator(app):
    path = path_of(run(app, "first")[1])
    make(app, ADMIN, role="administrator")
    assert app.test_client().get(path).status_code == 410
    assert app.test_client().send(path, NEWCOMER | {"email": NEW}).status_code == 410
    assert user(app) is None


def test_the_first_link_ends_after_a_day(app):
    with time_machine.travel(clock.now(), tick=False) as hand:
        path = path_of(run(app, "first")[1])
        hand.shift(timedelta(hours=24))
        assert app.test_client().send(path, NEWCOMER | {"email": NEW}).status_code == 410


@pytest.mark.parametrize("typed", [{"email": "x"}, {"email": ""}, {"new_password": "kratka"}, {"name": ""}, {"email": "known@becej.rs"}])
def test_the_first_administrator_is_told_what_is_wrong_and_the_link_still_holds(app, typed):
    make(app, "known@becej.rs")
    path = path_of(run(app, "first")[1])
    answer = app.test_client().submit(path, NEWCOMER | {"email": ADMIN} | typed)
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == [f"{next(iter(typed))}-error"]
    assert flow(app.test_client().submit(path, NEWCOMER | {"email": ADMIN})) == QUEUE


def test_no_link_is_in_the_database(app, admin):
    tokens = [each.split("/")[-2] for each in (invite(app, admin), path_of(add(app, "c@example.org")[1]))]
    stored = ask(app, lambda: [str(db.session.execute(select(each)).all()) for each in OneTimeToken.__table__.columns])
    assert not any(token in text for token in tokens for text in stored)
