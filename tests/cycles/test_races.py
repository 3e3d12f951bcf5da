"""Two who open, remind or close at once; and a process that dies while it opens or invites."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.cycles import actions, inviting
from ledportal.cycles.models import Cycle, CycleAnswer
from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from tests.crash.harness import kill_at_every_event
from tests.cycles.rounds import NOW, PAST, mails, make_cycle, make_register, open_cycle
from tests.factories import make_moderator, office
from tests.people import at_once, shared_world

pytestmark = pytest.mark.every_database

LIST = "/moderacija/ciklusi/"


@pytest.fixture
def world(app):
    def make():
        made = make_register()
        cycles = {name: make_cycle(by=made["staff"], name=name) for name in ("prvi", "drugi")}
        return made | cycles | {"other": make_moderator()}

    return shared_world(app, make)


def both(world, rest, version, cycles=("prvi", "prvi")):
    """Let two of staff press a button at once."""
    browsers = [world.browser(name) for name in ("staff", "other")]
    calls = [
        lambda each=each, name=name: each.send(f"{LIST}{world[name]}/{rest}/", {"version": version})
        for each, name in zip(browsers, cycles, strict=True)
    ]
    return at_once(*calls)


def count(world, *which):
    return world.ask(lambda: db.session.scalar(select(func.count()).where(*which)))


def test_two_who_open_a_cycle_open_it_once(world):
    assert both(world, "otvaranje", "1") == [303, 409]
    assert world.ask(lambda: len(mails())) == 4
    assert count(world, CycleAnswer.cycle_id == world["prvi"]) == 145
    assert count(world, AuditEvent.verb == "cycle.opened") == 1


def test_two_who_open_two_cycles_open_one(world):
    assert both(world, "otvaranje", "1", ("prvi", "drugi")) == [303, 409]
    assert count(world, Cycle.is_open.is_(True)) == count(world, AuditEvent.verb == "cycle.opened") == 1
    assert world.ask(lambda: len(mails())) == 4


def test_two_who_plan_a_cycle_of_one_name_plan_two(world):
    days = {"starts_on": "2027-01-10", "ends_on": "2027-02-10", "text": "Javite se."}
    browsers = [world.browser(name) for name in ("staff", "other")]
    assert at_once(*(lambda each=each: each.send(f"{LIST}novi/", {"name": "Popis", **days}) for each in browsers)) == [303, 303]
    assert world.ask(lambda: set(db.session.scalars(select(Cycle.slug)))) == {"prvi", "drugi", "popis", "popis-2"}


def test_two_who_remind_remind_once(world):
    world.ask(lambda: open_cycle(db.session.get_one(Cycle, world["prvi"]), by=db.session.get_one(User, world["staff"])))
    assert both(world, "podsetnik", "2") == [303, 409]
    assert world.ask(lambda: len(mails())) == 8


def test_two_who_close_a_cycle_close_it_once(world):
    world.ask(lambda: open_cycle(db.session.get_one(Cycle, world["prvi"]), by=db.session.get_one(User, world["staff"])))
    assert both(world, "zatvaranje", "2") == [303, 409]
    assert count(world, AuditEvent.verb == "cycle.closed") == 1
    assert count(world, Cycle.result.is_not(None), Cycle.closed_at.is_not(None)) == 1


@pytest.fixture
def few(world):
    """Five municipalities and batches of two, so that a kill at each event takes no hour."""

    def leave_five():
        kept = [office(slug).municipality_code for slug in ("becej", "ub", "ada", "senta", "bor")]
        for each in db.session.scalars(select(Municipality).where(Municipality.code.not_in(kept))):
            each.active = False
        db.session.commit()

    world.ask(leave_five)
    return world


def receivers():
    return sorted(mail.to_address for mail in mails())


def test_a_kill_at_any_moment_of_opening_loses_no_mail_and_doubles_none(few, monkeypatch):
    monkeypatch.setattr(inviting, "BATCH", 2)
    seen = set()

    def act():
        """Do what is left: open unless it is open, and queue what is owed."""
        with few.app.app_context():
            cycle = db.session.get_one(Cycle, few["prvi"])
            if cycle.opened_at is None:
                actions.open_(cycle, version=cycle.version, by=db.session.get_one(User, few["staff"]), at=PAST)
                db.session.commit()
            inviting.go_on(at=PAST)

    def check():
        cycle, found = db.session.get_one(Cycle, few["prvi"]), receivers()
        assert len(found) == len(set(found))
        answers = list(db.session.scalars(select(CycleAnswer)))
        assert len(answers) == (5 if cycle.opened_at else 0)
        asked = {each.office_id for each in answers if each.reached}
        assert asked == {office(mail.office_slug).id for mail in mails()}
        seen.add((cycle.opened_at is not None, len(found)))
        return cycle.opened_at is not None and all(each.invited_at for each in answers)

    kill_at_every_event(few.app, act, check)
    assert few.ask(receivers) == sorted(
        few.ask(lambda: ["pisarnica@ada.rs", *(db.session.get_one(User, few[name]).email for name in ("head", "first", "second"))])
    )
    assert {(False, 0), (True, 4)} <= seen and len(seen) > 2


def test_a_kill_at_any_moment_of_reminding_loses_no_mail_and_doubles_none(few, monkeypatch):
    monkeypatch.setattr(inviting, "BATCH", 2)

    def ask():
        cycle = open_cycle(db.session.get_one(Cycle, few["prvi"]), by=db.session.get_one(User, few["staff"]))
        actions.ask_for_reminders(cycle, version=cycle.version, by=db.session.get_one(User, few["staff"]), at=NOW)
        db.session.commit()

    few.ask(ask)

    def act():
        with few.app.app_context():
            inviting.go_on(at=NOW)

    def check():
        found = receivers()
        assert all(found.count(each) <= 2 for each in found)
        return db.session.get_one(Cycle, few["prvi"]).reminders_asked_at is None

    kill_at_every_event(few.app, act, check)
    assert few.ask(receivers) == sorted(few.ask(lambda: list({mail.to_address for mail in mails()})) * 2)
