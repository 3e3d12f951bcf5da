"""Taking one's data along, and going for good."""

from __future__ import annotations

import json
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from ledportal import clock, housekeeping
from ledportal.accounts.models import OneTimeToken, RecoveryCode, User, UserSession
from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.memberships import actions as memberships
from ledportal.memberships import colleague_actions
from ledportal.memberships.models import Membership
from ledportal.offices import actions as offices
from ledportal.offices.models import Comment, Office, Revision
from ledportal.outbox.models import OutboxMessage
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, ask, flow, is_signed_in, link, person, sign_in, told, verbs
from tests.attachments.files import pdf
from tests.factories import full_content, make_member, make_moderator, office

NAME, EMAIL = "Kanarinka Kanarinković", "kanarinka@becej.rs"
DELETE, EXPORT = "/nalog/brisanje/", "/nalog/izvoz.json"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def draft(place, by):
    """Write a draft of a profile in which nobody's name stands."""
    revision = offices.start_draft(place, by=by, at=clock.now())
    revision.content, revision.saved_by_id = full_content(), by.id
    return revision


def publish(place, by):
    revision = draft(place, by)
    offices.submit(revision, version=revision.version, by=by, at=clock.now(), confirmed=["office"])
    offices.approve(revision, version=revision.version, by=make_moderator(), at=clock.now())


@pytest.fixture
def canary(app):
    """Somebody who did all that a member can do, beside somebody who did the same in another office."""
    with app.app_context():
        for name, email, own, asked in ((NAME, EMAIL, "becej", "bor"), ("Druga Osoba", "druga@ada.rs", "ada", "ub")):
            user = make_member(office(own), user=person(name=name, email=email))
            publish(office(own), user)
            letter = files.store(pdf(), "letter", office(asked), by=user, at=clock.now(), filename=f"{name}.pdf")
            memberships.claim(office(asked), message=f"Ja sam {name}, {email}", letter=letter, by=user, at=clock.now())
            colleague_actions.invite(office(own), f"kolega-{own}@example.org", by=user, at=clock.now())
        db.session.execute(update(OutboxMessage).values(state="sent", sent_at=clock.now()))
        db.session.commit()


@pytest.fixture
def browser(app, canary, client):
    sign_in(client, EMAIL)
    return client


def user(email=EMAIL):
    return db.session.scalar(select(User).where(User.email == email))


def test_the_export_holds_all_that_is_held(app, browser):
    answer = browser.get(EXPORT)
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == ("application/json", 'attachment; filename="ledportal.json"')
    found = json.loads(answer.data, parse_constant=pytest.fail)
    assert found["account"] | {"id": 0, "created_at": "", "confirmed_at": ""} == {
        "id": 0, "email": EMAIL, "name": NAME, "locale": "sr_Latn", "role": "user", "created_at": "", "confirmed_at": "",
        "totp_enabled_at": None,
    }  # fmt: skip
    assert len(found["sessions"]) == 1 and found["sessions"][0]["address"] == "127.0.0.1"
    assert [(each["office"], each["role"], each["status"]) for each in found["memberships"]] == [
        ("becej", "head", "granted"), ("bor", "head", "requested"),
    ]  # fmt: skip
    assert found["memberships"][1]["message"] == f"Ja sam {NAME}, {EMAIL}"
    assert [(each["office"], each["number"], each["content"]) for each in found["revisions"]] == [("becej", 1, full_content())]
    assert [(each["office"], each["section"], each["via"], each["address"]) for each in found["confirmations"]] == [
        ("becej", "office", "submission", None)
    ]
    assert [(each["purpose"], each["filename"]) for each in found["files"]] == [("letter", f"{NAME}.pdf")]
    assert {"revision.submitted", "membership.requested", "colleague.invited"} <= {each["verb"] for each in found["events"]}
    assert {each["template"] for each in found["mails"]} == {"submitted", "approved"}
    assert found["reviews"] == {"decisions": [], "comments": []}


def test_the_export_of_staff_holds_what_they_decided_and_wrote(app, canary, client):
    with app.app_context():
        staff = person(email="staff@example.org", role="moderator")
        revision = draft(office(), user())
        offices.submit(revision, version=revision.version, by=user(), at=clock.now())
        db.session.add(Comment(revision=revision, field="", text="Pitanje", internal=True, author=staff, created_at=clock.now()))
        offices.approve(revision, version=revision.version, by=staff, at=clock.now())
        db.session.commit()
    sign_in(client, "staff@example.org")
    found = client.get(EXPORT).json["reviews"]
    assert [each["verb"] for each in found["decisions"]] == ["approve"]
    assert [each["text"] for each in found["comments"]] == ["Pitanje"]


def test_the_export_holds_nothing_of_anybody_else_and_no_secret(app, browser):
    text = browser.get(EXPORT).get_data(as_text=True)
    stored = ask(app, lambda: user().password_hash)
    for secret in ("druga", "Druga", "ada.rs", stored, "password_hash", "token_hash", "totp_secret"):
        assert secret not in text


def test_the_page_names_what_is_lost(app, browser):
    text = " ".join(browser.get("/en" + DELETE).page.xpath("//main//li//text()"))
    for sentence in (
        "Nobody is left to keep the profile up to date: better invite a colleague first. Town or municipality: Bečej",
        "Your request is cancelled. Town or municipality: Bor",
        "What was published about an office stays public, without your name.",
    ):
        assert sentence in text


def test_the_page_says_when_an_office_is_left_without_a_head(app, browser):
    with app.app_context():
        make_member(office(), role="editor")
        db.session.commit()
    assert "The office is left without a head: better hand over first. Town or municipality: Bečej" in browser.get(DELETE).text


@pytest.mark.parametrize("typed", [{"password": NEW_PASSWORD}, {"password": ""}, {}])
def test_without_the_password_nothing_is_deleted(app, browser, typed):
    answer = browser.send(DELETE, typed)
    assert answer.status_code == 422
    assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == ["password-error"]
    assert ask(app, user) is not None


def test_guessing_the_password_is_throttled(browser):
    assert [browser.send(DELETE, {"password": NEW_PASSWORD}).status_code for _ in range(11)] == [422] * 10 + [429]


def test_with_a_second_factor_the_code_is_needed_too(app, browser):
    with app.app_context():
        db.session.execute(update(User).where(User.email == EMAIL).values(totp_secret=SECRET, totp_enabled_at=clock.now()))
        db.session.commit()
    for typed, field in (({"password": PASSWORD}, "code"), ({"password": PASSWORD, "code": "000000"}, "code"),
                         ({"password": NEW_PASSWORD, "code": pyotp.TOTP(SECRET).now()}, "password")):  # fmt: skip
        answer = browser.send(DELETE, typed)
        assert answer.status_code == 422
        assert answer.page.xpath("//*[contains(@class,'govuk-error-message')]/@id") == [f"{field}-error"]
    assert flow(browser.submit(DELETE, {"password": PASSWORD, "code": pyotp.TOTP(SECRET).now()})) == (303, "/nalog/prijava/")
    assert ask(app, lambda: (user(), db.session.scalar(select(User.totp_secret).where(User.totp_secret.is_not(None))))) == (None, None)


def everywhere(app):
    """Return all that is in the database, one text a table."""
    tables = db.metadata.sorted_tables
    return ask(app, lambda: {each.name: str([dict(row) for row in db.session.execute(select(each)).mappings()]) for each in tables})


def places(app):
    """Return the tables in which the canary's name or address stands, in any column."""
    return sorted(name for name, text in everywhere(app).items() if NAME in text or EMAIL in text)


def test_nothing_of_the_person_is_left(app, browser):
    assert {"users", "memberships", "attachments", "outbox_messages"} <= set(places(app))
    other = app.test_client()
    sign_in(other, EMAIL)
    number = ask(app, lambda: user().id)
    assert flow(browser.submit(DELETE, {"password": PASSWORD})) == (303, "/nalog/prijava/")
    assert [is_signed_in(each) for each in (browser, other)] == [False, False]
    assert sign_in(app.test_client(), EMAIL).status_code == 422
    assert (
        ask(app, lambda: [db.session.query(each).filter_by(user_id=number).count() for each in (UserSession, RecoveryCode, OneTimeToken)])
        == [0] * 3
    )
    assert told(app)[-1] == ("account_deleted", EMAIL)
    assert places(app) == ["outbox_messages"]
    settle_mail(app)
    assert places(app) == []


def settle_mail(app):
    """Let the last mail go out, and the daily work and a month pass."""
    with app.app_context():
        db.session.execute(update(OutboxMessage).where(OutboxMessage.state == "queued").values(state="sent", sent_at=clock.now()))
        db.session.commit()
        housekeeping.run(at=clock.now() + timedelta(days=31))


def test_a_letter_is_removed_from_the_disk_too(app, browser):
    path = ask(app, lambda: files.path_of(db.session.scalars(select(Attachment).where(Attachment.filename == f"{NAME}.pdf")).one()))
    with app.app_context():
        db.session.execute(update(Membership).where(Membership.office.has(slug="ub")).values(letter_id=None))
        db.session.query(Attachment).filter_by(filename="Druga Osoba.pdf").delete()  # the same bytes, which one row may go on naming
        db.session.commit()
    browser.submit(DELETE, {"password": PASSWORD})
    assert path.exists()
    settle_mail(app)
    assert not path.exists()


def test_what_was_written_for_the_office_stays(app, browser):
    number = ask(app, lambda: user().id)
    before = ask(app, lambda: db.session.scalars(select(Revision.content).order_by(Revision.id)).all())
    browser.submit(DELETE, {"password": PASSWORD})
    assert ask(app, lambda: db.session.scalars(select(Revision.content).order_by(Revision.id)).all()) == before
    assert app.test_client().get("/kancelarije/becej/").status_code == 200
    assert ask(app, lambda: office().published_revision.created_by_id) == number
    places_of = select(Membership.status).where(Membership.user_id == number)
    assert ask(app, lambda: sorted(db.session.scalars(places_of))) == ["cancelled", "ended"]
    assert verbs(app)[-3:] == ["membership.left", "membership.left", "user.deleted"]


def test_others_keep_what_is_theirs(app, browser):
    before = {name: text.count("druga@ada.rs") + text.count("Druga Osoba") for name, text in everywhere(app).items()}
    browser.submit(DELETE, {"password": PASSWORD})
    assert {name: text.count("druga@ada.rs") + text.count("Druga Osoba") for name, text in everywhere(app).items()} == before
    assert sign_in(app.test_client(), "druga@ada.rs").status_code == 303


def test_pending_invitations_end_with_the_account(app, browser):
    path = ask(
        app, lambda: db.session.scalar(select(OutboxMessage.body_text).where(OutboxMessage.to_address == "kolega-becej@example.org"))
    )
    path = next(each for each in path.split() if "/poziv/" in each).removeprefix("http://127.0.0.1:5000")
    assert app.test_client().get(path).status_code == 200
    browser.submit(DELETE, {"password": PASSWORD})
    assert app.test_client().get(path).status_code == 410


def test_links_that_were_sent_end_with_the_account(app, browser):
    app.test_client().submit("/nalog/zaboravljena-lozinka/", {"email": EMAIL})
    path = link(app)
    browser.submit(DELETE, {"password": PASSWORD})
    assert app.test_client().send(path, {"new_password": NEW_PASSWORD}).status_code == 410


def test_the_address_can_be_used_for_a_new_account(app, browser):
    browser.submit(DELETE, {"password": PASSWORD})
    visitor = app.test_client()
    visitor.submit("/nalog/registracija/", {"name": "Nova", "email": EMAIL, "new_password": PASSWORD, "locale": "en"})
    assert flow(visitor.submit(link(app), {"password": PASSWORD})) == (303, "/en/moja-kancelarija/")
    assert visitor.get(EXPORT).json["memberships"] == []


def test_the_last_administrator_stays(app, client):
    with app.app_context():
        person(email=EMAIL, role="administrator")
        person(email="gone@becej.rs", role="administrator", disabled_at=clock.now())
        person(email="m@becej.rs", role="moderator")
        db.session.commit()
    sign_in(client, EMAIL)
    assert client.get(DELETE).page.xpath("count(//main//form[@method='post'])") == 0
    assert client.send(DELETE, {"password": PASSWORD}).status_code == 409
    assert is_signed_in(client)
    with app.app_context():
        person(email="b@becej.rs", role="administrator")
        db.session.commit()
    assert client.submit(DELETE, {"password": PASSWORD}).status_code == 303


def test_a_moderator_who_goes_leaves_the_work_to_the_others(app, canary, client):
    with app.app_context():
        staff = person(email="staff@example.org", role="moderator")
        revision = draft(office(), user())
        revision.assignee_id = staff.id
        db.session.commit()
    sign_in(client, "staff@example.org")
    client.submit(DELETE, {"password": PASSWORD})
    assert ask(app, lambda: db.session.scalars(select(Revision.assignee_id)).all()) == [None] * 3


def test_somebody_who_never_confirmed_may_go_too(app, client):
    with app.app_context():
        person(email=EMAIL, confirmed=False)
        db.session.commit()
    sign_in(client, EMAIL)
    assert flow(client.submit(DELETE, {"password": PASSWORD})) == (303, "/nalog/prijava/")
    assert ask(app, user) is None


def test_offices_exist_without_anybody(app, browser):
    browser.submit(DELETE, {"password": PASSWORD})
    assert ask(app, lambda: db.session.scalar(select(Office).where(Office.slug == "becej")).members) == []
