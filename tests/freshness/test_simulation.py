"""Fourteen months of offices whose heads answer, forget, leave and move, and of machines that fail; ``make bench`` plays five years.

The oracle beside it knows what must happen without the register's code, and what it notices is tested too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from bench.simulation.oracle import MONTHS, Entry, Oracle, later
from bench.simulation.people import Character, cast
from bench.simulation.play import simulate

pytestmark = pytest.mark.every_database

DAY = timedelta(days=1)
CONFIRMED = date(2027, 1, 31)
DUE = date(2027, 7, 31)


@pytest.mark.takes_long
def test_every_stage_goes_out_once_and_every_mark_is_right_whatever_fails(app):
    outcome = simulate(app, offices=25, days=425, seed=20271)
    assert {kind: found for kind, found in outcome.oracle.wrong.items() if found} == {}
    happened = {"links confirmed", "links used", "runs killed", "workers killed", "deliveries killed", "runs on two machines"}
    happened |= {"mails sent back", "tasks that staff closed", "tasks that staff put off"}
    assert {name for name in happened if not outcome.figures[name]} == set()
    assert all(outcome.oracle.stages[stage] for stage in (1, 2, 3))
    assert all(outcome.tasks[kind] for kind in ("no_answer", "dead_address", "unsubscribed"))


@pytest.fixture
def oracle():
    entry = Entry(dict.fromkeys(MONTHS, CONFIRMED), dict.fromkeys(MONTHS, CONFIRMED), "ler@example.org", {"head@example.org"})
    return Oracle({"becej": entry})


def noticed(oracle):
    return sorted(kind for kind, found in oracle.wrong.items() if found)


def test_the_oracle_counts_months_by_the_calendar():
    assert [later(date(2027, 8, 31), months) for months in (1, 6, 12)] == [date(2027, 9, 30), date(2028, 2, 29), date(2028, 8, 31)]


def test_the_oracle_is_content_with_what_is_right(oracle):
    for stage, day in ((1, DUE), (2, DUE + 14 * DAY), (3, DUE + 28 * DAY)):
        oracle.ran(day - DAY)
        oracle.queued("becej", DUE, stage, ["ler@example.org"], day)
        oracle.ran(day)
    for mark, day in (
        ("confirmed", DUE + 27 * DAY),
        ("unconfirmed", DUE + 28 * DAY),
        ("unconfirmed", DUE + 207 * DAY),
        ("outdated", DUE + 208 * DAY),
    ):
        oracle.shown("becej", mark, day, "the page")
    assert noticed(oracle) == []


def test_the_oracle_notices_a_stage_that_comes_twice(oracle):
    oracle.queued("becej", DUE, 1, ["ler@example.org"], DUE)
    oracle.queued("becej", DUE, 1, ["ler@example.org"], DUE + DAY)
    assert noticed(oracle) == ["duplicates"]


def test_the_oracle_notices_a_stage_that_does_not_come(oracle):
    oracle.ran(DUE)
    assert noticed(oracle) == ["lost stages"]


@pytest.mark.parametrize(("stage", "day"), [(2, DUE), (1, DUE - DAY), (3, DUE + 60 * DAY)])
def test_the_oracle_notices_a_stage_before_its_time_or_out_of_turn(oracle, stage, day):
    oracle.queued("becej", DUE, stage, ["ler@example.org"], day)
    assert noticed(oracle) == ["stages at a wrong time"]


def test_the_oracle_notices_mail_to_a_dead_address(oracle):
    oracle.blocked.add("ler@example.org")
    oracle.queued("becej", DUE, 1, ["ler@example.org"], DUE)
    assert noticed(oracle) == ["mail to the wrong people"]


@pytest.mark.parametrize(
    ("mark", "day"), [("confirmed", DUE + 28 * DAY), ("unconfirmed", DUE + 27 * DAY), ("unconfirmed", DUE + 208 * DAY)]
)
def test_the_oracle_notices_a_wrong_mark(oracle, mark, day):
    oracle.shown("becej", mark, day, "the page")
    assert noticed(oracle) == ["wrong public marks"]


def watch(oracle, days, *, is_open=False, closed=None, unseen=0):
    """Show the oracle so many days after the due day, one by one; nobody has looked for work for some of them."""
    for number in range(days + 1):
        looked = datetime.combine(DUE + (number - unseen) * DAY, time(9), UTC)
        oracle.watched("becej", DUE + number * DAY, looked=looked, is_open=is_open, closed=closed)
    return noticed(oracle)


def closed_on(days):
    return datetime.combine(DUE + days * DAY, time(9), UTC)


WORSE = 28
"""Days after the due day from which an entry is not confirmed any more."""


def test_the_oracle_notices_an_entry_that_rots_in_silence_once(oracle):
    assert watch(oracle, WORSE + 120) == []
    assert watch(oracle, WORSE + 150) == ["entries that rotted in silence"]
    assert len(oracle.wrong["entries that rotted in silence"]) == 1


def test_an_entry_that_is_work_for_staff_does_not_rot_in_silence(oracle):
    assert watch(oracle, 400, is_open=True) == []


def test_what_staff_closed_is_work_again_after_90_days(oracle):
    assert watch(oracle, 189, closed=closed_on(100)) == []
    assert watch(oracle, 190, closed=closed_on(100)) == ["entries that rotted in silence"]


def test_nobody_can_know_of_work_while_no_worker_looks(oracle):
    assert watch(oracle, WORSE + 123, unseen=3) == []
    assert watch(oracle, WORSE + 124, unseen=3) == ["entries that rotted in silence"]


def test_an_entry_that_is_confirmed_again_does_not_rot(oracle):
    assert watch(oracle, 100) == []
    oracle.entries["becej"].confirm(MONTHS, DUE + 101 * DAY)
    assert watch(oracle, 200) == []


def test_every_character_plays_where_there_are_offices_enough():
    assert {person.character for person in cast([str(number) for number in range(25)], Random(1))} == set(Character)
