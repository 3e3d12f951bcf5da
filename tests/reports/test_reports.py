"""The public says that something is out of date; it reaches members and staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices.profile import CONTACT as SECTION
from ledportal.outbox.models import OutboxMessage
from ledportal.reports import actions
from ledportal.reports.models import ErrorReport
from ledportal.reports.views import LIMITS
from ledportal.todo.models import StaffTask
from tests.directory.entries import publish
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import shared_world

ENTRY = "/kancelarije/becej/"
CONTACT = f"{ENTRY}prijava-greske/kontakt/"
TEXT = "Телефон је промењен.\r\nNovi broj: 021 691 000 <b>"


@pytest.fixture
def world(app):
    def make():
        head = make_member(office(), user=make_user(email="mira@becej.rs", locale="en"))
        publish("becej")
        make_member(office(), role="editor", user=make_user(email="onemogucen@becej.rs", disabled_at=NOW))
        make_member(office(), role="editor", user=make_user(email="nepotvrdjen@becej.rs", confirmed=False))
        return {"head": head, "staff": make_moderator(), "stranger": make_member(office("ub"))}

    return shared_world(app, make)


def report(world, text=TEXT, url=CONTACT, **data):
    return world.browser().submit(url, {"text": text, **data}, form=0)


def found(world, model):
    return world.ask(lambda: db.session.scalars(select(model).order_by(model.id)).all())


def test_every_section_leads_to_its_form(world):
    links = world.browser().get(ENTRY).page.xpath("//p[contains(@class, 'report-link')]/a/@href")
    slugs = {link.removeprefix(f"{ENTRY}prijava-greske/").strip("/") for link in links}
    assert slugs == {"kancelarija", "kontakt", "dokumenta", "poslovno-okruzenje", "lokacije", "projekti", "usluge"}
    assert [world.browser().get(link).status_code for link in links] == [200] * len(links)


def test_of_a_section_in_which_nothing_stands_one_says_what_is_missing(world):
    world.ask(lambda: (publish("becej", projects={"projects": []}), db.session.commit()))
    links = set(world.browser().get(ENTRY).page.xpath("//p[contains(@class, 'report-link')]/a/@href"))
    assert len(links) == 7
    [url] = [each for each in links if each.endswith("/projekti/")]
    page = world.browser().get(url).page
    assert page.xpath("string(//h1)") == "Something is missing: Projects"
    assert page.xpath("string(//section[@aria-labelledby='objavljeno']/p)") == "Nothing entered."
    assert report(world, url=url).status_code == 303
    assert [each.section for each in found(world, ErrorReport)] == ["projects"]


def test_the_form_shows_the_section_as_it_is_published_and_nothing_that_is_not(world):
    page = world.browser().get(CONTACT)
    assert "021 691 2345" in page.text and "Ana Anić" in page.text
    assert "Skriveni Saradnik" not in page.text and "podsetnik@example.org" not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_form_names_each_colleague_once(world):
    said = " ".join(world.browser().get(CONTACT).page.xpath("string(//main//section)").split())
    assert said.count("Ana Anić") == 1 and "projekti" in said


def test_a_report_reaches_members_and_staff_in_one_go(world):
    response = report(world, email=" Citalac@Example.ORG ")
    assert (response.status_code, response.location) == (303, f"{ENTRY}prijava-greske/")
    (kept,) = found(world, ErrorReport)
    assert (kept.section, kept.text, kept.email) == ("contact", "Телефон је промењен.\nNovi broj: 021 691 000 <b>", "citalac@example.org")
    (mail,) = [each for each in found(world, OutboxMessage) if each.template == "error_report"]
    assert (mail.to_address, mail.locale) == ("mira@becej.rs", "en")
    assert "> Novi broj: 021 691 000 <b>" in mail.body_text and "&lt;b&gt;" in mail.body_html
    assert f"/en/moja-kancelarija/becej/prijave/{kept.id}/" in mail.body_text
    assert "citalac" not in mail.body_text + mail.body_html
    (task,) = found(world, StaffTask)
    assert (task.kind, task.details) == ("error_report", {"report": kept.id, "section": "contact"})
    assert [each.verb for each in found(world, AuditEvent)][-2:] == ["report.received", "task.opened"]


def test_the_reader_is_told_what_happens_next(world):
    assert "have your report" in world.browser().get(f"{ENTRY}prijava-greske/").page.xpath("string(//main)")


@pytest.mark.parametrize(
    ("data", "control"),
    [
        ({"text": ""}, "text"),
        ({"text": " \r\n "}, "text"),
        ({"text": "a" * 1501}, "text"),
        ({"email": "nije adresa"}, "email"),
        ({"email": "a@b.rs\r\nBcc: x@y.rs"}, "email"),
        ({"email": "a" * 250 + "@example.org"}, "email"),
        ({"subject": "Buy now"}, "subject"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_nothing_is_lost(world, data, control):
    response = report(world, **{"text": "ostaje", **data})
    assert response.status_code == 422
    assert response.page.xpath(f"//*[@id='{control}-error']")
    assert response.page.xpath("string(//textarea)").strip() == data.get("text", "ostaje").strip()
    assert found(world, ErrorReport) == []


def test_the_trap_is_empty_after_it_caught_somebody(world):
    response = report(world, subject="Buy now")
    assert response.page.xpath("//input[@name='subject']/@value") in ([], [""])
    assert not response.page.xpath("//input[@name='subject']/ancestor::*[@aria-hidden]")


def test_line_ends_count_as_one_character(world):
    assert report(world, "a\r\n" * 749).status_code == 303


def test_a_report_without_the_sessions_token_is_shown_again(world):
    response = world.browser().post(CONTACT, data={"text": "ostaje", "csrf_token": "x"})
    assert response.status_code == 400
    assert response.page.xpath("string(//textarea)").strip() == "ostaje"
    assert found(world, ErrorReport) == []


@pytest.mark.parametrize(
    "url", ["/kancelarije/ub/prijava-greske/kontakt/", f"{ENTRY}prijava-greske/ucenje/", f"{ENTRY}prijava-greske/nema/",
            "/kancelarije/nema/prijava-greske/kontakt/", "/kancelarije/nema/prijava-greske/"],
)  # fmt: skip
def test_what_is_not_public_cannot_be_reported(world, url):
    assert world.browser().get(url).status_code == 404
    assert world.browser().send(url, {"text": "x"}).status_code in (404, 405)


def test_an_office_whose_municipality_left_the_register_cannot_be_reported(world):
    world.ask(lambda: setattr(office().municipality, "active", False) or db.session.commit())
    assert [world.browser().get(CONTACT).status_code, world.browser().send(CONTACT, {"text": "x"}).status_code] == [410, 410]
    assert found(world, ErrorReport) == []


def test_a_flood_about_an_office_or_from_an_address_is_held_back_and_the_text_stays(world):
    office_limit, address_limit = LIMITS
    for _ in range(address_limit.most):
        assert report(world).status_code == 303
    response = report(world, "ostaje")
    assert response.status_code == 429 and int(response.headers["Retry-After"]) > 0
    assert response.page.xpath("string(//textarea)").strip() == "ostaje"
    others = [world.browser().submit(CONTACT, {"text": "x"}, form=0, environ_base={"REMOTE_ADDR": f"198.51.100.{number}"}).status_code
              for number in range(office_limit.most - address_limit.most + 1)]  # fmt: skip
    assert others == [303] * (len(others) - 1) + [429]
    assert len(found(world, ErrorReport)) == office_limit.most


def test_a_report_about_an_entry_that_was_just_taken_down_is_refused(context):
    publish("becej")
    office().published_revision = None
    db.session.flush()
    with pytest.raises(actions.NothingPublic):
        actions.receive(office(), SECTION, "x", locale="en", at=NOW)


def test_later_reports_open_tasks_of_their_own(context):
    publish("becej")
    for hours in range(2):
        actions.receive(office(), SECTION, "x", locale="en", at=NOW + timedelta(hours=hours))
    assert len(db.session.scalars(select(StaffTask)).all()) == 2
