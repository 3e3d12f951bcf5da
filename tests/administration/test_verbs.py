from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields

from ledportal.administration.municipality_fields import FIELDS
from ledportal.administration.verbs import DETAILS, SUBJECTS, VERBS, detail_label, subject_label, verb_label
from ledportal.audit import AuditEvent
from ledportal.cycles.actions import Plan
from ledportal.extensions import db
from ledportal.freshness.texts import Text
from ledportal.offices.periods import NUMBERS
from ledportal.offices.profile import BY_KEY
from ledportal.paths import PACKAGE

VERB = re.compile(
    r'"((?:address|colleague|cycle|freshness|mail|membership|municipality|office|profile|reminder|report|revision|staff|task|text|user)\.[a-z_]+)"'
)


def test_every_verb_that_the_code_records_has_a_label_and_no_other():
    code = [path.read_text() for path in PACKAGE.rglob("*.py") if path.name != "verbs.py"]
    fields = {f"{section}.{each.key}" for section, declared in BY_KEY.items() for each in declared.fields}
    assert {verb for text in code for verb in VERB.findall(text)} - fields == VERBS.keys()


def test_a_verb_of_an_older_release_stands_as_it_is(context):
    assert verb_label("profile.swept") == "profile.swept"


def recorded() -> Iterator[str]:
    """Yield the names of the details that the code records."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record":
                yield from (each.arg for each in node.keywords if each.arg)


def test_every_detail_that_the_code_records_has_a_label():
    declared = {each.name for kind in (Plan, Text) for each in fields(kind)}
    within = {*FIELDS, *NUMBERS, *declared, "assignee", "said", "status", "successor"}
    assert {*recorded(), *within} - {"by", "at", "office"} == DETAILS.keys()


def test_every_thing_that_an_event_may_be_about_has_a_name():
    audited = {mapper.class_.__tablename__ for mapper in db.Model.registry.mappers if hasattr(mapper.class_, "audit_label")}
    assert audited == SUBJECTS.keys()


def test_what_an_event_is_about_is_told_in_words(context):
    about = [
        AuditEvent(subject_type=kind, subject_id="7", subject=name)
        for kind, name in (("users", "user 7"), ("revisions", "becej 2"), ("x", "y"))
    ]
    assert [subject_label(each) for each in about] == [("Account", "7"), ("Profile", "becej 2"), ("x", "y")]
    assert (detail_label("number"), detail_label("swept")) == ("Version", "swept")
