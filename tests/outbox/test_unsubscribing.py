from __future__ import annotations

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.addresses import blocked
from ledportal.outbox.models import BlockedAddress
from ledportal.outbox.unsubscribing import token, unsubscribe_url
from ledportal.todo.models import StaffTask
from tests.factories import NOW, office
from tests.people import make_world

ADDRESS = "Podsetnik@Becej.example.org"
NORMAL = ADDRESS.lower()


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"office": office("becej")})


@pytest.fixture
def path(world):
    return "/odjava/" + world.ask(lambda: token(ADDRESS, "becej")) + "/"


def blocks(world):
    return world.ask(lambda: db.session.execute(select(BlockedAddress.address, BlockedAddress.reason, BlockedAddress.office_slug)).all())


def tasks(world):
    return world.ask(lambda: db.session.execute(select(StaffTask.kind, StaffTask.office_id, StaffTask.outcome)).all())


def verbs(world):
    mine = AuditEvent.subject_type == "blocked_addresses"
    return world.ask(lambda: db.session.scalars(select(AuditEvent.verb).where(mine).order_by(AuditEvent.id)).all())


def test_a_button_stops_the_reminders_and_another_brings_them_back(world, path):
    browser = world.browser()
    assert browser.submit(path).headers["Location"] == path
    assert blocks(world) == [(NORMAL, "unsubscribed", "becej")]
    assert tasks(world) == [("unsubscribed", world["office"], None)]
    page = browser.get(path).page
    assert page.xpath("string(//h1)") == "No more reminders go to this address"
    assert browser.submit(path).headers["Location"] == path
    assert (blocks(world), tasks(world)) == ([], [("unsubscribed", world["office"], "cause_gone")])
    assert browser.get(path).page.xpath("string(//h1)") == "Stop the reminders"
    assert verbs(world) == ["address.unsubscribed", "address.subscribed"]


def test_one_click_of_a_mail_program_is_answered_without_a_redirect_and_without_a_cookie(world, path):
    for _ in range(2):
        answer = world.browser().post(path, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    assert blocks(world) == [(NORMAL, "unsubscribed", "becej")]
    assert (len(tasks(world)), verbs(world)) == (1, ["address.unsubscribed"])


def test_following_the_link_changes_nothing_and_sets_no_cookie(world, path):
    for _ in range(2):
        for method in ("GET", "HEAD"):
            answer = world.browser().open(path, method=method)
            assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    assert (blocks(world), tasks(world), verbs(world)) == ([], [], [])


def test_a_mail_of_no_office_can_be_stopped_too(world):
    world.browser().post("/odjava/" + world.ask(lambda: token(ADDRESS, None)) + "/")
    assert blocks(world) == [(NORMAL, "unsubscribed", None)]
    assert tasks(world) == [("unsubscribed", None, None)]


def test_each_office_with_the_address_has_its_task_and_all_close_at_once(world):
    for slug in ("becej", "ada"):
        world.browser().post("/odjava/" + world.ask(lambda slug=slug: token(ADDRESS, slug)) + "/")
    assert (len(blocks(world)), [each.outcome for each in tasks(world)]) == (1, [None, None])
    world.browser().post("/odjava/" + world.ask(lambda: token(ADDRESS, "ada")) + "/nazad/")
    assert (blocks(world), [each.outcome for each in tasks(world)]) == ([], ["cause_gone", "cause_gone"])


@pytest.mark.parametrize("salt", ["confirmation-link:reminder", "unsubscribe"])
@pytest.mark.parametrize("key", ["another key", None])
def test_only_a_token_for_this_purpose_is_believed(world, salt, key):
    if (salt, key) == ("unsubscribe", None):
        forged = world.ask(lambda: token(ADDRESS, "becej"))[:-1]
    else:
        forged = str(URLSafeSerializer(key or world.app.secret_key, salt=salt).dumps([NORMAL, "becej"]))
    assert world.browser().get(f"/odjava/{forged}/").status_code == 404
    assert world.browser().post(f"/odjava/{forged}/").status_code == 404
    assert world.browser().post(f"/odjava/{forged}/nazad/").status_code == 404
    assert blocks(world) == []


def test_the_link_stays_in_the_readers_version(world):
    assert "/cir/odjava/" in world.ask(lambda: unsubscribe_url(ADDRESS, "becej", "sr_Cyrl"))


def test_blocked_names_the_dead_always_and_the_unsubscribed_for_what_one_may_do_without(context):
    rows = {"dead@example.org": "bounced", "quiet@example.org": "unsubscribed", "both@example.org": "bounced"}
    db.session.add_all(BlockedAddress(address=address, reason=reason, since=NOW) for address, reason in rows.items())
    db.session.add(BlockedAddress(address="both@example.org", reason="unsubscribed", since=NOW))
    db.session.flush()
    asked = [
        "Dead@Example.org",
        "quiet@example.org",
        "both@example.org",
        "fine@example.org",
        *(f"{each}@example.org" for each in range(1200)),
    ]
    assert blocked(asked, bulk=False) == {"Dead@Example.org", "both@example.org"}
    assert blocked(asked, bulk=True) == {"Dead@Example.org", "quiet@example.org", "both@example.org"}
    assert blocked([], bulk=True) == set()
