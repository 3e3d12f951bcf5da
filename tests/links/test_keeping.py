"""The links of published profiles: taken over daily, probed one at a time, and told about when they fail for a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.links import actions, queries, work
from ledportal.links.models import CheckedLink
from ledportal.links.probing import Network
from ledportal.links.problems import Problem
from ledportal.memberships.models import Membership
from ledportal.offices import actions as profiles
from ledportal.offices.models import OfficeStatus
from ledportal.outbox.models import OutboxMessage
from ledportal.todo.models import StaffTask
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.links.websites import reply, website
from tests.people import make_world

DAY = timedelta(days=1)
PLAN = "https://becej.example.org/plan"
NO_LINKED_DOCUMENT = {"documents": [{**full_content()["documents"]["documents"][0], "link": ""}]}
NO_LINKS = {"hubs": [], "incentives": []}


def publish(place, member, staff, *, at=NOW, **sections):
    draft = profiles.start_draft(place, by=member, at=at)
    draft.content = full_content(**sections)
    profiles.submit(draft, version=draft.version, by=member, at=at)
    profiles.approve(draft, version=draft.version, by=staff, at=at)


@pytest.fixture
def people(context):
    head, staff = make_member(office()), make_moderator()
    publish(office(), head, staff)
    other = make_member(office("ada"))
    publish(
        office("ada"), other, staff, contact={"website": "https://ada.example.org/"}, documents=NO_LINKED_DOCUMENT, environment=NO_LINKS
    )
    db.session.commit()
    actions.synchronise(at=NOW)
    db.session.execute(OutboxMessage.__table__.delete())
    db.session.commit()
    return head, staff


def links(slug="becej"):
    query = select(CheckedLink).where(CheckedLink.office_id == office(slug).id).order_by(CheckedLink.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def link(url=PLAN):
    return next(each for each in links() if each.url == url)


def mails():
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def tasks():
    return db.session.scalars(select(StaffTask).order_by(StaffTask.id).execution_options(populate_existing=True)).all()


def probed(problem, *urls, at):
    """Let the links of both offices be probed: those named with the problem, the others answering."""
    for each in [*links(), *links("ada")]:
        each.checked_at = at
        actions.note_outcome(each, problem if each.url in urls else None, at=at)
    db.session.commit()


def fail_for(days, *urls, problem=Problem.NOT_FOUND, since=NOW):
    for day in range(days + 1):
        probed(problem, *urls, at=since + day * DAY)
    return since + days * DAY


def test_all_links_of_a_public_profile_are_taken_over_and_none_other(people):
    expected = {
        ("documents.documents.d1.link", PLAN),
        ("environment.incentives.i2.link", "https://becej.example.org/posao"),
        ("environment.hubs.h2.link", "https://klaster.example.org"),
    }
    assert {(each.path, each.url) for each in links()} == expected
    assert all(NOW <= each.next_at <= NOW + DAY for each in links())
    assert actions.synchronise(at=NOW + DAY) == 0


def test_what_the_profile_drops_goes_and_what_it_keeps_stays_as_it_was_found(people):
    head, staff = people
    probed(Problem.ERROR, PLAN, at=NOW)
    kept = link().failing_since
    publish(office(), head, staff, at=NOW + DAY, environment=NO_LINKS, contact={"website": "https://novi.example.org:8443"})
    assert actions.synchronise(at=NOW + DAY) == 2
    db.session.rollback()
    assert [(each.url, each.failing_since) for each in links()] == [(PLAN, kept)]


def test_a_closed_office_is_not_probed(people):
    office().status = OfficeStatus.CLOSED
    assert actions.synchronise(at=NOW + DAY) == 3
    assert links() == [] and len(links("ada")) == 1


def test_one_link_is_claimed_at_a_time_however_many_workers_ask(people):
    now = NOW + DAY
    first = actions.claim(at=now)
    assert actions.claim(at=now + timedelta(seconds=9)) is None
    second = actions.claim(at=now + timedelta(seconds=10))
    assert second is not None and second.id != first.id


def test_a_link_whose_worker_was_killed_is_probed_again_an_hour_later(people):
    claimed = actions.claim(at=NOW + DAY)
    assert link(claimed.url).next_at == NOW + DAY + timedelta(hours=1)


def test_a_link_that_answers_waits_a_week_and_one_that_fails_a_day(people):
    probed(Problem.ERROR, PLAN, at=NOW)
    assert (link().next_at, link().failing_since, link().problem) == (NOW + DAY, NOW, "error")
    probed(None, at=NOW + DAY)
    assert (link().next_at, link().failing_since, link().problem, link().failures) == (NOW + 8 * DAY, None, "", 0)


def test_after_a_week_the_office_and_staff_are_told_once_of_all_dead_links(people):
    klaster = "https://klaster.example.org"
    now = fail_for(6, PLAN, klaster)
    assert (actions.tell(at=now), mails(), tasks()) == (0, [], [])
    now = fail_for(7, PLAN, klaster)
    assert [actions.tell(at=now), actions.tell(at=now + DAY)] == [2, 0]
    db.session.rollback()
    (mail,), (task,) = mails(), tasks()
    assert (mail.template, mail.to_address) == ("dead_link", people[0].email)
    assert PLAN in mail.body_text and klaster in mail.body_html and "posao" not in mail.body_text
    assert (task.kind, task.office_id, task.details, task.closed_at) == ("dead_link", office().id, {"links": [PLAN, klaster]}, None)


def test_each_office_is_told_of_its_own(people):
    now = fail_for(7, PLAN, "https://ada.example.org/")
    assert actions.tell(at=now) == 2
    assert {each.office_slug: [url in each.body_text for url in (PLAN, "https://ada.example.org/")] for each in mails()} == {
        "becej": [True, False],
        "ada": [False, True],
    }
    assert sorted(each.details["links"] for each in tasks()) == [["https://ada.example.org/"], [PLAN]]


def test_another_dead_link_gets_a_mail_of_its_own_and_joins_the_task(people):
    posao = "https://becej.example.org/posao"
    now = fail_for(7, PLAN)
    actions.tell(at=now)
    now = fail_for(7, PLAN, posao, since=now)
    actions.tell(at=now)
    assert [PLAN in each.body_text for each in mails()] == [True, False]
    assert [task.details["links"] for task in tasks()] == [[PLAN, posao]]


def test_the_task_closes_when_the_link_answers_again(people):
    now = fail_for(7, PLAN)
    actions.tell(at=now)
    probed(None, at=now + DAY)
    assert [task.outcome for task in tasks()] == ["cause_gone"]
    assert link().noted_at is None


def test_the_task_closes_when_the_link_left_the_profile(people):
    now = fail_for(7, PLAN)
    actions.tell(at=now)
    publish(office(), *people, at=now, documents=NO_LINKED_DOCUMENT)
    actions.synchronise(at=now)
    assert [task.outcome for task in tasks()] == ["cause_gone"]


def test_few_probes_in_a_week_tell_nobody(people):
    probed(Problem.ERROR, PLAN, at=NOW)
    probed(Problem.ERROR, PLAN, at=NOW + 8 * DAY)
    assert actions.tell(at=NOW + 8 * DAY) == 0
    probed(Problem.ERROR, PLAN, at=NOW + 9 * DAY)
    assert actions.tell(at=NOW + 9 * DAY) == 1


def test_where_nothing_at_all_answers_the_fault_is_ours_and_nobody_is_told(people):
    everything = [each.url for each in [*links(), *links("ada")]]
    now = fail_for(9, *everything, problem=Problem.UNREACHABLE)
    assert (actions.tell(at=now), mails(), tasks()) == (0, [], [])


def test_only_active_members_are_written_to_and_staff_are_told_in_any_case(people):
    make_member(office(), role="editor").disabled_at = NOW
    make_member(office(), role="editor", user=make_user(confirmed=False))
    db.session.execute(Membership.__table__.update().where(Membership.user_id == people[0].id).values(status="ended"))
    now = fail_for(7, PLAN)
    assert actions.tell(at=now) == 1
    assert (mails(), len(tasks())) == ([], 1)


@pytest.mark.parametrize(("answered", "told"), [(timedelta(hours=-1), 0), (3 * DAY, 1), (7 * DAY, 1), (7 * DAY + timedelta(hours=1), 0)])
def test_only_what_answered_between_the_first_failure_and_the_last_says_that_our_network_works(people, answered, told):
    for each in [*links(), *links("ada")]:
        times = [NOW + day * DAY for day in range(8)] if each.url == PLAN else [NOW + answered]
        for each.checked_at in times:
            actions.note_outcome(each, Problem.UNREACHABLE if each.url == PLAN else None, at=each.checked_at)
    db.session.commit()
    assert actions.tell(at=NOW + 8 * DAY) == told


def test_a_link_that_went_while_it_was_probed_leaves_no_trace(people):
    claimed = actions.claim(at=NOW + DAY)
    db.session.delete(db.session.get(CheckedLink, claimed.id))
    db.session.commit()
    left = len(links())
    actions.note_outcome(claimed, Problem.ERROR, at=NOW + DAY)
    assert (len(links()), [each.failing_since for each in links()]) == (left, [None] * left)


def test_a_step_of_the_worker_probes_one_link_and_notes_how_it_ended(app, people, monkeypatch):
    def now():
        return NOW + 2 * DAY

    with website(lambda _method, path: reply(404 if path == "/plan" else 200)) as site:
        network = Network(resolve=lambda _name, _seconds: ["127.0.0.1"], is_public=lambda _ip: True, ports={site.port})
        aim = link()
        aim.url, aim.next_at = f"http://becej.example.org:{site.port}/plan", NOW
        db.session.commit()
        assert not work.step(clock=now, network=network) and site.requests == []
        monkeypatch.setitem(app.config, "PROBE_LINKS", True)
        assert work.step(clock=now, network=network)
    db.session.rollback()
    (failed,) = queries.failing(office())
    assert (failed.problem, failed.failing_since, failed.failures, failed.next_at) == ("not_found", now(), 1, now() + DAY)
    assert site.asked == ["HEAD /plan", "GET /plan"]


def test_members_see_on_their_page_which_links_do_not_work(app):
    def make():
        head, staff = make_member(office()), make_moderator()
        for place, member in ((office(), head), (office("ada"), make_member(office("ada")))):
            publish(place, member, staff)
        db.session.flush()
        actions.synchronise(at=NOW)
        for each in (link(), *links("ada")):
            actions.note_outcome(each, Problem.CERTIFICATE, at=NOW)
        return {"head": head}

    world = make_world(app, make)
    (found,) = world.browser("head").get("/moja-kancelarija/becej/").page.xpath("//h3[@id='links']/following::ul[1]")
    text = " ".join(" ".join(found.itertext()).split())
    assert text == f"{PLAN} The website's certificate is not valid, and browsers warn of it. Since: 20. novembar 2026."
