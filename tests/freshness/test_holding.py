"""The end of an account takes its address out of the reminders, the links and what these confirmed; no stage goes out again for it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select

from ledportal.accounts.export import export
from ledportal.accounts.leaving_actions import delete_account
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.freshness.link_actions import confirm_by_link
from ledportal.freshness.models import Reminder
from ledportal.offices.confirmation_links import State
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Confirmation
from ledportal.outbox.models import BlockedAddress, OutboxMessage
from tests.factories import make_member, make_user, office
from tests.freshness.entries import DUE, mails, noon, publish, run

HEAD, EDITOR = "head.becej@example.org", "editor@example.org"
CERTIFICATE = {"certificate": "certified", "certificate_valid_to": date(2026, 8, 30).isoformat()}


@pytest.fixture
def asked(context):
    """An office whose members get what its dead reminder address does not; the head confirms by the third mail's link."""
    publish(environment=CERTIFICATE)
    make_member(office(), user=make_user(email=EDITOR), role="editor")
    db.session.add(BlockedAddress(address="ler.becej@example.org", reason="bounced", since=noon(DUE)))
    db.session.commit()
    for day in (0, 14, 28):
        run(noon(DUE, day))
    link = db.session.scalars(select(ConfirmationLink).where(ConfirmationLink.address == HEAD).order_by(ConfirmationLink.id.desc())).first()
    assert confirm_by_link(link, revision=office().published_revision_id, at=noon(DUE, 29)) == State.GOOD
    db.session.commit()


def person(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def tables_with(text: str) -> list[str]:
    """Return the tables in which a text stands, in any column."""
    tables = db.metadata.sorted_tables
    return [each.name for each in tables if text in str([dict(row) for row in db.session.execute(select(each)).mappings()])]


def test_keys_and_the_log_name_no_address(asked):
    keys = {template: [each.key for each in mails(template)] for template in ("reminder", "ending", "no_answer")}
    assert {template: len(set(found)) for template, found in keys.items()} == {"reminder": 6, "ending": 2, "no_answer": 1}
    assert not [key for found in keys.values() for key in found if "@" in key]
    assert "audit_events" not in tables_with(HEAD)


def test_the_export_holds_what_went_to_the_address(asked):
    found = export(person(HEAD), at=noon(DUE, 30))
    assert sorted((each["office"], each["kind"], each["stage"], each["recipient"]) for each in found["reminders"]) == [
        *(("becej", "due", stage, HEAD) for stage in (1, 2, 3)),
        ("becej", "ending", 1, HEAD),
    ]
    assert [(each["office"], each["address"], bool(each["used_at"])) for each in found["confirmation_links"]] == [
        ("becej", HEAD, used) for used in (False, False, True)
    ]
    assert {each["address"] for each in found["confirmations"] if each["via"] == "mail"} == {HEAD}
    assert {each["due_on"] for each in found["confirmation_links"]} == {DUE.isoformat()}
    assert EDITOR not in str(found["reminders"] + found["confirmation_links"])


def test_the_end_of_the_account_leaves_the_address_nowhere(asked):
    assert {"confirmation_links", "confirmations", "reminders"} <= set(tables_with(HEAD))
    before = [db.session.query(each).count() for each in (Reminder, ConfirmationLink, Confirmation)]
    delete_account(person(HEAD), at=noon(DUE, 30))
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.template == "account_deleted"))
    db.session.commit()
    assert tables_with(HEAD) == []
    assert [db.session.query(each).count() for each in (Reminder, ConfirmationLink, Confirmation)] == before
    assert "reminders" in tables_with(EDITOR)


def test_of_a_member_of_staff_too(asked):
    (told,) = {each.to_address for each in mails("no_answer")}
    delete_account(person(told), at=noon(DUE, 30))
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.template == "account_deleted"))
    assert tables_with(told) == []


def test_no_stage_goes_out_again(context):
    publish()
    make_member(office(), user=make_user(email=EDITOR), role="editor")
    db.session.add(BlockedAddress(address="ler.becej@example.org", reason="bounced", since=noon(DUE)))
    db.session.commit()
    assert run(noon(DUE)) == (1, 0, 0, 0)
    delete_account(person(HEAD), at=noon(DUE))
    db.session.commit()
    assert [run(noon(DUE, day))[:3] for day in (0, 1, 13, 14)] == [(0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 1, 0)]
