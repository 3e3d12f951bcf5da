"""What was found, in its order, and how to go on after one of it though the register has changed meanwhile. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from ledportal.search import bits
from ledportal.search.facets import Facets

Rank = Callable[[int], tuple[int, int]]
"""What a position is sorted by before its name: the group in which it stands (0 comes first) and a number (the highest comes first)."""


class Mark(NamedTuple):
    """The place of an office in a line; what does not change about the office stays behind it or before it, whatever others do."""

    group: int
    number: int
    position: int
    office: int


class Ids(Sequence[int]):
    """Ids of offices in their order; only those that are asked for are put in a line."""

    def __init__(self, facets: Facets, groups: Sequence[int], line: Sequence[int] | None = None, *, rank: Rank) -> None:
        self._facets, self._groups, self._line, self._rank = facets, groups, line, rank
        self._size = sum(group.bit_count() for group in groups) if line is None else len(line)

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, wanted: int) -> int: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[int]: ...
    def __getitem__(self, wanted: int | slice) -> int | list[int]:
        if isinstance(wanted, int):
            place = range(self._size)[wanted]
            return self[place : place + 1][0]
        start, stop, step = wanted.indices(self._size)
        if step != 1:
            return self[:][wanted]
        return [self._facets.ids[position] for position in self._positions(start, stop)]

    def _positions(self, start: int, stop: int) -> Sequence[int]:
        return bits.part(self._groups, start, stop) if self._line is None else self._line[start:stop]

    def mark(self, office: int) -> Mark:
        """Return the place of an office that is here."""
        (position,) = self._facets.places([office])
        return Mark(*self._rank(position), position, office)

    def after(self, mark: Mark) -> list[int]:
        """Return the ids of what stands behind a place, be the office still there or not."""
        (position,) = self._facets.places([mark.office])
        last = (mark.group, -mark.number, position if position >= 0 else mark.position - 1)
        line = self._positions(0, self._size)
        return [self._facets.ids[each] for each in line[bisect_right(line, last, key=self._key) :]]

    def _key(self, position: int) -> tuple[int, int, int]:
        group, number = self._rank(position)
        return group, -number, position
