"""When an office is work for staff, and when it no longer is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledportal.todo.kinds import LASTING, Kind
from ledportal.todo.rules import ENDING, PEOPLE, Facts, causes, is_over

DUE = date(2026, 10, 1)
KEPT = Facts(is_expected=True, members=2, heads=1, reachable=2, membership=7, due_on=DUE)

numbers = st.integers(0, 3)
days = st.none() | st.dates(date(2026, 9, 20), date(2026, 10, 10))
facts = st.builds(
    Facts, is_expected=st.booleans(), members=numbers, heads=numbers, reachable=numbers, membership=st.none() | numbers, due_on=days,
    asked_for=days,
)  # fmt: skip


def matter(**values):
    return causes(Facts(**{**KEPT.__dict__, **values}))


def test_an_office_with_a_head_is_no_work():
    assert causes(KEPT) == {}


def test_a_public_entry_without_members_is():
    assert matter(members=0, heads=0) == {Kind.NO_MEMBER: {"membership": 7}}
    assert matter(members=0, heads=0, due_on=None) == {}


def test_members_without_a_head_are_even_before_anything_is_public():
    assert matter(heads=0) == matter(heads=0, due_on=None) == {Kind.NO_HEAD: {"membership": 7}}


def test_an_office_that_closed_is_no_work():
    assert matter(is_expected=False, members=0, heads=0) == {}


def test_an_answer_moves_the_due_day():
    about = {"due_on": DUE.isoformat()}
    for kind in (Kind.NO_ANSWER, Kind.NOBODY_TO_WRITE_TO):
        silent = Facts(is_expected=True, due_on=DUE)
        assert not is_over(kind, about, silent)
        assert is_over(kind, about, Facts(is_expected=True, due_on=DUE + timedelta(days=1)))
        assert is_over(kind, about, Facts(is_expected=True)) and is_over(kind, about, Facts(is_expected=False, due_on=DUE))


def test_somebody_who_can_be_written_to_ends_only_the_one():
    about = {"due_on": DUE.isoformat()}
    assert [kind for kind in (Kind.NO_ANSWER, Kind.NOBODY_TO_WRITE_TO) if is_over(kind, about, KEPT)] == [Kind.NOBODY_TO_WRITE_TO]


def test_silence_after_three_reminders_lasts_until_the_due_day_moves_on():
    about = {Kind.NO_ANSWER: {"due_on": DUE.isoformat()}}
    assert matter(asked_for=DUE) == matter(asked_for=DUE, due_on=DUE - timedelta(days=1)) == about
    assert matter(asked_for=DUE, due_on=DUE + timedelta(days=1)) == matter(asked_for=DUE, due_on=None) == {}
    assert matter(asked_for=DUE, is_expected=False) == {}


def test_it_is_work_beside_a_head_who_left():
    assert matter(asked_for=DUE, heads=0).keys() == {Kind.NO_HEAD, Kind.NO_ANSWER}


@given(facts)
def test_what_is_found_is_not_over_and_what_is_not_found_is(facts):
    found = causes(facts)
    assert len(found.keys() & PEOPLE) <= 1
    assert all(is_over(kind, {}, facts) == (kind not in found) for kind in PEOPLE)
    if facts.asked_for is not None:
        assert is_over(Kind.NO_ANSWER, {"due_on": facts.asked_for.isoformat()}, facts) == (Kind.NO_ANSWER not in found)


def test_what_ends_by_itself_is_a_state_that_lasts():
    assert set(ENDING) == LASTING
