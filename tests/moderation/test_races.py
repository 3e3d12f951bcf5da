"""Two people at once: exactly one wins, the other is told, and nothing is half done."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.actions import StaleError
from ledportal.offices.models import Decision, Listing, Office, Revision
from ledportal.offices.workflow import TransitionError
from ledportal.outbox.models import OutboxMessage
from tests.factories import make_member, make_moderator, office
from tests.moderation.steps import submit, url
from tests.people import at_once, make_world

pytestmark = pytest.mark.every_database

SLUGS = ("becej", "ada", "arilje", "cacak", "kanjiza", "vrsac", "uzice", "pozega", "bor", "nis")
CLOSED = {
    "published": "revision.approved",
    "returned": "revision.returned",
    "rejected": "revision.rejected",
    "withdrawn": "revision.withdrawn",
}
TAKE = {"assign": "take", "seen_assignee": "0"}
MAILS = ("approved", "returned", "rejected", "withdrawn")


@pytest.fixture
def world(app):
    return make_world(app, lambda: {"first": make_moderator(), "second": make_moderator()})


def submission(world, slug):
    return make_world(world.app, lambda: {"revision": submit(office(slug), make_member(office(slug)))})["revision"]


def decide(browser, revision, verb, **data):
    """Send a decision as the page of a submission that was never saved again would."""
    return lambda: browser.send(url(revision), {"verb": verb, "version": "2", "text": "Reč." if verb != "approve" else "", **data})


class Answer:
    def __init__(self, status_code):
        self.status_code = status_code


def withdraw(world, revision_id):
    """Take a submission back, as the office's page does."""

    def act():
        with world.app.app_context():
            revision = db.session.get_one(Revision, revision_id)
            try:
                actions.withdraw(revision, version=2, by=revision.submitted_by, at=clock.now())
            except (StaleError, TransitionError):
                return Answer(409)
            db.session.commit()
            return Answer(303)

    return act


def check_whole(world, revision_id):
    """Check that one decision at most was written, with its audit row, its mail and its listing, and nothing of another one."""

    def look():
        revision = db.session.get_one(Revision, revision_id)
        status = revision.status
        decisions = db.session.scalars(select(Decision.verb).where(Decision.revision_id == revision_id)).all()
        events = db.session.scalars(
            select(AuditEvent.verb).where(AuditEvent.subject_id == str(revision_id), AuditEvent.verb.in_(CLOSED.values()))
        )
        mails = db.session.scalars(select(OutboxMessage.template).where(OutboxMessage.office_slug == revision.office.slug))
        public = db.session.get_one(Office, revision.office_id).published_revision_id, db.session.get(Listing, revision.office_id)
        assert len(decisions) == (0 if status == "withdrawn" else 1)
        assert list(events) == [CLOSED[status]]
        assert [each for each in mails if each in MAILS] == ["approved" if status == "published" else status]
        assert (public[0] == revision_id, public[1] is not None) == ((True, True) if status == "published" else (False, False))
        return status

    return world.ask(look)


@pytest.mark.parametrize(("one", "other"), [("approve", "approve"), ("approve", "return"), ("return", "reject")])
def test_two_decisions_at_once_make_one(world, one, other):
    first, second = world.browser("first"), world.browser("second")
    for slug in SLUGS:
        revision = submission(world, slug)
        assert at_once(decide(first, revision, one), decide(second, revision, other)) == [303, 409]
        check_whole(world, revision)


def test_an_approval_and_a_withdrawal_at_once_make_one_of_them(world):
    staff = world.browser("first")
    for slug in SLUGS:
        revision = submission(world, slug)
        assert at_once(decide(staff, revision, "approve"), withdraw(world, revision)) == [303, 409]
        assert check_whole(world, revision) in {"published", "withdrawn"}


def test_the_loser_of_two_decisions_leaves_no_note_and_no_draft(world):
    first, second = world.browser("first"), world.browser("second")
    revision = submission(world, "becej")
    answers = decide(first, revision, "return", note="Prva."), decide(second, revision, "return", note="Druga.")
    assert at_once(*answers) == [303, 409]
    drafts = select(func.count()).select_from(Revision).where(Revision.status == "draft")
    assert world.ask(lambda: db.session.scalar(drafts)) == 1
    notes = world.ask(lambda: [each.text for each in db.session.get_one(Revision, revision).comments])
    assert len(notes) == 1


def test_two_who_take_a_submission_at_once_do_not_both_get_it(world):
    first, second = world.browser("first"), world.browser("second")
    for slug in SLUGS:
        revision = submission(world, slug)
        calls = [lambda each=each, revision=revision: each.send(url(revision, "dodela/"), TAKE) for each in (first, second)]
        assert at_once(*calls) == [303, 409]
        assert world.ask(lambda revision=revision: db.session.get_one(Revision, revision).assignee_id) in {world["first"], world["second"]}
    assigned = select(func.count()).select_from(AuditEvent).where(AuditEvent.verb == "revision.assigned")
    assert world.ask(lambda: db.session.scalar(assigned)) == len(SLUGS)
