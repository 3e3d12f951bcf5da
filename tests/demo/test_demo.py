"""The samples: every state and role is there, all of them say that they are samples, and loading twice is as good as once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select

from ledportal import clock
from ledportal.access import Role
from ledportal.accounts import export, passwords, queries
from ledportal.accounts.models import User
from ledportal.audit import AuditEvent
from ledportal.days import belgrade_day
from ledportal.demo.people import HEAD, MARK, PASSWORD, PEOPLE, UNCONFIRMED
from ledportal.distribution.kinds import Kind, Reason, Way, Wish
from ledportal.distribution.models import Recipient, Shipment
from ledportal.extensions import db
from ledportal.freshness.models import Reminder
from ledportal.invitations.models import CodeState, InvitationCode
from ledportal.letters.models import Letter, LetterRun
from ledportal.memberships.models import Membership, MembershipRole, MembershipStatus
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Confirmation, ConfirmedBy, Listing, Office, OfficeStatus, Provenance, Revision
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import Standing, due, from_values, standing
from ledportal.offices.workflow import Status
from ledportal.outbox.models import MailState, OutboxMessage
from ledportal.script import to_latin
from tests.client import Client
from tests.databases import SqliteDatabase, make_app
from tools.serve import load_samples


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("demo")
    database = SqliteDatabase(folder)
    database.reset()
    app = make_app(database.url, folder, SAMPLE_DATA=True, UPLOADS=folder / "demo-uploads")
    app.test_client_class = Client
    with app.app_context():
        load_samples()
        db.session.remove()
        db.engine.dispose()
    yield app


@pytest.fixture
def ask(samples):
    with samples.app_context():
        yield lambda column: set(db.session.scalars(select(column).distinct()))


def rows():
    return {table.name: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}


def reminded():
    """Return how many offices were reminded so often as the numbers say."""
    return Counter(db.session.scalars(select(func.max(Reminder.stage)).where(Reminder.kind == "due").group_by(Reminder.office_id)))


@pytest.mark.takes_long
@pytest.mark.database("postgresql")
def test_they_load_on_postgresql(context):
    load_samples()
    before, stages = rows(), reminded()
    assert min(stages[1], stages[2], stages[3]) >= 1
    load_samples()
    assert rows() == before


def test_they_load_once(ask):
    before = rows()
    load_samples()
    assert rows() == before


def test_each_state_is_there(ask):
    assert ask(Revision.status) == set(Status)
    assert ask(Office.status) == set(OfficeStatus)
    assert ask(Revision.provenance) >= {Provenance.OFFICE, Provenance.PHONE, Provenance.PAPER}
    assert ask(Membership.status) == set(MembershipStatus) - {MembershipStatus.CANCELLED}
    assert ask(Membership.role) == set(MembershipRole)
    assert ask(User.role) == set(Role)
    assert ask(Recipient.kind) == set(Kind) and ask(Recipient.wish) >= {Wish.PAPER, Wish.MAIL, Wish.BOTH}
    assert ask(Shipment.way) == set(Way) and ask(Shipment.reason) >= {Reason.UNCLAIMED, Reason.MOVED, Reason.ADDRESS}
    assert {each.state(clock.now()) for each in db.session.scalars(select(InvitationCode))} == set(CodeState)
    assert None in ask(LetterRun.made_at)
    waiting = select(Letter).join(Letter.codes).group_by(Letter.id).where(Letter.posted_on.is_(None))
    assert [each.office.slug for each in db.session.scalars(waiting)] == ["brus"]
    assert ask(OutboxMessage.state) == {MailState.QUEUED, MailState.FAILED}


def test_many_are_published_some_with_a_change_waiting_and_one_submission_is_taken(ask):
    assert db.session.scalar(select(func.count()).select_from(Listing)) > 40
    published = select(Revision.office_id).where(Revision.status == Status.PUBLISHED)
    waiting = select(Revision.assignee_id).where(Revision.status == Status.SUBMITTED)
    assert len(db.session.scalars(waiting.where(Revision.office_id.in_(published))).all()) >= 3
    assert db.session.scalars(waiting.where(Revision.assignee_id.is_not(None))).all()
    assert db.session.scalars(select(Office).where(Office.successor_id.is_not(None))).all()


def test_entries_of_every_freshness_are_there(ask):
    today, periods = belgrade_day(clock.now()), current_periods()
    entries = [from_values(each) for each in db.session.scalars(select(Listing.sections))]
    assert {standing(each, periods, today=today) for each in entries} == set(Standing)
    assert [each for each in entries if due(each, periods) <= today and standing(each, periods, today=today) is Standing.CONFIRMED]
    assert ask(Confirmation.via) >= {ConfirmedBy.SUBMISSION, ConfirmedBy.PAGE, ConfirmedBy.PHONE}
    drafts = db.session.scalars(select(Revision).where(Revision.status == Status.DRAFT))
    assert [each.office.slug for each in drafts if each.open_sections == ["projects"]] == ["paracin"]


def test_some_were_reminded_once_some_twice_and_some_three_times(ask):
    stages = reminded()
    assert min(stages[1], stages[2], stages[3]) >= 1


def test_everybody_and_everything_says_that_it_is_a_sample(ask):
    towns = ask(Municipality.name_latin)
    others = set(db.session.scalars(select(Recipient.name).where(Recipient.office_id.is_(None))))
    named = (ask(User.name) | ask(Listing.name) | others | ask(OutboxMessage.to_name) | ask(LetterRun.name)) - towns
    assert [name for name in named if f"({MARK})" not in to_latin(name)] == []
    addresses = ask(User.email) | ask(OutboxMessage.to_address)
    assert [each for each in addresses if not each.endswith("example.org")] == []
    assert all("Primer." in text or "Пример." in text or "Sample." in text for text in ask(OutboxMessage.body_text))


def test_what_happened_is_told_in_the_order_of_time(ask):
    """But for the reminders and the first edition's publication, which are played after all else."""
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert max(each.at for each in events) <= clock.now()
    earlier = [early.verb for late, early in pairwise(events) if (late.at - early.at).total_seconds() > 600]
    assert earlier == ["reminder.queued", "edition.published"]


def test_everybody_named_on_the_sign_in_page_gets_in_with_the_password(ask):
    assert passwords.problem(PASSWORD) is None
    for person in PEOPLE:
        user = queries.by_email(person.email)
        assert (user.name, user.role, user.is_confirmed) == (person.name, person.role, person is not UNCONFIRMED)
        assert passwords.is_right(PASSWORD, user.password_hash)


def test_the_sign_in_page_names_them(samples):
    page = samples.test_client().get("/nalog/prijava/").text
    assert PASSWORD in page and all(person.email in page for person in PEOPLE)


def test_without_samples_it_names_nobody(client):
    assert PASSWORD not in client.get("/nalog/prijava/").text


def test_the_export_of_an_account_says_that_it_is_a_sample(ask):
    assert export.export(queries.by_email(HEAD.email), at=clock.now())["sample"] is True


def test_the_command_does_not_mix_samples_with_real_data(context):
    done = context.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 1 and "set LEDPORTAL_SAMPLE_DATA=yes" in done.output
    assert queries.by_email(HEAD.email) is None
