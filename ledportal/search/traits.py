"""Which positions have which trait, and which reach a number: what the entries and the sites have in common. Pure.

A trait is a code with its value (``sector:food``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from ledportal.search import bits
from ledportal.search.criteria import Facet

MOST_ASKED: Final = 64
"""How many least numbers are kept."""


class Traits:
    """Sets of positions by the traits that they have; ``all`` are the positions at which something stands."""

    traits: Mapping[str, int]

    @property
    def all(self) -> int:
        raise NotImplementedError

    def trait(self, name: str, value: str) -> int:
        return self.traits.get(f"{name}:{value}", 0)

    def any_of(self, name: str, values: Iterable[str]) -> int:
        return bits.union(self.trait(name, value) for value in values)

    def values(self, name: str) -> Mapping[str, int]:
        """Return all values of a name, each with what has it."""
        return self._by_name.get(name, {})

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for trait, some in self.traits.items():
            name, _, value = trait.partition(":")
            found.setdefault(name, {})[value] = some
        return found

    def at_least(self, what: str, numbers: Sequence[int], least: int) -> int:
        """Return where numbers, one for each position, reach the least: the set that was asked for before, or a new one."""
        found = self.asked.get((what, least))
        if found is None:
            if len(self.asked) >= MOST_ASKED:
                self.asked.clear()
            found = self.asked[what, least] = self.all & bits.where([number >= least for number in numbers])
        return found

    @cached_property
    def asked(self) -> dict[tuple[str, int], int]:
        return {}


def narrowed(conditions: Mapping[str, int], within: int, but: str = "") -> int:
    """Return what meets all conditions but one."""
    for name, found in conditions.items():
        if name != but:
            within &= found
    return within


def counted(
    facets: Iterable[Facet], conditions: Mapping[str, int], found: int, options: Callable[[str], Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    """Count each option of the facets, without the facet's own choice; where a choice asks for all of several, with it: each narrows.

    Args:
        options: return a facet's options, each with what has it.
    """
    whole = narrowed(conditions, found)
    counts: dict[str, dict[str, int]] = {}
    for facet in facets:
        is_chosen = facet.name in conditions and not facet.takes_all
        within = narrowed(conditions, found, but=facet.name) if is_chosen else whole
        numbers = {value: (having & within).bit_count() for value, having in options(facet.name).items()}
        counts[facet.name] = {value: number for value, number in numbers.items() if number}
    return counts
