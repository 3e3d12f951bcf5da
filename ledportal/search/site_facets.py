"""The investment sites as sets of bits: what each has, counted and narrowed in memory. Pure.

A position stands for a site. Nothing here is changed once it is made: ``replaced`` returns another, in which the sites of a changed office
stand at new positions, and nothing at their old ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from ledportal.search import bits


@dataclass(frozen=True)
class Site:
    """One site as the list knows it.

    Attributes:
        office: the id of its office; ``place`` is where it stands among the sites of that office.
        key: what its municipality is sorted by.
        free: square metres that can be had; ``area`` all of them.
        traits: codes with their values (``type:greenfield``).
    """

    office: int
    place: int
    key: str
    free: int
    area: int
    traits: tuple[str, ...]


@dataclass(frozen=True)
class SiteFacets:
    """All sites that were ever read, and which of them stand (``all``)."""

    offices: Sequence[int] = ()
    places: Sequence[int] = ()
    keys: Sequence[str] = ()
    free: Sequence[int] = ()
    area: Sequence[int] = ()
    traits: Mapping[str, int] = field(default_factory=dict)
    of_office: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    all: int = 0

    @property
    def is_sparse(self) -> bool:
        """Whether so many positions are empty that it is better read anew."""
        return len(self.offices) > 1000 and 2 * self.all.bit_count() < len(self.offices)

    def replaced(self, offices: Iterable[int], sites: Sequence[Site]) -> SiteFacets:
        """Return the facets with the sites that some offices have now."""
        first, size = len(self.offices), len(self.offices) + len(sites)
        gone = bits.of((position for office in offices for position in self.of_office.get(office, ())), size)
        new = dict(enumerate(sites, start=first))
        traits = {trait: kept for trait, found in self.traits.items() if (kept := found & ~gone)}
        for trait, some in _collected(new).items():
            traits[trait] = traits.get(trait, 0) | bits.of(some, size)
        return SiteFacets(
            offices=[*self.offices, *(site.office for site in sites)],
            places=[*self.places, *(site.place for site in sites)],
            keys=[*self.keys, *(site.key for site in sites)],
            free=[*self.free, *(site.free for site in sites)],
            area=[*self.area, *(site.area for site in sites)],
            traits=traits,
            of_office={**self.of_office, **dict.fromkeys(offices, ()), **_by_office(new)},
            all=self.all & ~gone | bits.of(new, size),
        )

    def any_of(self, name: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self.traits.get(f"{name}:{value}", 0)
        return found

    def each_of(self, name: str, values: Iterable[str]) -> int:
        found = self.all
        for value in values:
            found &= self.traits.get(f"{name}:{value}", 0)
        return found

    def with_free(self, least: int) -> int:
        """Return the sites of which so many square metres can be had."""
        return self.all & bits.of((position for position, free in enumerate(self.free) if free >= least), len(self.free))

    def values(self, name: str) -> Iterator[tuple[str, int]]:
        """Yield the values of a facet, each with the sites that have it."""
        beginning = f"{name}:"
        yield from ((trait.removeprefix(beginning), found) for trait, found in self.traits.items() if trait.startswith(beginning))

    def page(self, found: int, order: str, start: int, stop: int) -> list[tuple[int, int]]:
        """Return some of the sites of a set in their order: the office's id, and the place among its sites."""
        key = self._by_area if order == "area" else self._by_name
        return [(self.offices[position], self.places[position]) for position in nsmallest(stop, bits.positions(found), key=key)[start:]]

    def _by_name(self, position: int) -> tuple[str, int]:
        return self.keys[position], self.places[position]

    def _by_area(self, position: int) -> tuple[int, int, str, int]:
        return -self.free[position], -self.area[position], self.keys[position], self.places[position]


def _collected(at: Mapping[int, Site]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, site in at.items():
        for trait in site.traits:
            found.setdefault(trait, []).append(position)
    return found


def _by_office(at: Mapping[int, Site]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for position, site in at.items():
        found.setdefault(site.office, []).append(position)
    return {office: tuple(positions) for office, positions in found.items()}
