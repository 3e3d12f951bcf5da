"""Who is written to, in which words, how often; and that nothing is lost or sent twice however often it is begun."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ledportal.cycles import actions, inviting, queries
from ledportal.cycles.models import CycleAnswer, CycleLink
from ledportal.cycles.recipients import Why
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.outbox.models import BlockedAddress, Reason
from tests.cycles.rounds import NOW, PAST, mails, make_cycle, make_register, open_cycle
from tests.factories import office


@pytest.fixture
def made(context):
    return make_register()


def block(address, reason=Reason.BOUNCED):
    db.session.add(BlockedAddress(address=address, reason=reason, since=PAST))
    db.session.flush()


def receivers():
    return sorted((mail.office_slug, mail.to_address) for mail in mails())


def test_members_are_written_to_else_the_registry_office(made):
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    wanted = [("ada", "pisarnica@ada.rs"), ("becej", made["head"].email), ("ub", made["first"].email), ("ub", made["second"].email)]
    assert receivers() == sorted(wanted)
    by_office = {each.office.slug: each for each in queries.answers(cycle)}
    assert [by_office[slug].reached for slug in ("becej", "ub", "ada", "senta")] == ["members", "members", "registry", ""]
    assert {each.invited_at for each in by_office.values()} == {PAST}
    assert all(mail.unsubscribe_url for mail in mails())


def test_only_what_is_published_is_confirmed_by_a_link(made):
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    (link,) = db.session.scalars(select(CycleLink))
    assert (link.answer.office.slug, link.link.address, link.link.due_on) == ("becej", made["head"].email, cycle.ends_on)


@pytest.mark.parametrize("reason", Reason)
def test_blocked_addresses_are_not_written_to(made, reason):
    for address in (made["first"].email, made["head"].email, "pisarnica@ada.rs"):
        block(address, reason)
    office("becej").municipality.registry_email = "pisarnica@becej.rs"
    db.session.flush()
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    assert receivers() == [("becej", "pisarnica@becej.rs"), ("ub", made["second"].email)]
    places = queries.places(cycle, queries.answers(cycle))
    why = {place.office.slug: inviting.why_call(place, at=PAST) for place in places}
    assert (why["ada"], why["senta"], why["becej"]) == (Why.BLOCKED, Why.NO_ADDRESS, None)


@pytest.mark.parametrize(("column", "value"), [("disabled_at", PAST), ("confirmed_at", None)])
def test_accounts_that_are_disabled_or_whose_address_is_not_confirmed_get_nothing(made, column, value):
    setattr(made["head"], column, value)
    db.session.flush()
    open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    assert "becej" not in {slug for slug, _ in receivers()}


def test_the_preview_says_what_opening_does(made):
    planned = inviting.preview()
    kinds = {office.slug: inviting.kind(office, plan) for office, plan in planned}
    assert [kinds[slug] for slug in ("becej", "ub", "ada", "senta")] == ["confirm", "fill_in", "register", ""]
    open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    assert sum(len(plan.to) for _, plan in planned) == len(mails()) and len(planned) == 145


def test_going_on_again_sends_nothing_twice(made):
    open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    before = receivers()
    assert inviting.go_on(at=NOW) == 0
    assert receivers() == before


def test_batches_are_taken_up_where_they_ended(made, monkeypatch):
    monkeypatch.setattr(inviting, "BATCH", 40)
    cycle = make_cycle(by=made["staff"])
    actions.open_(cycle, version=cycle.version, by=made["staff"], at=PAST)
    db.session.commit()
    inviting.go_on(at=PAST, batches=2)
    assert queries.count_uninvited(cycle) == 65
    inviting.go_on(at=NOW)
    assert queries.count_uninvited(cycle) == 0
    assert len(receivers()) == len(set(receivers())) == 4


def test_offices_are_taken_in_the_order_in_which_everybody_locks_them(made, monkeypatch):
    monkeypatch.setattr(inviting, "BATCH", 40)
    cycle = make_cycle(by=made["staff"])
    actions.open_(cycle, version=cycle.version, by=made["staff"], at=PAST)
    db.session.commit()
    inviting.go_on(at=PAST, batches=1)
    ids = db.session.scalars(select(CycleAnswer.office_id).order_by(CycleAnswer.office_id)).all()
    invited = db.session.scalars(select(CycleAnswer.office_id).where(CycleAnswer.invited_at.is_not(None))).all()
    assert sorted(invited) == ids[:40]


def remind(cycle, made, at):
    actions.ask_for_reminders(cycle, version=cycle.version, by=made["staff"], at=at)
    db.session.commit()
    return inviting.go_on(at=at)


def test_who_has_not_answered_is_reminded_once_a_week(made, monkeypatch):
    monkeypatch.setattr(inviting, "BATCH", 40)
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    actions.note(queries.find_answer(cycle, "ada"), State.NO_OFFICE, "", version=1, by=made["staff"], at=PAST)
    db.session.commit()
    days = [timedelta(days=days) for days in (6, 7, 8, 13, 14)]
    assert [remind(cycle, made, PAST + each) for each in days] == [0, 2, 0, 0, 2]
    reminders = [mail for mail in mails() if mail.key.count(":") == 4]
    assert [sorted(mail.office_slug for mail in part) for part in (reminders[:3], reminders[3:])] == [["becej", "ub", "ub"]] * 2
    assert all(mail.subject.startswith("Reminder: ") for mail in reminders)
    assert cycle.reminders_asked_at is None


def test_a_closed_cycle_writes_to_nobody(made):
    cycle = make_cycle(by=made["staff"])
    actions.open_(cycle, version=cycle.version, by=made["staff"], at=PAST)
    actions.close(cycle, version=cycle.version, by=made["staff"], at=PAST)
    db.session.commit()
    assert inviting.go_on(at=NOW) == 0 and mails() == []


def test_what_one_cycle_asks_is_nothing_to_one_that_is_closed(made):
    staff, first = made["staff"], make_cycle(by=made["staff"])
    actions.open_(first, version=first.version, by=staff, at=PAST)
    actions.close(first, version=first.version, by=staff, at=PAST)
    open_cycle(make_cycle(by=staff, name="Drugo"), by=staff, at=NOW)
    assert len(mails()) == 4
    assert {each.invited_at for each in queries.answers(first)} == {None}
    with pytest.raises(actions.Stale):
        actions.note(queries.find_answer(first, "ada"), State.PHONE, "", version=1, by=staff, at=NOW)


def test_municipalities_that_are_not_in_the_register_are_not_asked(made):
    office("senta").municipality.active = False
    db.session.flush()
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    assert db.session.scalar(select(func.count()).where(CycleAnswer.cycle_id == cycle.id)) == 144
    assert queries.find_answer(cycle, "senta") is None


def test_a_key_names_no_address(made):
    open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    keys = [mail.key for mail in mails()]
    assert len(set(keys)) == 4 and not [key for key in keys if "@" in key]
