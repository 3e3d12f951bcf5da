"""The verbs of the workflow, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions, content
from ledportal.offices.actions import IncompleteError, Ruling, StaleError
from ledportal.offices.models import Confirmation, Listing, Provenance
from ledportal.offices.profile import CONTACT, SECTIONS
from ledportal.offices.workflow import Status, TransitionError
from ledportal.outbox.models import OutboxMessage
from tests.factories import NOW, full_content, make_member, make_moderator, office

LATER = NOW + timedelta(hours=1)
PUBLIC = [section.key for section in SECTIONS if not section.internal]


@pytest.fixture
def place(context):
    return office()


@pytest.fixture
def head(place):
    return make_member(place)


@pytest.fixture
def staff(context):
    return make_moderator()


def draft_of(place, by, **sections):
    draft = actions.start_draft(place, by=by, at=NOW)
    draft.content = full_content(**sections)
    return draft


def submitted(place, by, confirmed=(), **sections):
    draft = draft_of(place, by, **sections)
    actions.submit(draft, version=draft.version, confirmed=confirmed, by=by, at=NOW)
    return draft


def published(place, by, staff, confirmed=(), **sections):
    revision = submitted(place, by, confirmed, **sections)
    actions.approve(revision, version=revision.version, by=staff, at=LATER)
    return revision


def mails(*templates):
    rows = db.session.execute(select(OutboxMessage.template, OutboxMessage.to_address).order_by(OutboxMessage.id)).all()
    return [tuple(row) for row in rows if not templates or row.template in templates]


def verbs():
    return list(db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def test_a_second_start_gives_the_same_draft(place, head):
    assert actions.start_draft(place, by=head, at=NOW) is actions.start_draft(place, by=head, at=LATER)


def test_an_incomplete_draft_is_not_submitted(place, head):
    draft = actions.start_draft(place, by=head, at=NOW)
    with pytest.raises(IncompleteError) as raised:
        actions.submit(draft, version=draft.version, by=head, at=NOW)
    assert [each.control for each in raised.value.problems][:2] == ["name", "form"]
    assert draft.status == Status.DRAFT


def test_submitting_writes_the_state_the_audit_row_and_the_mail(place, head):
    revision = submitted(place, head)
    assert (revision.status, revision.submitted_at, revision.submitted_by) == (Status.SUBMITTED, NOW, head)
    assert verbs() == ["revision.drafted", "revision.submitted"]
    assert mails() == [("submitted", head.email)]


def test_what_a_member_submits_comes_from_the_office(place, head, staff):
    draft = actions.start_draft(place, by=staff, at=NOW, provenance=Provenance.PHONE)
    draft.content = full_content()
    actions.submit(draft, version=draft.version, by=head, at=NOW)
    assert draft.provenance == Provenance.OFFICE


def test_what_staff_submit_keeps_how_it_came_in(place, staff):
    draft = actions.start_draft(place, by=staff, at=NOW, provenance=Provenance.PHONE)
    draft.content = full_content()
    actions.submit(draft, version=draft.version, by=staff, at=NOW)
    assert draft.provenance == Provenance.PHONE


def test_approving_publishes_and_tells_the_members_and_the_named(place, head, staff):
    revision = published(place, head, staff, confirmed=PUBLIC)
    assert (place.published_revision, place.status) == (revision, "exists")
    assert mails("approved", "named_in_profile") == [("approved", head.email), ("named_in_profile", "ana@example.org")]
    listing = db.session.get_one(Listing, place.id)
    assert (listing.published_at, listing.changed_at, listing.confirmed_at) == (LATER, LATER, NOW)
    assert listing.content == content.public_content(revision.content)


def test_the_named_are_told_once(place, head, staff):
    published(place, head, staff)
    published(place, head, staff)
    assert len(mails("named_in_profile")) == 1


def test_approval_alone_confirms_nothing(place, head, staff):
    published(place, head, staff, confirmed=["contact"])
    found = db.session.execute(select(Confirmation.section, Confirmation.confirmed_at, Confirmation.user_id)).all()
    assert found == [("contact", NOW, head.id)]
    assert db.session.get_one(Listing, place.id).confirmed_at is None


def test_a_new_approval_supersedes_the_one_before(place, head, staff):
    first = published(place, head, staff)
    second = published(place, head, staff, office={"about": "Novo."})
    assert (first.status, second.status, place.published_revision) == (Status.SUPERSEDED, Status.PUBLISHED, second)
    assert verbs().count("revision.superseded") == 1


def test_the_same_content_approved_again_is_no_change(place, head, staff):
    published(place, head, staff)
    revision = submitted(place, head)
    actions.approve(revision, version=revision.version, by=staff, at=LATER + timedelta(days=1))
    listing = db.session.get_one(Listing, place.id)
    assert (listing.published_at, listing.changed_at) == (LATER + timedelta(days=1), LATER)


def test_a_returned_profile_becomes_a_draft_with_the_comments_beside_it(place, head, staff):
    revision = submitted(place, head)
    ruling = Ruling(("unclear",), "Dopunite.", (("contact.phone", "Ne javlja se niko."),))
    draft = actions.return_to_office(revision, version=revision.version, ruling=ruling, by=staff, at=LATER)
    assert (revision.status, draft.status, draft.copied_from, draft.content) == (Status.RETURNED, Status.DRAFT, revision, revision.content)
    assert (revision.decision.reasons, [each.text for each in revision.comments]) == (["unclear"], ["Ne javlja se niko."])
    text = db.session.scalars(select(OutboxMessage.body_text).where(OutboxMessage.template == "returned")).one()
    assert "Ne javlja se niko." in text and "Dopunite." in text


def test_a_rejected_profile_is_the_start_of_the_next_draft(place, head, staff):
    revision = submitted(place, head)
    actions.reject(revision, version=revision.version, ruling=Ruling(("wrong",)), by=staff, at=LATER)
    assert actions.start_draft(place, by=head, at=LATER).copied_from is revision


def test_a_decision_names_the_version_that_was_seen(place, head, staff):
    revision = submitted(place, head)
    seen = revision.version
    actions.withdraw(revision, version=seen, by=head, at=LATER)
    with pytest.raises(StaleError):
        actions.approve(revision, version=seen, by=staff, at=LATER)
    with pytest.raises(TransitionError):
        actions.approve(revision, version=revision.version, by=staff, at=LATER)


def test_a_save_names_the_state_of_the_section_that_it_was_filled_from(place, head):
    draft = draft_of(place, head)
    seen = content.digest(draft.content["contact"])
    values = draft.content["contact"] | {"head": "Neko Drugi"}
    after = actions.save_section(draft, CONTACT, values, seen=seen, by=head, at=LATER)
    assert (draft.content["contact"], after) == (values, content.digest(values))
    with pytest.raises(StaleError):
        actions.save_section(draft, CONTACT, values | {"head": "Neko Treći"}, seen=seen, by=head, at=LATER)
    assert actions.save_section(draft, CONTACT, values, seen=seen, by=head, at=LATER) == after


def test_without_members_the_office_itself_is_told_that_it_is_published(place, staff):
    published(place, staff, staff)
    assert mails("submitted", "approved") == [("approved", "ler@example.org")]
