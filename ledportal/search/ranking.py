"""Which entries have all words, and how well: sums of points, added up for all entries at once. Pure.

For each word an entry gets the points of the best place where the word stands. Points are added as binary numbers whose digits are
sets: a hundred thousand sums take as many steps as one. The same sets make the same order, whatever database they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ledportal.search.bits import has, union

POINTS: Final = {"a": 26, "b": 12, "c": 6, "d": 3}
"""The points of a word by where it stands, as it is typed; in another case there is one less, as the beginning of another two."""
LEAST_OF_A_PLACE: Final = POINTS["a"] - 2
LEAST_OF_A_NAME: Final = POINTS["b"] - 1


@dataclass(frozen=True)
class Hits:
    """Where a word was found: sets of positions with their points, the most points first."""

    levels: Sequence[tuple[int, int]]

    @cached_property
    def all(self) -> int:
        return union(found for _points, found in self.levels)

    @cached_property
    def places(self) -> int:
        """The municipalities that have the word in their name."""
        return union(found for some, found in self.levels if some >= LEAST_OF_A_PLACE)

    @cached_property
    def names(self) -> int:
        """The entries that have the word, whole, in the names of their office and people, or of their district or region."""
        return union(found for some, found in self.levels if LEAST_OF_A_NAME <= some <= POINTS["b"])


class Sums:
    """The points of all positions: digit by digit, each a set."""

    def __init__(self) -> None:
        self.digits: list[int] = []

    def add(self, number: int, to: int) -> None:
        place = 0
        while number:
            if number & 1:
                self._carry(place, to)
            number >>= 1
            place += 1

    def _carry(self, place: int, to: int) -> None:
        while to:
            while place >= len(self.digits):
                self.digits.append(0)
            self.digits[place], to = self.digits[place] ^ to, self.digits[place] & to
            place += 1

    def of(self, position: int) -> int:
        """Return the points of one position."""
        return sum(1 << place for place, digit in enumerate(self.digits) if has(digit, position))

    def groups(self, within: int) -> list[int]:
        """Return a set in parts, those with the most points first."""
        return list(_split(within, [digit & within for digit in self.digits]))


def _split(within: int, digits: Sequence[int]) -> Iterator[int]:
    if not within:
        return
    if not digits:
        yield within
        return
    yield from _split(within & digits[-1], digits[:-1])
    yield from _split(within & ~digits[-1], digits[:-1])


def summed(hits: Iterable[Hits]) -> Sums:
    """Return the points for all words."""
    sums = Sums()
    for each in hits:
        taken = 0
        for number, some in each.levels:
            sums.add(number, some & ~taken)
            taken |= some
    return sums
