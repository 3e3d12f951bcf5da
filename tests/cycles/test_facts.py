"""What the register knows of a municipality since its cycle opened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal.cycles import actions, inviting, queries
from ledportal.cycles.recipients import Why
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.memberships.models import Membership
from ledportal.offices import actions as offices
from ledportal.offices import confirming
from ledportal.offices.actions import Ruling
from ledportal.offices.models import ConfirmedBy, Provenance
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.outbox.models import DeliveryFailure, MailState
from tests.cycles.rounds import NOW, PAST, mails, make_cycle, make_register, member, open_cycle, publish, state_of, submit
from tests.factories import full_content, make_member, make_user, office
from tests.outbox.mails import make_mail

KEYS = [section.key for section in PUBLIC_SECTIONS]
SOON = PAST + timedelta(hours=2)


@pytest.fixture
def made(context):
    return make_register()


@pytest.fixture
def cycle(made):
    return open_cycle(make_cycle(by=made["staff"]), by=made["staff"])


def confirm(keys, who, at=SOON, via=ConfirmedBy.PAGE):
    place = office("becej")
    confirming.confirm(place, keys, revision=place.published_revision_id, via=via, by=who, at=at)


def test_at_first_those_with_an_address_are_invited_and_the_others_not_reached(cycle):
    states = [str(place.state) for place in queries.places(cycle, queries.answers(cycle))]
    assert [state_of(cycle, slug) for slug in ("becej", "ub", "ada", "senta")] == ["invited", "invited", "invited", "not_reached"]
    assert (len(states), states.count("invited")) == (145, 3)


def test_what_happened_before_counts_for_nothing(made, cycle):
    confirm(KEYS, made["head"], at=PAST - timedelta(days=1))
    assert state_of(cycle, "becej") == "invited"
    publish(office("senta"), by=member("senta"), staff=made["staff"], at=PAST - timedelta(days=1))
    assert state_of(cycle, "senta") == "not_reached"


def test_a_submission_that_waits_since_before_is_the_offices_word(made, cycle):
    submit(office("senta"), by=member("senta"), at=PAST - timedelta(days=1))
    assert state_of(cycle, "senta") == "submitted"


def test_a_draft_from_before_counts_once_it_is_saved_again(made, cycle):
    draft = offices.start_draft(office("ub"), by=made["first"], at=PAST - timedelta(days=1))
    db.session.flush()
    assert state_of(cycle, "ub") == "invited"
    draft.saved_at = SOON
    db.session.flush()
    assert state_of(cycle, "ub") == "draft"


def test_the_way_of_a_profile(made, cycle):
    seen = []
    db.session.add(Membership(office=office("senta"), user=make_user(), role="head", status="requested", requested_at=SOON))
    db.session.flush()
    db.session.expire_all()
    seen.append(state_of(cycle, "senta"))
    head = make_member(office("senta"))
    revision = submit(office("senta"), by=head, at=SOON)
    db.session.flush()
    seen.append(state_of(cycle, "senta"))
    again = offices.return_to_office(revision, version=revision.version, ruling=Ruling(text="x"), by=made["staff"], at=SOON)
    db.session.flush()
    seen.append(state_of(cycle, "senta"))
    offices.submit(again, version=again.version, by=head, at=SOON)
    offices.approve(again, version=again.version, by=made["staff"], at=SOON)
    db.session.flush()
    seen.append(state_of(cycle, "senta"))
    assert seen == ["started", "submitted", "draft", "approved"]


def test_what_was_taken_back_has_only_begun(made, cycle):
    revision = submit(office("ub"), by=made["first"], at=SOON)
    offices.withdraw(revision, version=revision.version, by=made["first"], at=SOON)
    db.session.flush()
    assert state_of(cycle, "ub") == "started"


def test_confirming_every_section_is_an_answer_and_some_of_them_a_beginning(made, cycle):
    confirm(KEYS[:2], made["head"])
    assert state_of(cycle, "becej") == "started"
    confirm(KEYS[2:], made["head"])
    assert state_of(cycle, "becej") == "confirmed"


def test_what_staff_are_told_on_the_phone_is_an_answer_by_phone_until_the_office_answers_itself(made, cycle):
    staff, seen = made["staff"], []
    draft = offices.start_draft(office("senta"), by=staff, at=SOON, provenance=Provenance.PHONE)
    draft.content = full_content()
    db.session.flush()
    seen.append(state_of(cycle, "senta"))
    offices.submit(draft, version=draft.version, by=staff, at=SOON)
    seen.append(state_of(cycle, "senta"))
    offices.approve(draft, version=draft.version, by=staff, at=SOON)
    seen.append(state_of(cycle, "senta"))
    publish(office("senta"), by=member("senta"), staff=staff, at=SOON + timedelta(hours=1))
    seen.append(state_of(cycle, "senta"))
    assert seen == ["draft", "phone", "phone", "approved"]


def test_what_staff_hand_in_and_tick_from_the_phone_is_the_offices_own_word_only_once_it_confirms_that_itself(made, cycle):
    draft = offices.start_draft(office("senta"), by=made["staff"], at=SOON, provenance=Provenance.PHONE)
    draft.content = full_content()
    offices.submit(draft, version=draft.version, confirmed=KEYS, by=made["staff"], at=SOON)
    offices.approve(draft, version=draft.version, by=made["staff"], at=SOON)
    assert state_of(cycle, "senta") == "phone"
    later = SOON + timedelta(minutes=1)
    confirming.confirm(office("senta"), KEYS, revision=draft.id, via=ConfirmedBy.PAGE, by=member("senta"), at=later)
    assert state_of(cycle, "senta") == "confirmed"


def test_confirming_on_the_phone_is_an_answer_by_phone_unless_the_office_confirmed_a_part_itself(made, cycle):
    confirm(KEYS, made["staff"], via=ConfirmedBy.PHONE)
    assert state_of(cycle, "becej") == "phone"
    confirm(KEYS[:1], made["head"], at=SOON + timedelta(minutes=1))
    assert state_of(cycle, "becej") == "confirmed"


def test_a_note_stands_until_the_office_does_something(made, cycle):
    answer = queries.find_answer(cycle, "becej")
    actions.note(answer, State.PHONE, "Zvali.", version=1, by=made["staff"], at=SOON)
    db.session.expire_all()
    assert state_of(cycle, "becej") == "phone"
    confirm(KEYS, made["head"], at=SOON + timedelta(minutes=1))
    assert state_of(cycle, "becej") == "confirmed"


@pytest.mark.parametrize("status", ["denied", "ended"])
def test_a_claim_that_came_to_nothing_is_no_beginning(made, cycle, status):
    db.session.add(Membership(office=office("senta"), user=make_user(), role="head", status=status, requested_at=SOON))
    db.session.flush()
    assert state_of(cycle, "senta") == "not_reached"


def test_a_mail_that_waits_for_another_try_is_not_lost(made, cycle):
    for mail in mails():
        values = {"address": mail.to_address, "source": "notification", "permanent": False, "answer": "451", "at": NOW}
        db.session.add(DeliveryFailure(message_id=mail.id, **values))
    db.session.flush()
    assert [state_of(cycle, slug) for slug in ("ub", "becej")] == ["invited", "invited"]


@pytest.mark.parametrize("lost", ["failed", "withheld", "bounced"])
def test_whose_every_mail_was_lost_is_not_reached(made, cycle, lost):
    first, second = [mail for mail in mails() if mail.office_slug == "ub"]

    def lose(mail):
        if lost == "bounced":
            mail.state = MailState.SENT
            db.session.add(
                DeliveryFailure(message_id=mail.id, address=mail.to_address, source="notification", permanent=True, answer="550", at=NOW)
            )
        else:
            mail.state = MailState(lost)
        db.session.flush()

    lose(first)
    assert state_of(cycle, "ub") == "invited"
    lose(second)
    make_mail("drugo", office_slug="ub", to_address=second.to_address, state=MailState.SENT)
    db.session.flush()
    assert state_of(cycle, "ub") == "not_reached"
    (place,) = queries.places(cycle, [queries.find_answer(cycle, "ub")])
    assert inviting.why_call(place, at=PAST) == Why.RETURNED
    assert state_of(cycle, "becej") == "invited"
