"""The daily look opens and closes tasks by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from ledportal import housekeeping
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.offices import confirming
from ledportal.offices.models import ConfirmedBy, Listing, OfficeStatus
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.outbox.models import BlockedAddress
from ledportal.todo import actions, finding
from ledportal.todo.actions import AGAIN_AFTER
from ledportal.todo.kinds import Kind
from ledportal.todo.models import StaffTask
from ledportal.todo.rules import ENDING
from tests.directory.entries import publish
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.people import make_world

TOMORROW = NOW + timedelta(days=1)


def tasks(*, opened=True):
    query = select(StaffTask.kind).where(StaffTask.closed_at.is_(None) if opened else StaffTask.closed_at.is_not(None))
    return db.session.scalars(query.order_by(StaffTask.id)).all()


def head():
    return db.session.scalars(select(Membership).where(Membership.office_id == office().id, Membership.role == "head")).one()


def leave(member):
    member.status, member.ended_at = "ended", NOW
    db.session.flush()


@pytest.fixture
def published(context):
    publish("becej")
    return context


def test_an_office_in_good_order_is_no_work(published):
    assert finding.look(at=NOW) == 0 and tasks() == []


def test_a_public_entry_whose_only_member_left_is_work_until_somebody_joins(published):
    leave(head())
    assert finding.look(at=NOW) == 1 and tasks() == ["no_member"]
    assert finding.look(at=TOMORROW) == 0
    make_member(office())
    assert finding.look(at=TOMORROW) == 1
    assert (tasks(), tasks(opened=False)) == ([], ["no_member"])
    verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)).all()
    assert verbs[-2:] == ["task.opened", "task.closed"]


@pytest.mark.parametrize("values", [{"disabled_at": NOW}, {"deleted_at": NOW}, {"confirmed_at": None}])
def test_a_member_whose_account_does_not_work_is_none(published, values):
    for name, value in values.items():
        setattr(head().user, name, value)
    finding.look(at=NOW)
    assert tasks() == ["no_member"]


def test_members_whose_head_left_need_another(published):
    editor = make_member(office(), role="editor")
    leave(head())
    finding.look(at=NOW)
    assert tasks() == ["no_head"]
    found = db.session.scalars(select(Membership).where(Membership.user_id == editor.id)).one()
    found.role = "head"
    finding.look(at=TOMORROW)
    assert tasks() == []


def test_a_head_whose_account_does_not_work_heads_nothing(published):
    make_member(office(), role="editor")
    head().user.disabled_at = NOW
    finding.look(at=NOW)
    assert tasks() == ["no_head"]


def test_one_cause_becomes_the_other(published):
    make_member(office(), role="editor")
    for member in office().granted:
        leave(member)
    finding.look(at=NOW)
    make_member(office(), role="editor")
    finding.look(at=TOMORROW)
    assert (tasks(), tasks(opened=False)) == (["no_head"], ["no_member"])


def test_an_office_that_closed_or_left_the_register_is_no_work(published):
    leave(head())
    finding.look(at=NOW)
    office().status = OfficeStatus.CLOSED
    finding.look(at=TOMORROW)
    assert tasks() == []
    office().status, office().municipality.active = OfficeStatus.EXISTS, False
    finding.look(at=TOMORROW)
    assert tasks() == []


def test_what_staff_closed_is_not_opened_again_for_the_same_cause_until_much_later(published):
    leave(head())
    finding.look(at=NOW)
    (task,) = db.session.scalars(select(StaffTask)).all()
    actions.close(task, "letter", note="", version=1, by=make_moderator(), at=NOW)
    assert finding.look(at=NOW + AGAIN_AFTER - timedelta(seconds=1)) == 0
    assert finding.look(at=NOW + AGAIN_AFTER) == 1


@pytest.mark.parametrize(("kind", "again"), [(Kind.NOBODY_TO_WRITE_TO, False), (Kind.UNSUBSCRIBED, True), (Kind.ERROR_REPORT, True)])
def test_what_happens_again_is_new_work_and_what_only_lasts_is_not(published, kind, again):
    task = actions.open_task(kind, office(), at=NOW, due_on="2026-10-01")
    actions.close(task, "reached", note="", version=1, by=make_moderator(), at=NOW)
    assert (actions.open_task(kind, office(), at=TOMORROW, due_on="2026-10-01") is not None) is again


def test_the_daily_look_leaves_to_others_what_it_does_not_open(published):
    opened = [actions.open_task(kind, office(), at=NOW) for kind in Kind if kind not in ENDING]
    leave(head())
    assert finding.look(at=TOMORROW) == 1
    assert tasks() == [*(each.kind for each in opened), "no_member"]


def test_what_staff_closed_is_opened_for_a_new_cause(published):
    leave(head())
    finding.look(at=NOW)
    (task,) = db.session.scalars(select(StaffTask)).all()
    actions.close(task, "letter", note="", version=1, by=make_moderator(), at=NOW)
    newcomer = make_member(office(), role="editor")
    finding.look(at=TOMORROW)
    leave(db.session.scalars(select(Membership).where(Membership.user_id == newcomer.id)).one())
    actions.close(db.session.scalars(select(StaffTask).where(StaffTask.kind == Kind.NO_HEAD)).one(), "reached", note="", version=1,
                  by=make_moderator(), at=TOMORROW)  # fmt: skip
    finding.look(at=TOMORROW)
    assert tasks() == ["no_member"]


def test_a_confirmation_ends_what_asked_for_an_answer(published):
    due_on = db.session.get(Listing, office().id).due_on
    for kind in (Kind.NO_ANSWER, Kind.NOBODY_TO_WRITE_TO):
        actions.open_task(kind, office(), at=NOW, due_on=due_on.isoformat())
    db.session.add(BlockedAddress(address=head().user.email, reason="bounced", since=NOW))
    assert finding.look(at=NOW) == 0
    keys = [section.key for section in PUBLIC_SECTIONS]
    revision = office().published_revision_id
    confirming.confirm(office(), keys, revision=revision, via=ConfirmedBy.PAGE, by=head().user, at=TOMORROW)
    assert finding.look(at=TOMORROW) == 2 and tasks() == []


def ask_for_an_answer():
    due_on = db.session.get(Listing, office().id).due_on
    return actions.open_task(Kind.NO_ANSWER, office(), at=NOW, due_on=due_on.isoformat())


def test_silence_is_work_again_long_after_staff_closed_it(published):
    task = ask_for_an_answer()
    assert finding.look(at=NOW) == 0
    actions.close(task, "reached", note="", version=1, by=make_moderator(), at=NOW)
    assert finding.look(at=NOW + AGAIN_AFTER - timedelta(seconds=1)) == 0 and tasks() == []
    assert finding.look(at=NOW + AGAIN_AFTER) == 1 and tasks() == ["no_answer"]
    assert finding.look(at=NOW + AGAIN_AFTER) == 0
    (again,) = db.session.scalars(select(StaffTask).where(StaffTask.closed_at.is_(None)))
    actions.close(again, "letter", note="", version=1, by=make_moderator(), at=NOW + AGAIN_AFTER)
    assert finding.look(at=NOW + 2 * AGAIN_AFTER) == 1 and tasks() == ["no_answer"]


def test_silence_that_ended_is_no_work_again(published):
    actions.close(ask_for_an_answer(), "reached", note="", version=1, by=make_moderator(), at=NOW)
    keys, revision = [section.key for section in PUBLIC_SECTIONS], office().published_revision_id
    confirming.confirm(office(), keys, revision=revision, via=ConfirmedBy.PAGE, by=head().user, at=TOMORROW)
    assert finding.look(at=NOW + AGAIN_AFTER) == 0 and tasks() == []


def test_silence_of_an_office_that_came_back_is_work_again_at_once(published):
    ask_for_an_answer()
    office().municipality.active = False
    assert finding.look(at=TOMORROW) == 1 and tasks() == []
    office().municipality.active = True
    assert finding.look(at=TOMORROW) == 1 and tasks() == ["no_answer"]


def test_somebody_to_write_to_ends_that_there_was_nobody(published):
    due_on = db.session.get(Listing, office().id).due_on
    db.session.add(BlockedAddress(address=head().user.email, reason="bounced", since=NOW))
    actions.open_task(Kind.NOBODY_TO_WRITE_TO, office(), at=NOW, due_on=due_on.isoformat())
    assert finding.look(at=NOW) == 0
    make_member(office(), role="editor", user=make_user())
    assert finding.look(at=TOMORROW) == 1


def test_it_goes_through_all_offices_whatever_the_size_of_a_batch(published, monkeypatch):
    publish("ub")
    for slug in ("becej", "ub"):
        leave(office(slug).granted[0])
    monkeypatch.setattr(finding, "LOOKED_AT", 1)
    assert finding.look(at=NOW) == 2


def test_the_daily_work_does_it(published):
    leave(head())
    db.session.commit()
    assert housekeeping.run(at=NOW)["tasks opened or closed"] == 1


def test_two_workers_at_once_open_one_task(app):
    def make():
        for slug in ("becej", "ub", "ada"):
            publish(slug)
            leave(office(slug).granted[0])
        return {}

    world = make_world(app, make)
    barrier = Barrier(2)

    def run(_):
        with app.app_context():
            barrier.wait(30)
            return finding.look(at=NOW)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 3
    assert world.ask(tasks) == ["no_member"] * 3
