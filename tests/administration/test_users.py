from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal.access import Role
from ledportal.accounts.models import RecoveryCode, User, UserSession
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, make_administrator, make_member, make_moderator, make_user, office
from tests.people import counted_queries, make_world, shared_world

USERS = "/moderacija/korisnici/"


@pytest.fixture
def world(app):
    def make():
        db.session.add_all([RecoveryCode(user_id=(cvijeta := make_moderator(name="Cvijeta Ćirić")).id, code_hash="x")])
        cvijeta.totp_secret, cvijeta.totp_enabled_at = "SECRET", NOW
        return {
            "admin": make_administrator(name="Žarko Žarković"),
            "moderator": cvijeta,
            "djordje": make_member(office(), user=make_user(name="Đorđe Đokić", email="djole@becej.rs")),
            "cedomir": make_user(name="Чедомир Ного", confirmed=False),
            "disabled": make_user(name="Dara Dimić", disabled_at=NOW),
            "gone": make_user(name="Gone Gone", deleted_at=NOW),
        }

    return shared_world(app, make)


def names(world, query=""):
    return world.browser("moderator").get(USERS + query).page.xpath("//tbody//th//text()")


def person(world, name):
    return world.ask(lambda: db.session.get_one(User, world[name]))


def change(world, name, by="admin", **data):
    return world.browser(by).send(f"{USERS}{world[name]}/", {"version": person(world, name).version, **data})


def change_role(world, name, role, by="admin", **data):
    return world.browser(by).send(f"{USERS}{world[name]}/uloga/", {"version": person(world, name).version, "role": role, **data})


def verbs(world):
    return world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))


def test_people_stand_in_serbian_order_without_those_who_are_gone(world):
    assert names(world) == ["Cvijeta Ćirić", "Čedomir Nogo", "Dara Dimić", "Đorđe Đokić", "Žarko Žarković"]


@pytest.mark.parametrize("text", ["djordje", "Ђорђе", "ĐOKIĆ", "dorde", "djole@", "BECEJ.RS"])
def test_people_are_found_in_either_script_without_diacritics_and_by_email(world, text):
    assert names(world, f"?q={text}") == ["Đorđe Đokić"]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("unconfirmed", ["Čedomir Nogo"]),
        ("disabled", ["Dara Dimić"]),
        ("moderators", ["Cvijeta Ćirić"]),
        ("administrators", ["Žarko Žarković"]),
    ],
)
def test_people_are_filtered(world, state, found):
    assert names(world, f"?state={state}") == found


def test_nobody_found_is_said(world):
    page = world.browser("moderator").get(f"{USERS}?q=nema&state=x").page
    assert "Nobody found" in page.xpath("string(//main)")


def test_a_persons_page_shows_offices_and_sessions(world):
    world.browser("djordje")
    page = world.browser("moderator").get(f"{USERS}{world['djordje']}/").page
    assert page.xpath("//tbody//th//text() | //tbody//td/text()")[:3] == ["Bečej", "Head", "Granted"]
    assert page.xpath("//dt[.='Open sessions']/following-sibling::dd/text()") == ["1"]
    assert page.xpath("//main//form") == []


def test_disabling_ends_the_sessions_and_enabling_lets_in_again(world):
    browser = world.browser("djordje")
    assert browser.get("/moja-kancelarija/becej/clanovi/").status_code == 200
    assert change(world, "djordje", verb="disable").status_code == 303
    assert browser.get("/moja-kancelarija/becej/clanovi/").status_code == 303
    assert world.ask(lambda: db.session.scalar(select(func.count()).where(UserSession.ended_at.is_not(None)))) == 1
    assert change(world, "djordje", verb="enable").status_code == 303
    assert person(world, "djordje").disabled_at is None
    assert verbs(world) == ["user.disabled", "user.enabled"]


def test_a_role_is_changed(world):
    assert change_role(world, "djordje", "moderator").status_code == 303
    assert person(world, "djordje").role == Role.MODERATOR
    assert change_role(world, "djordje", "king").status_code == 422


def test_a_lost_second_factor_is_taken_away_and_told(world):
    assert change(world, "moderator", verb="reset_second_factor").status_code == 303
    assert (person(world, "moderator").totp_secret, person(world, "moderator").has_second_factor) == (None, False)
    assert world.ask(lambda: db.session.scalar(select(func.count()).select_from(RecoveryCode))) == 0
    assert world.ask(lambda: db.session.scalar(select(OutboxMessage.template))) == "second_factor_reset"


def test_nobody_takes_away_their_own_rights(world):
    assert change(world, "admin", verb="disable").status_code == 303
    assert change(world, "admin", verb="reset_second_factor").status_code == 303
    assert change_role(world, "admin", "user").status_code == 303
    assert (person(world, "admin").role, person(world, "admin").disabled_at, verbs(world)) == (Role.ADMINISTRATOR, None, [])


def test_what_somebody_else_changed_is_not_overwritten(world):
    change(world, "djordje", verb="disable")
    for version in ("1", "", "x", "²", "9" * 30):
        assert world.browser("admin").send(f"{USERS}{world['djordje']}/", {"version": version, "verb": "enable"}).status_code == 409
    assert person(world, "djordje").disabled_at is not None


def test_only_administrators_change_accounts(world):
    for by in ("moderator", "djordje"):
        assert change(world, "cedomir", by=by, verb="disable").status_code == 404
        assert change_role(world, "cedomir", "moderator", by=by).status_code == 404
    assert verbs(world) == []


@pytest.mark.parametrize("path", ["9223372036854775808/", "2147483648/", "0/", "x/", "%00/", "?strana=2", "?strana=x"])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("admin").get(USERS + path).status_code == 404


def test_somebody_who_is_gone_has_no_page(world):
    assert world.browser("admin").get(f"{USERS}{world['gone']}/").status_code == 404


def test_an_unknown_verb_is_refused(world):
    assert change(world, "djordje", verb="x").status_code == 400


def test_long_lists_have_pages_and_take_as_many_queries(world):
    admin = world.browser("admin")
    with counted_queries() as few:
        admin.get(USERS)
    make_world(world.app, lambda: {str(number): make_user(name=f"Osoba {number:03}") for number in range(60)})
    with counted_queries() as many:
        first = admin.get(USERS).page
    assert len(first.xpath("//tbody/tr")) == 50
    assert len(many) == len(few)
    (following,) = first.xpath("//a[@rel='next']/@href")
    assert len(admin.get(following).page.xpath("//tbody/tr")) == 15
