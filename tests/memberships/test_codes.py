"""From the letter with a code to the office."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from ledportal import clock
from ledportal.accounts import passwords
from ledportal.accounts.holdings import every
from ledportal.accounts.models import Attempt, OneTimeToken, User
from ledportal.accounts.throttle import Limit
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.invitations import actions as invitations
from ledportal.invitations.codes import in_groups, new_code
from ledportal.invitations.models import InvitationCode, ShownCode
from ledportal.memberships import code_views
from ledportal.memberships.models import Membership
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_member, make_moderator, make_user, office
from tests.invitations.making import make_code
from tests.people import at_once, make_world

CODE = "/poziv/"
OFFER = "/poziv/prihvatanje/"
PASSWORD = "prilično dugačka lozinka"


@pytest.fixture
def world(app):
    def make():
        return {
            "staff": make_moderator(),
            "person": make_user(email="mira@becej.rs"),
            "other": make_user(),
            "unconfirmed": make_user(confirmed=False),
        }

    return make_world(app, make)


def commit(world, make=lambda: None):
    def done():
        made = make()
        db.session.commit()
        return made

    return world.ask(done)


def new(world, slug="becej"):
    return commit(world, lambda: make_code(slug, by=db.session.get_one(User, world["staff"])))


def places(world):
    return world.ask(lambda: [(e.user_id, e.office.slug, e.role, e.status) for e in db.session.scalars(select(Membership).order_by("id"))])


def told(world):
    return world.ask(lambda: [(e.template, e.to_address) for e in db.session.scalars(select(OutboxMessage).order_by("id"))])


def main(response):
    return " ".join(response.page.xpath("string(//main)").split())


def show(browser, code):
    response = browser.submit(CODE, {"kod": code})
    assert (response.status_code, response.location) == (303, OFFER)
    return browser


def test_a_code_makes_its_holder_the_head(world):
    code = new(world)
    browser = show(world.browser("person"), f" {in_groups(code).lower()}")
    assert "Bečej" in main(browser.get(OFFER))
    answer = browser.submit(OFFER)
    assert (answer.status_code, answer.location) == (303, "/moja-kancelarija/becej/")
    assert places(world) == [(world["person"], "becej", "head", "granted")]
    assert told(world) == [("claim_granted", "mira@becej.rs")]
    verbs = world.ask(lambda: [e.verb for e in db.session.scalars(select(AuditEvent).order_by("id"))])
    assert verbs == ["invitation.made", "invitation.used", "membership.granted"]


def test_from_the_qr_code_the_field_is_filled_and_nothing_is_written_or_looked_up(world):
    code = new(world)
    tries = world.ask(lambda: db.session.scalar(select(func.count(Attempt.id))))
    page = world.browser().get(f"{CODE}?kod={code}")
    assert page.page.xpath("//input[@name='kod']/@value") == [code] and "Bečej" not in main(page)
    assert page.headers["Referrer-Policy"] == "strict-origin" and page.headers["Cache-Control"] == "private, no-store"
    assert world.ask(lambda: db.session.scalar(select(func.count(Attempt.id)))) == tries
    by_https = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/"}}
    answer = world.browser().submit(f"{CODE}?kod={code}", **by_https)
    assert (answer.status_code, answer.location) == (303, OFFER)


def link(world):
    text = world.ask(lambda: db.session.scalars(select(OutboxMessage.body_text).order_by(OutboxMessage.id.desc())).first())
    return re.search(r"http://[^/]+(/nalog/potvrda/[^/]+/)", text)[1]


def register(browser, email="nova@becej.rs"):
    url = browser.get(OFFER).page.xpath("//main//a[contains(@href, 'registracija')]/@href")[0]
    assert "Bečej" in main(browser.get(url))
    typed = {"name": "Nova Osoba", "email": email, "new_password": PASSWORD}
    assert browser.submit(url, typed).status_code == 303


def test_the_code_survives_registering_the_mail_and_another_browser(world):
    code = new(world)
    register(show(world.browser(), code))
    elsewhere = world.browser()
    answer = elsewhere.submit(link(world), {"password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, OFFER)
    assert "Bečej" in main(elsewhere.get(OFFER))
    assert elsewhere.submit(OFFER).location == "/moja-kancelarija/becej/"
    assert [each[1:] for each in places(world)] == [("becej", "head", "granted")]


def test_who_comes_back_by_another_way_finds_the_invitation_among_their_offices(world):
    code = new(world)
    register(show(world.browser(), code), email="mira@becej.rs")
    page = world.browser("person").get("/moja-kancelarija/")
    assert "Bečej" in main(page) and OFFER in page.page.xpath("//main//a/@href")
    assert world.browser("other").get("/moja-kancelarija/").page.xpath("//main//a/@href") == ["/moja-kancelarija/preuzimanje/"]


def test_signing_in_keeps_the_code(world):
    browser = show(world.browser(), new(world))
    hashed = world.ask(lambda: passwords.hash_password(PASSWORD))
    commit(world, lambda: db.session.execute(update(User).where(User.id == world["person"]).values(password_hash=hashed)))
    url = browser.get(OFFER).page.xpath("//main//a[contains(@href, 'prijava')]/@href")[0]
    answer = browser.submit(url, {"email": "mira@becej.rs", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, OFFER)
    assert browser.submit(OFFER).status_code == 303
    assert places(world)[0][0] == world["person"]


def test_who_has_not_confirmed_the_address_is_asked_to_do_so_first(world):
    browser = show(world.browser("unconfirmed"), new(world))
    assert browser.get(OFFER).page.xpath("//main//form") == []
    assert browser.send(OFFER, {"code": "1", "head": "0"}).location == "/nalog/potvrda/"
    assert places(world) == []


def ended(world):
    """Return codes that work no more, each for its reason, and one that never was."""
    codes = {each: new(world, slug) for each, slug in (("used", "becej"), ("voided", "ada"), ("expired", "bor"))}
    values = {"used": {"used_at": clock.now()}, "voided": {"voided_at": clock.now()}, "expired": {"expires_at": clock.now()}}
    for each, slug in (("used", "becej"), ("voided", "ada"), ("expired", "bor")):
        row = InvitationCode.office_id == world.ask(lambda slug=slug: office(slug).id)
        commit(world, lambda each=each, row=row: db.session.execute(update(InvitationCode).where(row).values(**values[each])))
    return codes | {"wrong": new_code()}


def test_whoever_guesses_learns_nothing(world):
    answers = {why: world.browser().submit(CODE, {"kod": code}) for why, code in ended(world).items()}
    pages = {re.sub(r'value="[^"]*"|nonce-[\w-]+', "", each.text) for each in answers.values()}
    assert {each.status_code for each in answers.values()} == {422} and len(pages) == 1
    assert "This code does not work" in pages.pop()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Enter the code"), ("KT7M", "twelve letters"), ("KT7M-X2RD-94FA", "slip"), ("x" * 9000, "twelve letters")],
)
def test_a_slip_is_told_at_once_and_costs_no_try(world, typed, said):
    answer = world.browser().submit(CODE, {"kod": typed})
    assert answer.status_code == 422 and said in main(answer)
    assert answer.page.xpath("//input[@name='kod']/@value") == [typed]
    assert world.ask(lambda: db.session.scalar(select(func.count(Attempt.id)))) == 0


def test_tries_from_one_address_are_bounded_and_tries_from_everywhere_too(world, monkeypatch):
    browser = world.browser()
    statuses = [browser.send(CODE, {"kod": new_code()}).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.7"}}
    assert browser.send(CODE, {"kod": new_code()}, **elsewhere).status_code == 422
    monkeypatch.setattr(code_views, "TRIES", (Limit("invitation", 21, timedelta(hours=1)), code_views.TRIES[1]))
    other = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.8"}}
    assert browser.send(CODE, {"kod": new_code()}, **other).status_code == 429


def test_who_had_the_code_at_hand_is_told_what_became_of_it(world):
    code = new(world)
    first, second = show(world.browser("person"), code), show(world.browser("other"), code)
    assert first.submit(OFFER).status_code == 303
    assert "Somebody has used this code" in main(second.get(OFFER))
    for values, said in (
        ({"used_at": None, "voided_at": clock.now()}, "replaced it by a newer one"),
        ({"voided_at": None, "expires_at": clock.now()}, "The time of this code has passed"),
    ):
        commit(world, lambda values=values: db.session.execute(update(InvitationCode).values(**values)))
        assert said in main(second.get(OFFER))


def test_nobody_accepts_a_code_that_they_did_not_show(world):
    new(world)
    ids = world.ask(lambda: list(db.session.scalars(select(InvitationCode.id))))
    own = show(world.browser("other"), new(world, "ada"))
    for browser in (world.browser("other"), own):
        answer = browser.send(OFFER, {"code": str(ids[0]), "head": "0"})
        assert answer.location == CODE and places(world) == []


def test_a_code_that_was_used_takes_nothing_over(world):
    code = new(world)
    first, second = (show(world.browser(name), code) for name in ("person", "other"))
    assert first.submit(OFFER).status_code == 303
    head, used = world.ask(lambda: (db.session.scalar(select(Membership.id)), db.session.scalar(select(InvitationCode.id))))
    assert second.send(OFFER, {"code": str(used), "head": str(head)}).status_code == 409
    assert places(world) == [(world["person"], "becej", "head", "granted")]


@pytest.mark.every_database
def test_a_newer_code_of_the_office_makes_the_earlier_one_useless(world):
    first = new(world)
    holder = show(world.browser("person"), first)
    second = new(world)
    assert holder.get(OFFER).page.xpath("//main//form") == []
    assert world.browser().submit(CODE, {"kod": first}).status_code == 422
    assert show(world.browser("other"), second).submit(OFFER).status_code == 303


def test_a_newer_code_does_not_change_what_became_of_an_earlier_one(world):
    new(world)
    commit(world, lambda: db.session.execute(update(InvitationCode).values(expires_at=clock.now())))
    new(world)
    codes = select(InvitationCode).order_by(InvitationCode.id)
    assert world.ask(lambda: [each.state(clock.now()) for each in db.session.scalars(codes)]) == ["expired", "waiting"]


def test_taking_over_needs_the_head_that_the_person_saw_and_the_former_one_is_told(world):
    code = new(world)
    browser = show(world.browser("person"), code)
    commit(world, lambda: make_member(office(), user=db.session.get_one(User, world["other"])))
    seen_none = {"code": world.ask(lambda: str(db.session.scalar(select(InvitationCode.id)))), "head": "0"}
    answer = browser.send(OFFER, seen_none)
    assert answer.status_code == 409 and "Somebody was faster" in main(answer) and "already has a head" in main(answer)
    assert browser.submit(OFFER).status_code == 303
    assert [each[0::3] for each in places(world)] == [(world["other"], "ended"), (world["person"], "granted")]
    assert [each[0] for each in told(world)] == ["taken_over_by_code", "claim_granted"]


def test_a_request_that_waits_is_granted_and_an_editor_becomes_the_head(world):
    asked = Membership.user_id == world["person"]

    def ask():
        db.session.add(Membership(office=office(), user_id=world["person"], role="head", status="requested", requested_at=clock.now()))

    commit(world, ask)
    assert show(world.browser("person"), new(world)).submit(OFFER).status_code == 303
    assert places(world) == [(world["person"], "becej", "head", "granted")]
    commit(world, lambda: db.session.execute(update(Membership).where(asked).values(role="editor")))
    assert show(world.browser("person"), new(world)).submit(OFFER).status_code == 303
    assert places(world) == [(world["person"], "becej", "head", "granted")]


def test_the_head_needs_no_code_and_uses_none_up(world):
    commit(world, lambda: make_member(office(), user=db.session.get_one(User, world["person"])))
    browser = show(world.browser("person"), new(world))
    assert browser.get(OFFER).page.xpath("//main//form") == []
    row = world.ask(lambda: db.session.scalar(select(InvitationCode)))
    head = world.ask(lambda: db.session.scalar(select(Membership.id)))
    assert browser.send(OFFER, {"code": str(row.id), "head": str(head)}).status_code == 409
    assert world.ask(lambda: db.session.scalar(select(InvitationCode.used_at))) is None


@pytest.mark.every_database
def test_of_two_people_with_one_code_at_once_one_wins(world):
    for slug in ("becej", "ada", "bor", "nis", "ub", "arilje"):
        code = new(world, slug)
        browsers = [show(world.browser(name), code) for name in ("person", "other")]
        ids = {"code": world.ask(lambda: str(db.session.scalar(select(func.max(InvitationCode.id))))), "head": "0"}
        assert at_once(*[lambda each=each, ids=ids: each.send(OFFER, ids) for each in browsers]) == [303, 409]
    assert sorted(each[1:] for each in places(world)) == sorted(
        (s, "head", "granted") for s in ("becej", "ada", "bor", "nis", "ub", "arilje")
    )


def test_no_code_is_stored_logged_or_sent(world, caplog):
    code = new(world)
    browser = show(world.browser(), code)
    register(browser)
    world.browser().submit(link(world), {"password": PASSWORD})

    def rows():
        return [str(row) for table in db.metadata.sorted_tables for row in db.session.execute(select(table))]

    held = world.ask(rows) + [record.getMessage() + str(vars(record)) for record in caplog.records]
    assert world.ask(lambda: db.session.scalar(select(func.count(ShownCode.id)))) == 1
    assert [each for each in held if code in each.upper().replace("-", "")] == []
    waiting = world.ask(lambda: [each.data for each in db.session.scalars(select(OneTimeToken)) if each.purpose == "confirm_email"])
    assert waiting == [{"next": OFFER}]


def test_who_had_a_code_at_hand_is_exported_and_forgotten_with_the_account_or_in_time(world):
    code = new(world)
    for name in ("person", "other"):
        show(world.browser(name), code)

    def held(name):
        holding = next(each for each in every() if each.name == "invitations")
        return [each["office"] for each in holding.export(db.session.get_one(User, world[name]))]

    assert world.ask(lambda: held("person")) == ["becej"]
    page = "/nalog/brisanje/"
    hashed = world.ask(lambda: passwords.hash_password(PASSWORD))
    commit(world, lambda: db.session.execute(update(User).where(User.id == world["person"]).values(password_hash=hashed)))
    assert world.browser("person").submit(page, {"password": PASSWORD}).status_code == 303
    assert world.ask(lambda: (held("person"), held("other"))) == ([], ["becej"])
    assert commit(world, lambda: invitations.clean(at=clock.now() + timedelta(days=59))) == 0
    assert commit(world, lambda: invitations.clean(at=clock.now() + timedelta(days=61))) == 1
