from __future__ import annotations

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox.addresses import blocked
from ledportal.outbox.emails import Email, render
from ledportal.outbox.models import BlockedAddress
from ledportal.outbox.unsubscribing import token, unsubscribe_url
from ledportal.todo.models import StaffTask
from tests.factories import NOW, make_user, office
from tests.outbox.mails import deliver, queue
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
    url, browser = f"/odjava/{forged}/", world.browser()
    for answer in (browser.get(url), browser.post(url), browser.post(f"{url}nazad/")):
        assert answer.status_code == 404 and "No mail was stopped" in answer.text
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


@pytest.fixture
def bounce_address(app):
    before, app.config["MAIL_BOUNCE_ADDRESS"] = app.config["MAIL_BOUNCE_ADDRESS"], "odbijeno@example.org"
    yield
    app.config["MAIL_BOUNCE_ADDRESS"] = before


def sent(app, smtp, **values):
    queue(app, "mira", **values)
    assert deliver(app) == (1, 0, 0)
    return smtp.received[0]


def test_only_mail_that_one_may_do_without_offers_to_stop_it(app, smtp):
    url = "https://registar.example.org/odjava/" + "x" * 150 + "/"
    mail = sent(app, smtp, unsubscribe_url=url).mail
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (f"<{url}>", "List-Unsubscribe=One-Click")
    queue(app, "ana")
    deliver(app)
    assert smtp.received[1].mail["List-Unsubscribe"] is None


def test_its_text_has_the_link_too(context):
    url = unsubscribe_url(ADDRESS, "becej", "en")
    with_link = render(Email("password_changed", make_user(locale="en"), unsubscribe_url=url))
    assert url in with_link.text and f'href="{url}"' in with_link.html
    without = render(Email("password_changed", make_user(locale="en")))
    assert "/odjava/" not in without.text + without.html


def pipe(app, content):
    return app.test_cli_runner().invoke(args=["mail", "bounce"], input=content).output.strip()


def test_a_mail_to_the_envelope_stops_them_where_what_comes_back_is_read(world, smtp, bounce_address):
    received = sent(world.app, smtp, unsubscribe_url="https://registar.example.org/odjava/x/", office_slug="becej")
    https, mailto = received.mail["List-Unsubscribe"].split(",")
    assert (https, mailto.strip()) == ("<https://registar.example.org/odjava/x/>", f"<mailto:{received.sender}?subject=unsubscribe>")
    away = f"To: {received.sender}\nSubject: unsubscribe\nAuto-Submitted: auto-replied\n\n"
    assert (pipe(world.app, away), blocks(world)) == ("ignored: no failure", [])
    assert pipe(world.app, "To: odbijeno+1-aaaaaaaaaaaaaaaa@example.org\nSubject: unsubscribe\n\n").startswith("ignored")
    assert pipe(world.app, f"To: {received.sender}\nSubject: Unsubscribe\n\n") == "unsubscribed"
    assert blocks(world) == [("mira@example.org", "unsubscribed", "becej")]
    assert tasks(world) == [("unsubscribed", world["office"], None)]


def test_without_signed_envelopes_no_mail_offers_to_be_stopped_by_one(app, smtp, bounce_address):
    app.config["MAIL_VERP"] = False
    try:
        mail = sent(app, smtp, unsubscribe_url="https://registar.example.org/odjava/x/").mail
    finally:
        app.config["MAIL_VERP"] = True
    assert mail["List-Unsubscribe"] == "<https://registar.example.org/odjava/x/>"


def test_account_mail_cannot_be_stopped_by_a_mail(world, smtp, bounce_address):
    received = sent(world.app, smtp)
    assert pipe(world.app, f"To: {received.sender}\nSubject: unsubscribe\n\n") == "ignored: about no mail of ours"
    assert blocks(world) == []
