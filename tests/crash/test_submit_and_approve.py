"""A process that dies while a profile is submitted or approved leaves all of it behind, or nothing."""

from __future__ import annotations

import pytest

from ledportal.accounts.models import User
from ledportal.audit import AuditEvent, record
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.models import Confirmation, Decision, Listing, Revision
from ledportal.offices.workflow import Status
from ledportal.outbox.models import OutboxMessage
from tests.crash.harness import kill_at_every_event
from tests.crash.steps import press, rows
from tests.factories import NOW, full_content, make_member, make_moderator, office

pytestmark = pytest.mark.every_database


@pytest.fixture
def people(app) -> dict[str, int]:
    """An office with a published profile and a complete draft, its head, and a moderator."""
    with app.app_context():
        head, staff = make_member(office()), make_moderator()
        first = actions.start_draft(office(), by=head, at=NOW)
        first.content = full_content()
        actions.submit(first, version=first.version, by=head, at=NOW)
        actions.approve(first, version=first.version, by=staff, at=NOW)
        second = actions.start_draft(office(), by=head, at=NOW)
        second.content = full_content(office={"about": "Novo je ovo."})
        db.session.commit()
        return {"head": head.id, "staff": staff.id, "first": first.id, "second": second.id}


def is_submitted(revision: int) -> bool:
    """Say whether the second revision is submitted; raise where it is so in part."""
    found = db.session.get_one(Revision, revision)
    done = found.status == Status.SUBMITTED
    audited = rows(AuditEvent, AuditEvent.verb == "revision.submitted", AuditEvent.subject_id == str(revision))
    mailed = rows(OutboxMessage, OutboxMessage.template == "submitted") - 1
    assert (found.status, found.submitted_at is not None, audited, mailed) in (
        (Status.DRAFT, False, 0, 0),
        (Status.SUBMITTED, True, 1, 1),
    )
    return done


def is_approved(people: dict[str, int]) -> bool:
    """Say whether the second revision is public; raise where it is so in part."""
    first, second = (db.session.get_one(Revision, people[name]) for name in ("first", "second"))
    listing = db.session.get_one(Listing, first.office_id)
    done = second.status == Status.PUBLISHED
    state = {
        "statuses": (first.status, second.status),
        "public": first.office.published_revision_id,
        "listed": listing.content["office"]["about"],
        "decided": rows(Decision, Decision.revision_id == second.id),
        "audited": rows(AuditEvent, AuditEvent.verb == "revision.approved") - 1,
        "superseded": rows(AuditEvent, AuditEvent.verb == "revision.superseded"),
        "mailed": rows(OutboxMessage, OutboxMessage.template == "approved") - 1,
        "confirmed": rows(Confirmation),
    }
    assert state == (
        {"statuses": (Status.SUPERSEDED, Status.PUBLISHED), "public": second.id, "listed": "Novo je ovo.", "decided": 1, "audited": 1,
         "superseded": 1, "mailed": 1, "confirmed": 1}
        if done
        else {"statuses": (Status.PUBLISHED, Status.SUBMITTED), "public": first.id, "listed": full_content()["office"]["about"],
              "decided": 0, "audited": 0, "superseded": 0, "mailed": 0, "confirmed": 0}
    )  # fmt: skip
    return done


def test_submitting_is_whole_or_not_at_all(app, people):
    act = press(app, people["head"], "/moja-kancelarija/becej/pregled/", {"confirmed": "contact"})
    before, _ = kill_at_every_event(app, act, lambda: is_submitted(people["second"]))
    assert before > 10


def test_approving_is_whole_or_not_at_all(app, people):
    with app.app_context():
        second = db.session.get_one(Revision, people["second"])
        actions.submit(second, version=second.version, confirmed=["contact"], by=db.session.get_one(User, people["head"]), at=NOW)
        db.session.commit()

    act = press(app, people["staff"], f"/moderacija/podnesci/{people['second']}/", {"verb": "approve"})
    before, _ = kill_at_every_event(app, act, lambda: is_approved(people))
    assert before > 20


def test_the_harness_finds_a_submission_that_is_written_in_two_parts(app, people):
    """The check can fail: here is a submission as it must not be."""

    def act() -> None:
        with app.app_context():
            head, second = db.session.get_one(User, people["head"]), db.session.get_one(Revision, people["second"])
            second.status, second.submitted_at = Status.SUBMITTED, NOW
            db.session.commit()
            record("revision.submitted", second, by=head, at=NOW)
            db.session.commit()

    with pytest.raises(AssertionError, match="submitted"):
        kill_at_every_event(app, act, lambda: is_submitted(people["second"]))
