"""A place that is named by its whole name beside other words: it is what is meant, even where only its surroundings have these words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ledportal.search.bits import union
from ledportal.search.documents import whole_names
from ledportal.search.lookup import Lookup

MOST_IN_A_NAME: Final = 3
"""Words of a place's name, those apart that say nothing."""


@dataclass(frozen=True)
class Named:
    """The places that are named, by which words, and the entries of their districts."""

    words: frozenset[str] = frozenset()
    places: int = 0
    around: int = 0


@dataclass(frozen=True)
class Beside:
    """What is found.

    Attributes:
        entries: what has all words; beside a named place that lacks some of them, what of its surroundings has them, too.
        places: such a place, with or without an entry.
        lacking: the words that it lacks and others have; ``left_out`` those that nobody around has either.
    """

    entries: int
    places: int = 0
    lacking: Sequence[str] = ()
    left_out: Sequence[str] = ()


def named(lookup: Lookup, some: Sequence[str]) -> Named:
    """Return the places whose whole names stand among words, the longest names first."""
    runs = [some[start : start + size] for size in range(MOST_IN_A_NAME, 0, -1) for start in range(len(some) - size + 1)]
    runs = [run for run in runs if len(run) == 1 or lookup.in_places(run)]
    lookup.index.read({token for run in runs for token in whole_names(run)})
    words: set[str] = set()
    places = 0
    for run in runs:
        if words.isdisjoint(run) and (called := lookup.whole(run)):
            words.update(run)
            places |= called
    facets = lookup.index.facets
    around = union(found for found in facets.values("district").values() if found & places)
    return Named(frozenset(words), places, around & facets.entries)


def beside(lookup: Lookup, some: Sequence[str], place: Named) -> Beside:
    """Return what is found by words among which a place is named.

    It is nothing but what has all words where the place has them, where a longer name has them (Bač, Bačka Palanka), or a person's.
    """
    having = lookup.having(some)
    if not place.places or having & place.places or lookup.called(some) or lookup.in_names(some):
        return Beside(having)
    others = [word for word in some if word not in place.words]
    missing = [word for word in others if not lookup.having([word]) & place.places]
    kept, within = _together(lookup, others, place.around)
    if having and len(kept) < len(others):
        kept, within = others, 0
    lacking = [word for word in missing if word in kept]
    left_out = [word for word in missing if word not in kept]
    return Beside(having | (within if lacking else 0), place.places, lacking, left_out)


def _together(lookup: Lookup, some: Sequence[str], within: int) -> tuple[list[str], int]:
    """Return the words that some entries have together, one after the other, and these entries."""
    kept: list[str] = []
    for word in some:
        if narrower := within & lookup.having([word]):
            within = narrower
            kept.append(word)
    return kept, within
