"""The daily run: who gets what, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.freshness import reminders
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy, Listing, OfficeStatus
from ledportal.outbox.models import BlockedAddress
from ledportal.todo import finding
from ledportal.todo.actions import close
from ledportal.todo.kinds import Outcome
from ledportal.todo.models import StaffTask
from tests.factories import make_member, make_moderator, make_user, office
from tests.freshness.entries import DUE, EVERY, due_on, mails, noon, publish, queued, run

DAY = timedelta(days=1)


@pytest.fixture
def entry(context):
    place = publish()
    db.session.commit()
    assert due_on() == DUE
    return place


def tasks() -> list[tuple[str, bool]]:
    return [(each.kind, each.closed_at is None) for each in db.session.scalars(select(StaffTask).order_by(StaffTask.id))]


def block(address: str, reason: str = "bounced") -> None:
    db.session.add(BlockedAddress(address=address, reason=reason, since=noon(DUE)))
    db.session.commit()


def test_three_stages_and_no_more(entry):
    done = [run(noon(DUE, day)) for day in range(-3, 80)]
    assert [(day - 3, found) for day, found in enumerate(done) if any(found)] == [
        (0, (1, 0, 0, 0)),
        (14, (0, 1, 0, 0)),
        (28, (0, 0, 1, 0)),
    ]
    assert [row[1:] for row in queued() if row[1] == "due"] == [("due", stage, "ler.becej@example.org") for stage in (1, 2, 3)]
    assert [each.to_address for each in mails()] == ["ler.becej@example.org"] * 3
    assert len({each.key for each in mails()}) == 3


def test_a_stage_is_written_down_mailed_and_said_in_the_log_together(entry):
    run(noon(DUE))
    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "reminder.queued"))
    assert (event.office_slug, event.actor, event.details) == ("becej", "system", {"stage": 1, "due_on": "2026-07-10", "recipients": 1})


@pytest.mark.parametrize("doubt", [{"confirmed": False}, {"disabled_at": noon(DUE)}], ids=["not confirmed", "disabled"])
def test_an_account_in_doubt_lends_a_reminder_no_name_and_no_language(entry, doubt):
    make_user(email="ler.becej@example.org", name="Najpovoljniji krediti", locale="en", **doubt)
    db.session.commit()
    run(noon(DUE))
    (mail,) = mails()
    assert mail.to_address == "ler.becej@example.org" and mail.locale == "sr_Latn"
    assert "krediti" not in mail.to_name + mail.body_text


def test_the_last_stage_tells_staff_once(entry):
    for day in (0, 14, 28, 28, 29, 60):
        run(noon(DUE, day))
    assert tasks() == [("no_answer", True)]
    (mail,) = mails("no_answer")
    assert mail.to_address.startswith("staff.becej") and "Bečej" in mail.body_text


def test_of_staff_those_are_told_who_can_sign_in(entry):
    make_moderator(email="ugašena@example.org", disabled_at=noon(DUE))
    make_moderator(email="nepotvrđena@example.org", confirmed_at=None)
    db.session.commit()
    for day in (0, 14, 28):
        run(noon(DUE, day))
    assert len(mails("no_answer")) == 1 and mails("no_answer")[0].to_address.startswith("staff.becej")


def test_silence_that_staff_closed_is_work_again_as_long_as_it_lasts(entry):
    for day in (0, 14, 28):
        run(noon(DUE, day))
    (task,) = db.session.scalars(select(StaffTask))
    close(task, Outcome.REACHED, note="", version=1, by=make_moderator(), at=noon(DUE, 30))
    db.session.commit()
    opened = [sum(run(noon(DUE, day))) + finding.look(at=noon(DUE, day)) for day in (31, 119, 120, 121, 400)]
    assert opened == [0, 0, 1, 0, 0]
    assert tasks() == [("no_answer", False), ("no_answer", True)]


def test_a_confirmation_ends_it_and_the_next_due_day_starts_anew(entry):
    run(noon(DUE))
    place = office()
    confirming.confirm(place, EVERY, revision=place.published_revision_id, via=ConfirmedBy.PAGE, by=place.members[0], at=noon(DUE, 3))
    db.session.commit()
    assert due_on() == date(2027, 1, 13)
    assert [sum(run(noon(DUE, day))) for day in (14, 28, 100)] == [0, 0, 0]
    assert run(noon(due_on())) == (1, 0, 0, 0)


def test_late_by_ten_days_it_sends_one_mail_and_the_next_one_waits_from_there(entry):
    found = [(day, run(noon(DUE, day))) for day in (10, 10, 11, 23, 24, 60, 61, 74)]
    assert [(day, each[:3]) for day, each in found if any(each)] == [(10, (1, 0, 0)), (24, (0, 1, 0)), (60, (0, 0, 1))]


def test_without_an_address_for_reminders_the_members_get_it(entry):
    make_member(entry, role="editor", user=make_user(email="editor@example.org"))
    make_member(entry, role="editor", user=make_user(disabled_at=noon(DUE)))
    block("ler.becej@example.org")
    run(noon(DUE))
    assert sorted(each.to_address for each in mails()) == ["editor@example.org", "head.becej@example.org"]
    block("editor@example.org", "unsubscribed")
    run(noon(DUE, 14))
    assert [each.to_address for each in mails()[2:]] == ["head.becej@example.org"]


def test_where_nobody_can_be_written_to_the_stages_go_on_and_staff_get_it(entry):
    for address in ("ler.becej@example.org", "head.becej@example.org"):
        block(address)
    assert [run(noon(DUE, day))[:3] for day in (0, 14, 28)] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert [row[1:] for row in queued() if row[1] == "due"] == [("due", stage, "") for stage in (1, 2, 3)]
    assert (mails(), tasks()) == ([], [("nobody_to_write_to", True), ("no_answer", True)])


def test_an_address_that_works_again_closes_the_task(entry):
    block("ler.becej@example.org")
    block("head.becej@example.org")
    run(noon(DUE))
    db.session.query(BlockedAddress).delete()
    db.session.commit()
    run(noon(DUE, 14))
    assert tasks() == [("nobody_to_write_to", False)]


@pytest.mark.parametrize("status", [OfficeStatus.CLOSED, OfficeStatus.NONE])
def test_an_office_that_is_gone_is_not_reminded(entry, status):
    entry.status = status
    db.session.commit()
    assert run(noon(DUE)) == (0, 0, 0, 0)


def test_a_municipality_that_is_not_in_the_register_is_not_reminded(entry):
    entry.municipality.active = False
    db.session.commit()
    assert run(noon(DUE)) == (0, 0, 0, 0)


def test_what_was_never_confirmed_is_due_at_once(context):
    publish(confirmed=())
    db.session.commit()
    assert due_on() == date(2026, 1, 10)
    assert run(noon(due_on())) == (1, 0, 0, 0)


def test_many_offices_are_done_in_batches_each_once(context):
    slugs = ["ada", "bor", "ub", "senta", "topola", "raca", "apatin", "arilje", "bac", "becej", "blace", "bogatic", "bojnik", "boljevac",
             "bosilegrad", "brus", "bujanovac", "crna-trava", "cajetina", "cuprija", "despotovac", "doljevac", "gadzin-han", "golubac",
             "ivanjica", "kanjiza", "kladovo", "knic"]  # fmt: skip
    for slug in slugs:
        publish(slug)
    db.session.commit()
    assert (run(noon(DUE)), run(noon(DUE))) == ((len(slugs), 0, 0, 0), (0, 0, 0, 0))
    assert sorted(each.to_address for each in mails()) == sorted(f"ler.{slug}@example.org" for slug in slugs)


@pytest.mark.parametrize("damage", [{"contact": {}}, {"sites": []}], ids=["found while planning", "found while writing"])
def test_an_office_whose_mail_cannot_be_made_does_not_stop_the_others(context, caplog, damage):
    first, middle, last = (each.slug for each in sorted((publish(slug) for slug in ("ada", "bor", "ub")), key=lambda each: each.id))
    broken = office(middle).published_revision
    broken.content = {**broken.content, **damage}
    db.session.commit()
    done = reminders.run(at=noon(DUE))
    assert (done.first, done.failed) == (2, 1)
    assert [row[0] for row in queued()] == [first, last]
    assert [each.to_address for each in mails()] == [f"ler.{slug}@example.org" for slug in (first, last)]
    assert "reminder failed" in caplog.text


DOCUMENT = {"id": "d1", "type": "led_strategy", "title": "Strategija", "in_preparation": False, "start": "2020", "end": "2026",
            "adopted": "", "link": "", "file": []}  # fmt: skip


def ending(*documents, certificate="none", valid_to=""):
    return publish(documents={"documents": list(documents)}, environment={"certificate": certificate, "certificate_valid_to": valid_to})


def test_of_each_end_the_office_is_told_once_in_one_mail(context):
    later = {**DOCUMENT, "id": "d2", "title": "Plan", "end": "2027"}
    ending(DOCUMENT, {**DOCUMENT, "id": "d3", "end": "2025"}, later, certificate="certified", valid_to="2026-12-20")
    db.session.commit()
    first, second = date(2026, 12, 20), date(2026, 12, 31)
    assert [run(noon(day, -30))[3] for day in (first - DAY, first, first, second - DAY, second, second)] == [0, 1, 0, 0, 1, 0]
    assert [run(noon(date(2027, 12, 31), late))[3] for late in (-31, 4, 5)] == [0, 1, 0]
    assert [row[1:] for row in queued() if row[1] == "ending"] == [("ending", 1, "ler.becej@example.org")] * 3
    assert db.session.scalars(select(Listing.ends_on)).one() is None
    assert "20. decembar 2026." in mails("ending")[0].body_text


def test_an_end_on_the_due_day_itself_takes_no_reminder_away(context):
    ending(certificate="certified", valid_to=DUE.isoformat())
    db.session.commit()
    assert [run(noon(DUE, day)) for day in (-30, 0)] == [(0, 0, 0, 1), (1, 0, 0, 0)]


def test_an_end_of_which_nobody_can_be_told_is_the_staffs_work_once(context):
    ending(certificate="certified", valid_to="2026-06-30")
    for address in ("ler.becej@example.org", "head.becej@example.org"):
        block(address)
    assert [run(noon(date(2026, 6, day)))[3] for day in (1, 2)] == [1, 0]
    assert queued() == [("becej", "ending", 1, "")]
    assert (mails("ending"), tasks()) == ([], [("nobody_to_write_to", True)])


def test_that_one_office_was_told_of_its_end_takes_none_from_another(context):
    ending(certificate="certified", valid_to="2026-06-20")
    publish("ada", environment={"certificate": "certified", "certificate_valid_to": "2026-06-30"})
    db.session.commit()
    run(noon(date(2026, 5, 21)))
    run(noon(date(2026, 5, 31)))
    assert [row[0] for row in queued()] == ["becej", "ada"]


def test_ends_that_come_close_together_stand_in_one_mail(context):
    ending(DOCUMENT, {**DOCUMENT, "id": "d2", "title": "Plan"})
    db.session.commit()
    run(noon(date(2026, 12, 5)))
    (mail,) = mails("ending")
    assert "Strategija" in mail.body_text and "Plan" in mail.body_text
    assert len([row for row in queued() if row[1] == "ending"]) == 2
