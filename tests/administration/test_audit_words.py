"""The audit log speaks the reader's language: everything that the code may record has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields

import pytest
from flask_babel import force_locale

from ledportal.access import Role
from ledportal.administration.forms import OFFICE_STATUSES
from ledportal.administration.municipality_fields import FIELDS
from ledportal.audit import AuditEvent
from ledportal.audit_words import DETAILS, SUBJECTS, WAYS, Known, details, offices_in, people_in, subject
from ledportal.catalogue.labels import FIELDS as EDITION_FIELDS
from ledportal.cycles.actions import Plan
from ledportal.cycles.states import NOTES
from ledportal.distribution.kinds import Kind as RecipientKind
from ledportal.distribution.kinds import Reason as ReturnReason
from ledportal.extensions import db
from ledportal.freshness.texts import TEXTS, Text
from ledportal.offices.models import ConfirmedBy, OfficeStatus, Provenance
from ledportal.offices.periods import NUMBERS
from ledportal.offices.profile import BY_KEY
from ledportal.paths import PACKAGE
from ledportal.reports.models import ErrorReport
from ledportal.todo.kinds import CAUSE_GONE, Kind, Outcome
from ledportal.todo.models import StaffTask
from tests.audited import untold

KNOWN = Known({7: "Mira Đorđević"}, {"becej": "Bečej"})
CODES = {
    "after": [*Role, *Provenance],
    "before": [*Role, *Provenance],
    "fields": ["name", "locale", *EDITION_FIELDS],
    "kind": Kind,
    "outcome": [*Outcome, CAUSE_GONE],
    "provenance": Provenance,
    "recipient_kind": RecipientKind,
    "return_reason": ReturnReason,
    "role": Role,
    "said": NOTES,
    "section": BY_KEY,
    "sections": BY_KEY,
    "status": OfficeStatus,
    "via": [*ConfirmedBy, "page", "import", "register"],
}
"""Which codes the code may record as what."""


def recorded() -> Iterator[ast.keyword]:
    """Yield the details that the code records."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record":
                yield from (each for each in node.keywords if each.arg)


def test_every_detail_that_the_code_records_has_a_label():
    declared = {each.name for kind in (Plan, Text) for each in fields(kind)}
    within = {*FIELDS, *NUMBERS, *declared, "assignee", "said", "note", "status", "successor", "sections"}
    assert {*(str(each.arg) for each in recorded()), *within} - {"by", "at", "office"} == DETAILS.keys()


def test_every_text_that_the_code_records_itself_has_its_words():
    texts = {(each.arg, each.value.value) for each in recorded() if isinstance(each.value, ast.Constant)}
    assert {(name, text) for name, text in texts if isinstance(text, str) and text not in DETAILS[str(name)].codes} == set()


@pytest.mark.parametrize("name", sorted(name for name, detail in DETAILS.items() if detail.codes))
def test_every_code_that_may_be_recorded_has_its_words(name):
    assert set(CODES[name]) <= DETAILS[name].codes.keys()


def test_every_thing_that_an_event_may_be_about_has_a_name():
    audited = {mapper.class_.__tablename__ for mapper in db.Model.registry.mappers if hasattr(mapper.class_, "audit_label")}
    assert audited == SUBJECTS.keys()


@pytest.mark.parametrize(
    ("event", "missing"),
    [
        (AuditEvent(verb="task.closed", subject_type="staff_tasks", details={"outcome": "reached", "reason": "x"}), []),
        (AuditEvent(verb="task.closed", subject_type="staff_tasks", details={"outcome": "eaten"}), ["outcome: 'eaten'"]),
        (AuditEvent(verb="task.closed", subject_type="meals", details={"taste": 1}), ["meals", "taste"]),
        (AuditEvent(verb="office.status_changed", subject_type="offices", details={"after": {"x": 1}}), ["x"]),
        (AuditEvent(verb="task.eaten", subject_type="meals", details={"taste": 1}), []),
    ],
)
def test_the_tests_notice_what_has_no_words(event, missing):
    assert untold(event) == missing


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"subject_type": "users", "subject_id": "7", "subject": "user 7"}, ("Account", "Mira Đorđević")),
        ({"subject_type": "users", "subject_id": "8", "subject": "user 8"}, ("Account", "Account 8")),
        ({"subject_type": "memberships", "subject_id": "9", "subject": "head user 7, becej"}, ("Membership", "9")),
        ({"subject_type": "offices", "subject": "becej"}, ("Office", "Bečej")),
        ({"subject_type": "revisions", "subject": "becej 2"}, ("Profile", "Bečej 2")),
        ({"subject_type": "staff_tasks", "subject": "no_answer:becej:"}, ("Task of the staff", "No answer")),
        ({"subject_type": "staff_tasks", "subject": "no_sleep:becej:"}, ("Task of the staff", "no_sleep:becej:")),
        ({"subject_type": "error_reports", "subject": "becej contact"}, ("Error report", "Contact")),
        ({"subject_type": "error_reports", "subject": "becej cellar"}, ("Error report", "becej cellar")),
        ({"subject_type": "reminders", "subject": "due 2026-12-11 2"}, ("Reminder", "11 December 2026")),
        ({"subject_type": "mail_texts", "subject": "reminder_1 sr_Latn"}, ("Text of a mail", "First reminder, Latinica")),
        ({"subject_type": "freshness_settings", "subject": "freshness"}, ("Periods of freshness", "")),
        ({"subject_type": "cycle_answers", "subject": "popis becej"}, ("Municipality in a mapping cycle", "popis Bečej")),
        ({"subject_type": "x", "subject": "y"}, ("x", "y")),
    ],
)
def test_what_an_event_is_about_is_told_in_words(context, event, told):
    with force_locale("en"):
        assert subject(AuditEvent(**{"subject_id": "1", "office_slug": "becej", "details": {}, **event}), KNOWN) == told


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_task_is_told_in_words(context, kind):
    event = AuditEvent(subject_type=StaffTask.__tablename__, subject=f"{kind}:becej:x", subject_id="1", details={})
    assert kind not in subject(event, KNOWN)[1]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_a_mail_is_told_in_words(context, name):
    assert name not in subject(AuditEvent(subject_type="mail_texts", subject=f"{name} en", subject_id="1", details={}), KNOWN)[1]


@pytest.mark.parametrize("section", BY_KEY)
def test_every_section_is_told_in_words(context, section):
    event = AuditEvent(subject_type=ErrorReport.__tablename__, subject=f"becej {section}", subject_id="1", details={})
    assert subject(event, KNOWN)[1] != event.subject


@pytest.mark.parametrize(
    ("recorded", "lines"),
    [
        ({}, []),
        ({"reason": "", "swept": 0, "none": None, "other": {"č": 1}}, [("swept", "0"), ("other", '{"č": 1}')]),
        ({"via": "page", "before": {"active": False, "email_domains": []}, "after": {"active": True, "email_domains": ["x.rs", "y.rs"]}},
         [("By way of", "on the page"), ("In the register", "No → Yes"), ("Email domains", "– → x.rs, y.rs")]),
        ({"before": {"name": "Ana", "text": "x"}, "after": {"name": "Ana", "text": "y"}}, [("Text of the invitation", "x → y")]),
        ({"before": {"subject": "Naslov", "body": ""}, "after": {}}, [("Subject", "Naslov → –")]),
        ({"before": "user", "after": "moderator"}, [("Before", "User"), ("After", "Moderator")]),
        ({"before": "office", "after": "phone"}, [("Before", "by the office"), ("After", "by staff on the phone")]),
        ({"before": {"status": "exists", "successor": None}, "after": {"status": "closed", "successor": "becej"}},
         [("Status", "Exists → Closed"), ("Office that took over", "– → Bečej")]),
        ({"before": {"assignee": None}, "after": {"assignee": "user 7"}}, [("Who has it", "– → Mira Đorđević")]),
        ({"invited_by": 8}, [("Invited by", "Account 8")]),
        ({"sections": ["contact", "office", "cellar"]}, [("Sections", "Contact, Office, cellar")]),
        ({"due_on": "2026-12-11", "stage": 3}, [("Due day", "11 December 2026"), ("Reminder", "3")]),
        ({"due_on": "some day", "stage": "last"}, [("Due day", "some day"), ("Reminder", "last")]),
        ({"until": "2026-12-10T23:00:00+00:00"}, [("Until", "11 December 2026, 00:00")]),
        ({"ends_on": ["2026-12-11", "2026-12-12"]}, [("Valid to", "11 December 2026, 12 December 2026")]),
        ({"before": {"second": 14, "months_contact": 6}, "after": {"second": 21, "months_contact": 1}},
         [("From the first reminder to the second", "14 days → 21 days"), ("Contact", "6 months → 1 month")]),
        ({"before": {"said": "", "note": ""}, "after": {"said": "phone", "note": "Zovi"}},
         [("State", "– → Reached by phone only"), ("Note", "– → Zovi")]),
    ],
)  # fmt: skip
def test_details_are_told_in_lines(context, recorded, lines):
    with force_locale("en"):
        assert list(details(AuditEvent(details=recorded), KNOWN)) == lines


def test_it_is_told_in_the_readers_script_but_no_address_is(translated):
    event = AuditEvent(
        subject_type="municipalities",
        subject="Bečej",
        subject_id="80217",
        details={"reason": "Nema", "domain": "becej.rs", "kind": "no_answer"},
    )
    with translated.test_request_context("/cir/", environ_overrides={"ledportal.locale": "sr_Cyrl"}):
        assert subject(event, KNOWN)[1] == "Бечеј"
        assert [value for _, value in details(event, KNOWN)] == ["Нема", "becej.rs", "Без одговора"]


def test_whom_an_event_names_can_be_looked_up():
    event = AuditEvent(
        actor_id=1, subject_type="users", subject_id="2", office_slug="ub",
        details={"invited_by": 3, "before": {"assignee": "user 4", "successor": "becej"}, "after": {"assignee": None, "successor": None}},
    )  # fmt: skip
    assert sorted(people_in(event)) == [1, 2, 3, 4]
    assert [slug for slug in offices_in(event) if slug] == ["ub", "becej"]


def test_statuses_and_ways_are_told_as_declared():
    assert OFFICE_STATUSES.keys() == set(OfficeStatus) and WAYS.keys() == {*ConfirmedBy, "import", "register"}
