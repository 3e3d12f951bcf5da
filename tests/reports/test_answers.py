"""Members and staff say what came of a report, once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices.profile import CONTACT
from ledportal.outbox.models import OutboxMessage
from ledportal.reports import actions
from ledportal.reports.models import ErrorReport
from ledportal.todo.models import StaffTask
from tests.directory.entries import publish
from tests.factories import NOW, make_member, make_moderator, office
from tests.people import at_once, shared_world

REPORTS = "/moja-kancelarija/becej/prijave/"
TASKS = "/moderacija/zadaci/"


@pytest.fixture
def world(app):
    def make():
        head = make_member(office())
        publish("becej")
        return {
            "head": head,
            "staff": make_moderator(),
            "other": make_member(office("ub")),
            "report": actions.receive(office(), CONTACT, "Стари телефон.", email="citalac@example.org", locale="sr_Cyrl", at=NOW),
            "anonymous": actions.receive(office(), CONTACT, "Nešto.", locale="en", at=NOW),
        }

    return shared_world(app, make)


def url(world, name="report"):
    return f"{REPORTS}{world[name]}/"


def answer(world, by="head", name="report", **data):
    return world.browser(by).submit(url(world, name), {"outcome": "corrected", "answer": "Ispravljeno.\r\nHvala.", **data})


def state(world, name="report"):
    def ask():
        report = db.session.get_one(ErrorReport, world[name])
        task = db.session.scalars(select(StaffTask).where(StaffTask.key == f"error_report:becej:{report.id}")).one()
        return report.outcome, report.answer, task.outcome, task.closed_by_id

    return world.ask(ask)


def mails(world):
    query = select(OutboxMessage).where(OutboxMessage.template == "error_report_answered")
    return world.ask(lambda: db.session.scalars(query).all())


def test_members_come_to_the_reports_from_their_office(world):
    page = world.browser("head").get("/moja-kancelarija/becej/").page
    assert "2 readers say" in page.xpath("string(//main)")
    assert page.xpath(f"//a[@href='{REPORTS}']")
    assert world.browser("head").get(REPORTS).page.xpath("//tbody//a/@href") == [url(world, "anonymous"), url(world)]


def test_an_answer_ends_the_staffs_task_and_is_told_to_the_reader(world):
    assert answer(world).status_code == 303
    assert state(world) == ("corrected", "Ispravljeno.\nHvala.", "corrected", world["head"])
    (mail,) = mails(world)
    assert (mail.to_address, mail.to_name, mail.locale) == ("citalac@example.org", "", "sr_Cyrl")
    assert "Исправљено." in mail.body_text and "телефон" not in mail.body_text
    assert world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))))[-2:] == [
        "report.answered",
        "task.closed",
    ]
    assert "Ispravljeno." in world.browser("head").get(url(world)).page.xpath("string(//main)")


def test_who_answered_comes_back_to_where_the_report_was_found(world):
    back = "//a[@class='govuk-back-link']/@href"
    assert [world.browser(who).get(url(world)).page.xpath(back) for who in ("head", "staff")] == [[REPORTS], [TASKS]]
    assert (answer(world).location, answer(world, "staff", "anonymous").location) == (REPORTS, TASKS)


def test_a_reader_who_left_no_address_gets_no_mail(world):
    assert answer(world, name="anonymous").status_code == 303
    assert mails(world) == []


def test_only_staff_call_a_report_spam_and_nobody_is_told(world):
    assert answer(world, outcome="spam").status_code == 422
    assert "spam" not in world.browser("head").get(url(world)).text
    assert answer(world, "staff", outcome="spam").status_code == 303
    assert state(world)[0] == "spam" and mails(world) == []


def test_only_staff_see_the_readers_address(world):
    seen = {who: "citalac@example.org" in world.browser(who).get(url(world)).text for who in ("head", "staff")}
    assert seen == {"head": False, "staff": True}


def test_nobody_else_sees_reports(world):
    for path in (REPORTS, url(world)):
        assert [world.browser(who).get(path).status_code for who in ("other", None)] == [404, 303]
    assert world.browser("other").get(f"/moja-kancelarija/ub/prijave/{world['report']}/").status_code == 404


@pytest.mark.parametrize("data", [{"outcome": ""}, {"outcome": "reached"}, {"answer": "a" * 1501}])
def test_an_answer_that_is_none_is_refused_and_the_rest_stays(world, data):
    response = answer(world, **data)
    assert response.status_code == 422
    assert response.page.xpath("string(//textarea)").strip().startswith(data.get("answer", "Ispravljeno.")[:9])
    assert state(world)[0] is None


def test_a_second_answer_shows_the_first_and_keeps_what_was_typed(world):
    late = world.browser("staff")
    answer(world)
    for version in (1, 2):
        response = late.send(url(world), {"outcome": "right", "answer": "kasno", "version": version})
        assert response.status_code == 409
        text = response.page.xpath("string(//main)")
        assert "Ispravljeno." in text and "kasno" in text
    assert len(mails(world)) == 1


def test_of_two_answers_at_once_one_counts(world):
    calls = [(world.browser(who), {"outcome": outcome, "version": 1}) for who, outcome in (("head", "right"), ("staff", "corrected"))]
    assert at_once(*(lambda b=browser, d=data: b.send(url(world), d) for browser, data in calls)) == [303, 409]
    assert len(mails(world)) == 1


@pytest.mark.parametrize("path", ["0/", "2147483648/", "x/", "?strana=9"])
def test_bad_addresses_are_not_found(world, path):
    assert world.browser("head").get(f"{REPORTS}{path}").status_code == 404
