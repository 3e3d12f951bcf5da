"""The investment sites as sets of bits: what each has, counted and narrowed in memory. Pure.

A position stands for a site. Nothing here is changed once it is made: ``replaced`` returns another, in which the sites of a changed office
stand at new positions, and nothing at their old ones.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

from ledportal.search import bits
from ledportal.search.traits import Traits
from ledportal.search.words import LAST

NOWHERE: Final = (0, 0)


class Site(NamedTuple):
    """One site as the list knows it.

    Attributes:
        office: the id of its office; ``place`` is where it stands among the sites of that office.
        key: what its municipality is sorted by.
        free: square metres that can be had; ``area`` all of them.
        confirmed: the ordinal number of the day on which all of its office's entry was confirmed; 0 where not all ever was.
        traits: codes with their values (``type:greenfield``), those of its office, too.
        words: the stems of its own words, each once.
    """

    office: int
    place: int
    key: str
    free: int
    area: int
    confirmed: int = 0
    traits: Collection[str] = ()
    words: Collection[str] = ()


@dataclass(frozen=True)
class SiteFacets(Traits):
    """All sites that were ever read, and which of them stand (``all``); ``of_office`` says from where to where those of an office stand."""

    offices: Sequence[int] = ()
    places: Sequence[int] = ()
    keys: Sequence[str] = ()
    free: Sequence[int] = ()
    area: Sequence[int] = ()
    confirmed: Sequence[int] = ()
    traits: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Sequence[int]] = field(default_factory=dict)
    of_office: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    all: int = 0

    @property
    def size(self) -> int:
        return len(self.offices)

    @property
    def is_sparse(self) -> bool:
        """Whether so many positions are empty that it is better read anew."""
        return self.size > 1000 and 2 * self.all.bit_count() < self.size

    def replaced(self, offices: Iterable[int], sites: Iterable[Site]) -> SiteFacets:
        """Return the facets with the sites that some offices have now, those of one office together."""
        columns = [[*column] for column in (self.offices, self.places, self.keys, self.free, self.area, self.confirmed)]
        having: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
        of_office: dict[int, tuple[int, int]] = dict.fromkeys(offices, NOWHERE)
        gone = bits.of(self._positions(of_office), self.size)
        for position, site in enumerate(sites, start=self.size):
            for column, value in zip(columns, site):  # noqa: B905  # what follows the columns are collections
                column.append(value)
            for some, found in zip(having, (site.traits, site.words), strict=True):
                for each in found:
                    some.setdefault(each, []).append(position)
            first, last = of_office.get(site.office, NOWHERE)
            of_office[site.office] = (first if last else position, position + 1)
        return self._with(columns, *having, of_office, gone)

    def _with(
        self,
        columns: Sequence[list[Any]],
        traits: Mapping[str, Sequence[int]],
        words: Mapping[str, Sequence[int]],
        of_office: Mapping[int, tuple[int, int]],
        gone: int,
    ) -> SiteFacets:
        size = len(columns[0])
        kept = {trait: some for trait, found in self.traits.items() if (some := found & ~gone)}
        offices, places, keys, free, area, confirmed = columns
        new = SiteFacets(
            offices,
            places,
            keys,
            free,
            area,
            confirmed,
            traits=kept | {trait: kept.get(trait, 0) | bits.of(some, size) for trait, some in traits.items()},
            words={**self.words, **{word: (*self.words.get(word, ()), *some) for word, some in words.items()}},
            of_office={**self.of_office, **of_office},
            all=self.all & ~gone | bits.of(range(self.size, size), size),
        )
        added = range(self.size, size)
        new._lines.update({order: _inserted(line, added, new._key(order)) for order, line in self._lines.items()})
        return new

    def _positions(self, offices: Iterable[int]) -> Iterator[int]:
        return chain.from_iterable(range(*self.of_office.get(office, NOWHERE)) for office in offices)

    def each_of(self, name: str, values: Iterable[str]) -> int:
        found = self.all
        for value in values:
            found &= self.trait(name, value)
        return found

    def with_free(self, least: int) -> int:
        """Return the sites of which so many square metres can be had."""
        return self.at_least("free", self.free, least)

    def confirmed_since(self, day: int) -> int:
        """Return the sites of entries all of which was confirmed on a day or after it, given its ordinal number."""
        return self.at_least("confirmed", self.confirmed, max(day, 1))

    def of_offices(self, offices: Collection[int]) -> int:
        """Return all sites of some offices."""
        if len(offices) <= bits.FEW:
            return bits.of(self._positions(offices), self.size)
        return self.all & bits.where(map(set(offices).__contains__, self.offices))

    def having(self, stems: Iterable[str]) -> int:
        """Return the sites that have one of the words, given its stems."""
        return self.all & bits.of(chain.from_iterable(self.words.get(each, ()) for each in stems), self.size)

    def begun(self, beginning: str) -> Sequence[str]:
        """Return the stems that begin so."""
        return self._in_order[bisect_left(self._in_order, beginning) : bisect_left(self._in_order, beginning + LAST)]

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self.words)

    def line(self, groups: Sequence[int], order: str) -> Iterator[tuple[int, int]]:
        """Yield the sites of sets that follow each other, each in its order: the office's id, and the place among its sites."""
        positions = chain.from_iterable(self._ordered(group, order) for group in groups)
        return ((self.offices[position], self.places[position]) for position in positions)

    def _ordered(self, found: int, order: str) -> Iterable[int]:
        if found.bit_count() <= bits.FEW:
            return sorted(bits.positions(found), key=self._key(order))
        wanted = bits.flags(found, self.size)
        return (position for position in self._whole_line(order) if wanted[position])

    def _whole_line(self, order: str) -> Sequence[int]:
        """Return all positions in an order, those at which nothing stands any more, too."""
        if order not in self._lines:
            self._lines[order] = sorted(range(self.size), key=self._key(order))
        return self._lines[order]

    @cached_property
    def _lines(self) -> dict[str, Sequence[int]]:
        return {}

    def _key(self, order: str) -> Callable[[int], Any]:
        if order == "area":
            return lambda position: (-self.free[position], -self.area[position], self.keys[position], self.places[position])
        if order == "office":
            return lambda position: (self.offices[position], self.places[position])
        return lambda position: (self.keys[position], self.places[position])


def _inserted(line: Sequence[int], added: Iterable[int], key: Callable[[int], Any]) -> Sequence[int]:
    found = list(line)
    for position in added:
        insort(found, position, key=key)
    return found
