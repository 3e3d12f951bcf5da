"""The state of a municipality, from every kind of fact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.cycles.states import ANSWERED, LABELS, NOTES, SIGNS, SILENT, Facts, State, state

DAY = datetime(2026, 11, 20, tzinfo=UTC)
LATER = DAY + timedelta(days=1)
TIMES = ("started", "drafted", "submitted", "approved", "confirmed", "phoned")
BY_ITSELF = {State.APPROVED, State.CONFIRMED, State.SUBMITTED}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), State.NOT_REACHED),
        (Facts(reached="members"), State.INVITED),
        (Facts(reached="registry"), State.INVITED),
        (Facts(reached="members", returned=True), State.NOT_REACHED),
        (Facts(started=DAY), State.STARTED),
        (Facts(reached="members", returned=True, drafted=DAY), State.DRAFT),
        (Facts(started=DAY, drafted=DAY), State.DRAFT),
        (Facts(drafted=DAY, submitted=LATER), State.SUBMITTED),
        (Facts(submitted=DAY, approved=LATER), State.APPROVED),
        (Facts(confirmed=DAY), State.CONFIRMED),
        (Facts(confirmed=DAY, drafted=LATER), State.CONFIRMED),
        (Facts(confirmed=DAY, submitted=LATER), State.CONFIRMED),
        (Facts(confirmed=LATER, approved=DAY), State.APPROVED),
        (Facts(said="phone", noted=DAY), State.PHONE),
        (Facts(reached="members", said="no_office", noted=DAY), State.NO_OFFICE),
        (Facts(said="refused", noted=DAY, drafted=LATER), State.DRAFT),
        (Facts(said="refused", noted=LATER, drafted=DAY), State.REFUSED),
        (Facts(said="no_office", noted=LATER, confirmed=DAY), State.NO_OFFICE),
        (Facts(said="no_office", noted=DAY, confirmed=LATER), State.CONFIRMED),
        (Facts(said="", noted=LATER, reached="members"), State.INVITED),
        (Facts(reached="members", returned=True, phoned=DAY), State.PHONE),
        (Facts(phoned=LATER, confirmed=DAY), State.CONFIRMED),
        (Facts(phoned=DAY, submitted=LATER), State.SUBMITTED),
        (Facts(phoned=DAY, drafted=LATER, started=LATER), State.PHONE),
        (Facts(phoned=DAY, said="no_office", noted=LATER), State.NO_OFFICE),
        (Facts(phoned=LATER, said="refused", noted=DAY), State.PHONE),
    ],
)
def test_the_state_that_facts_amount_to(facts, expected):
    assert state(facts) is expected


facts = st.builds(
    Facts,
    reached=st.sampled_from(["", "members", "registry"]),
    returned=st.booleans(),
    said=st.sampled_from(["", *NOTES]),
    noted=st.none() | st.datetimes(timezones=st.just(UTC)),
    **{name: st.none() | st.datetimes(timezones=st.just(UTC)) for name in TIMES},
)


@given(facts)
def test_the_last_word_counts(found):
    times = [time for name in TIMES if (time := getattr(found, name)) is not None]
    is_last = bool(found.said) and found.noted is not None and found.noted >= max(times, default=found.noted)
    own = any(getattr(found, str(each)) for each in BY_ITSELF)
    assert (state(found) in NOTES) == (is_last or (found.phoned is not None and not own))


@given(facts)
def test_who_did_something_is_not_waited_for_as_if_nothing_had_come(found):
    times = [getattr(found, name) for name in TIMES]
    if not found.said and any(times):
        assert state(found) not in {State.INVITED, State.NOT_REACHED}


def test_each_state_has_a_label_and_a_mark_of_its_own_and_is_an_answer_or_not():
    assert set(LABELS) == set(SIGNS) == set(State)
    assert len(set(SIGNS.values())) == len(set(LABELS.values())) == len(State)
    assert ANSWERED | SILENT | {State.REFUSED} == set(State) and not ANSWERED & SILENT
