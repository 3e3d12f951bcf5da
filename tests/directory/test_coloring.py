"""The shades of the map: each figure has one, and a darker one means more."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.days import months_later
from ledportal.directory.coloring import AGE, COLORINGS, HECTARES, NO_FIGURE, SITES, STAFF, Measures, measures, months_between

MEASURES = st.builds(Measures, st.integers(0, 200), st.integers(0, 60), st.decimals(0, 500, places=2), st.integers(0, 200))
BY_FIGURE = [each for each in COLORINGS.values() if each.shades]


@pytest.mark.parametrize("coloring", BY_FIGURE, ids=lambda each: each.code)
@given(first=MEASURES, second=MEASURES)
def test_more_is_never_lighter(coloring, first, second):
    order = [shade.code for shade in coloring.shades]
    low, high = sorted((first, second), key=coloring.value)
    assert order.index(coloring.shade(low)) <= order.index(coloring.shade(high))


@pytest.mark.parametrize("coloring", BY_FIGURE, ids=lambda each: each.code)
def test_no_entry_has_no_shade(coloring):
    assert coloring.shade(None) == NO_FIGURE


@pytest.mark.parametrize(
    ("coloring", "number", "shade"),
    [
        (STAFF, 1, 0), (STAFF, 2, 1), (STAFF, 11, 4), (SITES, 0, 0), (SITES, 1, 1), (SITES, 7, 4),
        (HECTARES, Decimal(0), 0), (HECTARES, Decimal("0.01"), 1), (HECTARES, Decimal(5), 1), (HECTARES, Decimal("5.01"), 2),
        (AGE, 2, 0), (AGE, 3, 1), (AGE, 12, 3), (AGE, 24, 4),
    ],
)  # fmt: skip
def test_where_one_shade_ends_and_the_next_begins(coloring, number, shade):
    assert coloring.shade(Measures(number, number, Decimal(number), number)) == f"shade-{shade}"


def test_what_was_never_confirmed_or_typed_has_no_figure():
    found = measures("", None, None, today=date(2026, 11, 26))
    assert found == Measures(None, 0, Decimal(0), None)
    assert (AGE.shade(found), STAFF.shade(found), HECTARES.shade(found)) == (NO_FIGURE, NO_FIGURE, "shade-0")


def test_sites_count_with_what_can_be_had():
    sites = [{"status": "free", "area": "10", "free": "2.5"}, {"status": "free", "area": "4", "free": ""}, {"status": "sold", "area": "9"}]
    assert measures("5", sites, date(2026, 8, 27), today=date(2026, 11, 26)) == Measures(5, 2, Decimal("6.5"), 2)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 3000))
def test_months_are_whole(first, days):
    last = first + timedelta(days=days)
    months = months_between(first, last)
    assert months_later(first, months) <= last < months_later(first, months + 1)
