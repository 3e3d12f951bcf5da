"""Comparing two ways of doing the same in turns, round by round, so that whatever else runs on the machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

LEAST, MOST = 16, 32
"""How many rounds there are: more than the fewest only as long as it is open on which side of the goal the median lies."""


def between(shares: Sequence[float]) -> tuple[float, float]:
    """Return between which values the true median lies, in more than 19 of 20 cases, whatever the shares' distribution."""
    ordered = sorted(shares)
    outside = max(0, int(len(ordered) / 2 - 1.1 * sqrt(len(ordered))))
    return ordered[outside], ordered[-1 - outside]


def compare(round_: Callable[[int], float], goal: float) -> list[float]:
    """Return the shares of as many rounds as it takes."""
    shares: list[float] = []
    while len(shares) < LEAST or (len(shares) < MOST and _is_open(shares, goal)):
        shares.append(round_(len(shares)))
    return shares


@dataclass(frozen=True)
class Rates:
    """What came of the rounds: requests a second, ours and those of the reference, and our share of them in each."""

    own: float
    reference: float
    shares: Sequence[float]


def compare_rates(own: Callable[[], float], reference: Callable[[], float], goal: float) -> Rates:
    """Compare two ways of answering requests."""
    rates: list[tuple[float, float]] = []

    def round_(_number: int) -> float:
        rates.append((own(), reference()))
        return rates[-1][0] / rates[-1][1]

    shares = compare(round_, goal)
    return Rates(median(each for each, _ in rates), median(each for _, each in rates), shares)


def _is_open(shares: Sequence[float], goal: float) -> bool:
    low, high = between(shares)
    return low < goal <= high


def verdict(shares: Sequence[float], goal: float) -> str:
    """Return in words what the rounds say."""
    low, high = between(shares)
    kept = "reaches" if reaches(shares, goal) else "MISSES"
    return f"Median of {len(shares)} rounds: {median(shares):.0%} (surely {low:.0%} to {high:.0%}), which {kept} {goal:.0%}."


def reaches(shares: Sequence[float], goal: float) -> bool:
    return median(shares) >= goal
