"""A process that dies while an entry is confirmed, or the periods are changed, leaves all of it behind, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.days import months_later
from ledportal.extensions import db
from ledportal.offices import actions, confirming, settings
from ledportal.offices.freshness_models import FreshnessSettings
from ledportal.offices.models import Confirmation, ConfirmedBy, Listing
from ledportal.offices.periods import DEFAULT
from ledportal.offices.standing import due, from_values
from tests.crash.harness import kill_at_every_event
from tests.crash.steps import press, rows
from tests.factories import full_content, make_member, make_moderator, office

pytestmark = pytest.mark.every_database

OFFICE = "/moja-kancelarija/becej/potvrda/"
PERIODS = "/moderacija/podsetnici/rokovi/"
EARLIER = clock.now() - timedelta(days=300)


@pytest.fixture
def people(app) -> dict[str, int]:
    """An office with a published profile that was never confirmed, its head, and a moderator."""
    with app.app_context():
        head, staff = make_member(office()), make_moderator()
        draft = actions.start_draft(office(), by=head, at=EARLIER)
        draft.content = full_content()
        actions.submit(draft, version=draft.version, by=head, at=EARLIER)
        actions.approve(draft, version=draft.version, by=staff, at=EARLIER)
        db.session.commit()
        return {"head": head.id, "staff": staff.id}


def is_confirmed() -> bool:
    """Say whether all of the profile is confirmed; raise where it is so in part."""
    listing = db.session.scalars(select(Listing)).one()
    days = {each["confirmed"] for each in listing.sections.values()}
    done = rows(Confirmation) > 0
    state = {
        "confirmations": rows(Confirmation, Confirmation.via == ConfirmedBy.PAGE),
        "audited": rows(AuditEvent, AuditEvent.verb == "profile.confirmed"),
        "days": len(days - {None}),
        "dated": listing.confirmed_at is not None,
        "fresh": listing.due_on > months_later(EARLIER.date(), 12),
    }
    whole = {"confirmations": len(DEFAULT.months), "audited": 1, "days": 1, "dated": True, "fresh": True}
    assert state == (whole if done else {"confirmations": 0, "audited": 0, "days": 0, "dated": False, "fresh": False})
    return done


def are_changed() -> bool:
    """Say whether the periods are changed; raise where they are so in part."""
    listing = db.session.scalars(select(Listing)).one()
    done = rows(FreshnessSettings) > 0
    assert rows(AuditEvent, AuditEvent.verb == "freshness.changed") == int(done)
    assert settings.current_periods().months["contact"] == (24 if done else 6)
    assert listing.due_on == due(from_values(listing.sections), settings.current_periods())
    return done


def test_confirming_is_whole_or_not_at_all(app, people):
    before, _ = kill_at_every_event(app, press(app, people["head"], OFFICE, {"all": "1"}), is_confirmed)
    assert before > 10


def test_changing_the_periods_is_whole_or_not_at_all(app, people):
    with app.app_context():
        place, head = office(), db.session.get_one(User, people["head"])
        confirming.confirm(place, list(DEFAULT.months), revision=place.published_revision_id, via=ConfirmedBy.PAGE, by=head, at=EARLIER)
        db.session.commit()
    act = press(app, people["staff"], PERIODS, {"months_contact": "24", "verb": "apply"})
    before, _ = kill_at_every_event(app, act, are_changed)
    assert before > 8


def test_the_harness_finds_a_confirmation_that_is_written_in_two_parts(app, people):
    """The check can fail: here is a confirmation as it must not be."""

    def act() -> None:
        with app.app_context():
            place = office()
            for key in DEFAULT.months:
                db.session.add(
                    Confirmation(
                        office_id=place.id,
                        section=key,
                        confirmed_at=clock.now(),
                        revision_id=place.published_revision_id,
                        via=ConfirmedBy.PAGE,
                    )
                )
                db.session.commit()

    with pytest.raises(AssertionError, match="confirmations"):
        kill_at_every_event(app, act, is_confirmed)
