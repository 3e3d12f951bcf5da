"""A dead address is written to once: then staff have a task, and no more mail goes there until they say so."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts import mails
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.outbox import blocking, claims, delivery
from ledportal.outbox import failures as failures_of
from ledportal.outbox.answers import Answer
from ledportal.outbox.holding import HOLDING
from ledportal.outbox.models import BlockedAddress, DeliveryFailure, OutboxMessage, Reason
from ledportal.todo.models import StaffTask
from tests.factories import NOW, make_moderator, make_user, office
from tests.outbox.mails import deliver, queue, row, states
from tests.outbox.smtp import DEFER, REJECT
from tests.people import make_world

ADDRESSES = "/moderacija/posta/adrese/"
FULL = "552 5.2.2 Mailbox full"
SPAM = "550 5.7.1 Looks like spam"


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"staff": make_moderator(), "becej": office("becej"), "ada": office("ada")})


def failures(world):
    columns = (DeliveryFailure.source, DeliveryFailure.status, DeliveryFailure.permanent, DeliveryFailure.answer)
    return world.ask(lambda: db.session.execute(select(*columns).order_by(DeliveryFailure.id)).all())


def blocks(world):
    return world.ask(lambda: db.session.execute(select(BlockedAddress.address, BlockedAddress.reason)).all())


def tasks(world):
    columns = (StaffTask.kind, StaffTask.office_id, StaffTask.outcome)
    return world.ask(lambda: db.session.execute(select(*columns).order_by(StaffTask.id)).all())


def send(world, *names, **values):
    queue(world.app, *names, **values)
    return deliver(world.app)


def test_after_a_rejected_recipient_nothing_more_goes_to_the_address(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    assert send(world, "mira", office_slug="becej") == (0, 0, 1)
    assert failures(world) == [("smtp", "5.1.1", True, REJECT)]
    assert blocks(world) == [("mira@example.org", "bounced")]
    assert tasks(world) == [("dead_address", world["becej"], None)]
    smtp.answers.clear()
    assert send(world, "second", to_address="Mira@Example.org", office_slug="becej") == (0, 0, 0)
    withheld = row(world.app, "second")
    assert (withheld.state, withheld.attempts, withheld.last_error, withheld.claimed_at) == ("withheld", 0, "bounced", None)
    assert (smtp.rcpts, len(tasks(world)), len(failures(world))) == (["mira@example.org"], 1, 1)


def test_two_mails_to_a_dead_address_in_one_pass_are_one_try(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    queue(world.app, "mira", office_slug="becej")
    assert send(world, "second", to_address="mira@example.org", office_slug="ada") == (0, 0, 1)
    assert (smtp.rcpts, states(world.app)) == (["mira@example.org"], {"failed": 1, "withheld": 1})
    assert tasks(world) == [("dead_address", world["becej"], None), ("dead_address", world["ada"], None)]


def test_mail_of_an_account_gives_a_task_without_an_office(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    send(world, "mira")
    assert tasks(world) == [("dead_address", None, None)]


@pytest.mark.parametrize("template", ["account_deleted", "error_report_answered"])
def test_a_farewell_that_does_not_arrive_is_nobodys_business(world, smtp, template):
    smtp.answers["mira@example.org"] = REJECT
    assert send(world, "mira", template=template) == (0, 0, 1)
    assert (len(failures(world)), blocks(world), tasks(world)) == (1, [], [])
    world.ask(lambda: (blocking.block("mira@example.org", Reason.BOUNCED, "becej", at=NOW), db.session.commit()))
    send(world, "second", to_address="mira@example.org", template=template)
    assert (row(world.app, "second").state, len(tasks(world))) == ("withheld", 1)


def test_of_a_deleted_account_not_even_the_failure_names_the_address(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    send(world, "mira", template="account_deleted")
    world.ask(lambda: (mails.clean(at=clock.now()), db.session.commit()))
    assert "mira" not in str(world.ask(lambda: db.session.execute(select(DeliveryFailure.address, DeliveryFailure.answer)).all()))


@pytest.mark.parametrize(("told", "count"), [(FULL, 1), (SPAM, 1), (DEFER, 0), ("550 Go away", 1)])
def test_what_says_nothing_against_the_address_does_not_block_it(world, smtp, told, count):
    smtp.answers["mira@example.org"] = told
    assert send(world, "mira")[2] == count
    assert [each.answer for each in failures(world)] == [told]
    assert (blocks(world), tasks(world)) == ([], [])


def test_each_try_that_failed_is_written_down(world, smtp):
    smtp.answers["mira@example.org"] = DEFER
    queue(world.app, "mira")
    while deliver(world.app, row(world.app).next_attempt_at)[1]:
        pass
    assert failures(world) == [("smtp", "4.7.1", False, DEFER)] * 9
    assert (row(world.app).state, blocks(world)) == ("failed", [])


def test_an_unsubscribed_address_gets_what_it_must_have_and_nothing_else(world, smtp):
    with world.app.app_context():
        db.session.add(BlockedAddress(address="mira@example.org", reason=Reason.UNSUBSCRIBED, since=NOW))
        db.session.commit()
    queue(world.app, "mira")
    assert send(world, "reminder", to_address="mira@example.org", unsubscribe_url="https://registar.example.org/odjava/x/") == (1, 0, 0)
    assert (row(world.app, "reminder").state, row(world.app, "reminder").last_error) == ("withheld", "unsubscribed")
    assert (row(world.app).state, tasks(world)) == ("sent", [])


def test_staff_see_why_and_write_to_the_address_again(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    send(world, "mira", office_slug="becej")
    send(world, "second", to_address="mira@example.org", office_slug="becej")
    staff, number = world.browser("staff"), row(world.app, "second").id
    page = staff.get(f"/moderacija/posta/{number}/").page
    assert page.xpath("//main//form") == []
    assert staff.send(f"/moderacija/posta/{number}/", {"attempts": "0"}).status_code == 409
    (link,) = page.xpath("//main//a[contains(@href, '/adrese/')]/@href")
    text = staff.get(link).page.xpath("string(//main)")
    assert REJECT in text and "There is no such mailbox." in text and "Bečej" in text
    assert staff.get(ADDRESSES).page.xpath("//tbody//th//@href") == [link]
    assert staff.submit(link).status_code == 303
    assert (blocks(world), tasks(world)) == ([], [("dead_address", world["becej"], "cause_gone")])
    assert staff.get(link).status_code == 404
    smtp.answers.clear()
    assert staff.submit(f"/moderacija/posta/{number}/").status_code == 303
    assert deliver(world.app, clock.now()) == (1, 0, 0)
    done = AuditEvent.verb.in_(("address.blocked", "address.unblocked"))
    assert world.ask(lambda: list(db.session.scalars(select(AuditEvent.verb).where(done).order_by(AuditEvent.id)))) == [
        "address.blocked",
        "address.unblocked",
    ]


def test_a_mails_page_says_in_words_what_the_server_said(world, smtp):
    smtp.answers["mira@example.org"] = FULL
    send(world, "mira")
    page = world.browser("staff").get(f"/moderacija/posta/{row(world.app).id}/").page
    text = " ".join(page.xpath("string(//main//tbody)").split())
    assert "While sending" in text and "The mailbox is full." in text and FULL in text


def test_the_list_finds_addresses_by_text_and_reason(world):
    with world.app.app_context():
        blocking.block("dead@example.org", Reason.BOUNCED, "becej", at=NOW)
        blocking.block("quiet@example.org", Reason.UNSUBSCRIBED, None, at=NOW)
        db.session.commit()
    staff = world.browser("staff")

    def found(query):
        return [each.xpath("string()") for each in staff.get(ADDRESSES + query).page.xpath("//tbody//th")]

    assert found("") == ["quiet@example.org", "dead@example.org"]
    assert found("?q=DEAD") == ["dead@example.org"]
    assert found("?reason=unsubscribed") == ["quiet@example.org"]
    assert found("?q=nobody") == []


def test_staff_see_that_a_mail_came_back(world, smtp):
    send(world, "mira")
    with world.app.app_context():
        failures_of.note(
            db.session.get_one(OutboxMessage, 1), Answer(FULL, "5.2.2", permanent=True, dead=False), source="notification", at=NOW
        )
        db.session.commit()
    staff = world.browser("staff")
    assert "Came back" in staff.get("/moderacija/posta/").page.xpath("string(//tbody)")
    assert "Came back" in staff.get("/moderacija/posta/1/").page.xpath("string(//main)")


def test_a_person_is_told_that_mail_to_them_does_not_arrive(world):
    staff = world.browser("staff")
    assert "does not arrive" not in staff.get("/nalog/").page.xpath("string(//main)")
    with world.app.app_context():
        blocking.block(db.session.get_one(User, world["staff"]).email, Reason.BOUNCED, None, at=NOW)
        db.session.commit()
    assert "does not arrive" in staff.get("/nalog/").page.xpath("string(//main)")


def test_the_end_of_an_account_forgets_where_its_mail_did_not_arrive(world, smtp):
    smtp.answers["mira@example.org"] = REJECT
    send(world, "mira", office_slug="becej")
    with world.app.app_context():
        user = make_user(email="mira@example.org")
        blocking.block("other@example.org", Reason.BOUNCED, "ada", at=NOW)
        assert [each["status"] for each in HOLDING.export(user)["failures"]] == ["5.1.1"]
        HOLDING.leave(user, by=user, at=NOW)
        db.session.commit()
    assert (failures(world), blocks(world)) == ([], [("other@example.org", "bounced")])
    assert tasks(world) == [("dead_address", world["becej"], "cause_gone"), ("dead_address", world["ada"], None)]
    told = world.ask(lambda: db.session.execute(select(StaffTask.key, StaffTask.details).order_by(StaffTask.id)).all())
    assert "mira" not in str(told) and "other@example.org" in told[1].key and told[1].details["address"] == "other@example.org"


def test_a_worker_that_has_held_its_mails_too_long_claims_them_anew(world, smtp):
    queue(world.app, "a", "b")
    times = iter([NOW] * 4)
    with world.app.app_context():
        done = delivery.deliver(clock=lambda: next(times, NOW + claims.HELD))
    assert (done.sent, len(smtp.received), states(world.app)) == (2, 2, {"sent": 2})
    assert row(world.app, "a").attempts == 1
