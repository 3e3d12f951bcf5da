"""What each status means for people, and that the workflow leads to all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledportal.offices.workflow import MEANING, TRANSITIONS, Status, TransitionError, Verb, next_status

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize("status", Status)
def test_each_status_has_a_label_an_owner_a_next_step_and_an_audit_verb(status):
    meaning = MEANING[status]
    assert all((meaning.label, meaning.next_step))
    assert meaning.owner in {"office", "staff", "nobody"}
    thing, _, participle = meaning.audit.partition(".")
    assert thing == "revision" and participle


def test_no_two_statuses_share_a_label_or_an_audit_verb():
    assert len({each.label for each in MEANING.values()}) == len({each.audit for each in MEANING.values()}) == len(Status)


def test_each_status_is_reached_from_a_draft():
    reached = {Status.DRAFT}
    for _ in Status:
        reached |= {end for (start, _verb), end in TRANSITIONS.items() if start in reached}
    assert reached == set(Status)


def test_each_verb_leads_somewhere():
    assert {verb for _, verb in TRANSITIONS} == set(Verb)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verb", Verb)
def test_only_what_the_workflow_names_is_a_step(status, verb):
    if (status, verb) in TRANSITIONS:
        assert next_status(str(status), verb) == TRANSITIONS[status, verb]
    else:
        with pytest.raises(TransitionError):
            next_status(status, verb)


@pytest.mark.parametrize("name", sorted({each.email for each in MEANING.values() if each.email}))
@pytest.mark.parametrize("part", ["subject.txt", "body.txt", "body.html"])
def test_the_mail_of_a_status_has_all_its_parts(name, part):
    assert (TEMPLATES / "email" / name / part).read_text().strip()


def test_whoever_waits_for_a_step_of_somebody_else_gets_a_mail():
    silent = {status for status, meaning in MEANING.items() if meaning.email is None}
    assert silent == {Status.DRAFT, Status.SUPERSEDED}
