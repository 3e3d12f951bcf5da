"""The figures over time, against a slow count that says what they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.dashboard.counting import BITS, WINDOWS, Entry, bound, history, month_ends
from ledportal.figures.lines import line_chart
from ledportal.figures.shares import percent

TODAY = date(2026, 11, 26)
ALL = sum(BITS.values())
DAYS = st.dates(date(2023, 6, 1), date(2027, 1, 31))
SECTIONS = st.just(ALL) | st.integers(1, ALL)
ENTRIES = st.builds(Entry, DAYS, st.lists(st.tuples(DAYS, SECTIONS), max_size=8).map(sorted))


def naive(entries, day):
    """Count the entries of a day one by one, and those of which each section was confirmed in the last months."""
    there = [each for each in entries if each.published <= day]
    return len(there), {months: sum(is_confirmed(each, day, months) for each in there) for months in WINDOWS}


def is_confirmed(entry, day, months):
    return all(any(bits & bit and bound(day, months) < then <= day for then, bits in entry.confirmations) for bit in BITS.values())


@given(st.lists(ENTRIES, max_size=12), DAYS)
def test_the_fast_count_is_the_slow_one(entries, today):
    points = history(iter(entries), month_ends(today))
    assert [(each.total, each.confirmed) for each in points] == [naive(entries, each.day) for each in points]


@given(st.lists(ENTRIES, max_size=6), st.lists(DAYS, min_size=1, max_size=5, unique=True).map(sorted))
def test_any_days_may_be_asked_for(entries, days):
    assert [(each.total, each.confirmed) for each in history(entries, days)] == [naive(entries, day) for day in days]


def test_the_months_that_are_over_are_told():
    assert month_ends(TODAY, 3) == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    assert month_ends(date(2026, 3, 1), 2) == [date(2026, 1, 31), date(2026, 2, 28)]
    assert len(month_ends(TODAY)) == 24


def test_an_entry_is_as_fresh_as_its_oldest_section():
    published = TODAY - timedelta(days=400)
    partly = Entry(published, [(TODAY - timedelta(days=300), ALL), (TODAY, BITS["contact"])])
    (point,) = history([partly], [TODAY])
    assert point.confirmed == {3: 0, 6: 0, 12: 1}


def test_what_was_confirmed_three_months_ago_to_the_day_is_not_in_the_last_three():
    for days, expected in ((0, 0), (1, 1)):
        entry = Entry(TODAY - timedelta(days=200), [(bound(TODAY, 3) + timedelta(days=days), ALL)])
        assert history([entry], [TODAY])[0].confirmed[3] == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, None), (0, 9, 0), (9, 9, 100), (1, 1000, 1), (999, 1000, 99), (1, 3, 33), (2, 3, 67)]
)
def test_only_all_is_a_hundred_per_cent(part, whole, expected):
    assert percent(part, whole) == expected


def test_a_line_begins_where_there_is_something():
    chart = line_chart(["8/2026", "9/2026", "10/2026"], [("months-3", "label", [None, 0, 100])])
    assert chart.lines[0].points == f"256.0,{chart.bottom}.0 {chart.right}.0,10.0"
    assert [mark.text for mark in chart.across] == ["10/2026"] and [mark.text for mark in chart.up] == ["0%", "25%", "50%", "75%", "100%"]
