"""What ``make bench`` says of two ways compared in turns: neither luck nor a busy machine decides."""

from __future__ import annotations

from random import Random

import pytest

from bench.comparing import LEAST, MOST, between, compare, reaches, verdict


@pytest.mark.parametrize(("true", "reached"), [(0.9, True), (0.5, False)])
def test_a_clear_difference_takes_few_rounds_however_much_they_scatter(true, reached):
    shares = compare(lambda number: true * (0.8, 1.2, 1.0)[number % 3], 0.7)
    assert (len(shares), reaches(shares, 0.7)) == (LEAST, reached)
    assert ("MISSES" in verdict(shares, 0.7)) is not reached


def test_what_is_not_clear_takes_more_rounds_but_not_for_ever():
    assert len(compare(lambda number: 0.7 + (-0.1, 0.1)[number % 2], 0.7)) == MOST


def test_a_few_wild_rounds_decide_nothing():
    assert reaches(compare(lambda number: 0.01 if number % 4 == 0 else 0.9, 0.7), 0.7)


def test_the_true_median_lies_within_the_bounds_as_often_as_it_says():
    random = Random(1)
    drawn = [between([random.lognormvariate(0, 1) for _ in range(LEAST)]) for _ in range(1000)]
    assert 950 <= sum(low <= 1 <= high for low, high in drawn) < 1000
