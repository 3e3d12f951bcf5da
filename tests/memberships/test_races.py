"""Two people at once: one wins, the other is told, and nothing is half done."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal import clock
from ledportal.accounts import tokens
from ledportal.extensions import db
from ledportal.memberships.colleague_actions import INVITE, LIFETIME
from ledportal.memberships.models import Membership
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import at_once, make_world

pytestmark = pytest.mark.every_database

ROUNDS = 10


def make_request(of):
    request = Membership(office_id=of.id, user_id=make_user().id, role="head", status="requested", requested_at=NOW)
    db.session.add(request)
    db.session.flush()
    return request


@pytest.fixture
def world(app):
    def make():
        people = {"first": make_moderator(), "second": make_moderator(), "person": make_user(), "head": make_member(office("ub"))}
        return people | {"editor": make_member(office("ub"), role="editor"), "colleague": make_member(office("ub"), role="editor")}

    return make_world(app, make)


def count(world, *where):
    return world.ask(lambda: db.session.scalar(select(func.count()).select_from(Membership).where(*where)))


def is_granted_head(slug):
    return (Membership.office.has(slug=slug), Membership.status == "granted", Membership.role == "head")


def test_two_heads_granted_at_once_make_one_head(world):
    first, second = world.browser("first"), world.browser("second")
    for slug in ("becej", "ada", "arilje", "cacak", "kanjiza", "vrsac", "uzice", "pozega", "bor", "nis")[:ROUNDS]:
        made = make_world(world.app, lambda slug=slug: {"a": make_request(office(slug)), "b": make_request(office(slug))})
        statuses = at_once(
            lambda made=made: first.send(f"/moderacija/zahtevi/{made['a']}/", {"verb": "grant", "head": "0"}),
            lambda made=made: second.send(f"/moderacija/zahtevi/{made['b']}/", {"verb": "grant", "head": "0"}),
        )
        assert statuses == [303, 409]
        assert count(world, *is_granted_head(slug)) == 1
    assert world.ask(lambda: db.session.scalar(select(func.count()).select_from(OutboxMessage))) == ROUNDS


def test_a_request_granted_and_refused_at_once_is_decided_once(world):
    first, second = world.browser("first"), world.browser("second")
    for slug in ("becej", "ada", "arilje"):
        made = make_world(world.app, lambda slug=slug: {"a": make_request(office(slug))})
        url = f"/moderacija/zahtevi/{made['a']}/"
        answers = (
            lambda url=url: first.send(url, {"verb": "grant", "head": "0"}),
            lambda url=url: second.send(url, {"verb": "refuse", "reason": "ne"}),
        )
        assert at_once(*answers) == [303, 409]
    assert world.ask(lambda: db.session.scalar(select(func.count()).select_from(OutboxMessage))) == 3


def test_asking_twice_at_once_makes_one_request(world):
    browsers = [world.browser("person") for _ in range(2)]
    calls = [lambda each=each: each.send("/moja-kancelarija/preuzimanje/", {"office": "becej"}) for each in browsers]
    assert at_once(*calls) == [303, 422]
    assert count(world, Membership.user_id == world["person"]) == 1


def test_an_invitation_accepted_twice_at_once_holds_once(world):
    def issue():
        data = {"office_id": office("ub").id, "by": world["head"]}
        token = tokens.issue(INVITE, email="a@example.org", at=clock.now(), lifetime=LIFETIME, data=data)
        db.session.commit()
        return token

    url = f"/moja-kancelarija/poziv/{world.ask(issue)}/"
    browsers = [world.browser(name) for name in ("person", "first")]
    statuses = at_once(*[lambda each=each: each.send(url) for each in browsers])
    assert statuses == [303, 410]


def test_two_hand_overs_at_once_make_one_head(world):
    ids = world.ask(lambda: {each.user_id: each.id for each in db.session.scalars(select(Membership))})
    browsers = [world.browser("head") for _ in range(2)]
    seen = {"verb": "hand_over", "head": str(ids[world["head"]])}
    calls = [
        lambda each=each, name=name: each.send(f"/moja-kancelarija/ub/clanovi/{ids[world[name]]}/", seen)
        for each, name in zip(browsers, ("editor", "colleague"), strict=True)
    ]
    statuses = at_once(*calls)
    assert statuses[0] == 303 and statuses[1] in {404, 409}
    assert count(world, *is_granted_head("ub")) == 1
