"""The entries as sets of bits: what each has, counted and narrowed in memory. Pure.

A position stands for a municipality of the register, in Serbian order. Nothing here is changed once it is made: ``replaced`` returns
another.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ledportal.search import bits
from ledportal.search.traits import Traits

FREE_SITE: Final = "free_site"
CONFIRMED_ON: Final = "confirmed_on"
SITE_KINDS: Final = ("greenfield", "brownfield", "industrial_zone", "business_premises")


@dataclass(frozen=True)
class Row:
    """One municipality as search knows it.

    Attributes:
        key: what it is sorted by.
        place: the traits that it has without an entry, too: its district, its region.
        traits: those of its entry; None where it has none, or its office has closed.
        areas: its largest free site of each kind, in square metres.
        confirmed_on: the day's ordinal number, 0 where not all was ever confirmed; ``confirmed_at`` and ``changed_at`` as seconds.
    """

    id: int
    key: str
    place: tuple[str, ...]
    traits: tuple[str, ...] | None = None
    areas: Mapping[str, int] = field(default_factory=dict)
    confirmed_on: int = 0
    confirmed_at: float = 0.0
    changed_at: float = 0.0


@dataclass(frozen=True)
class Facets(Traits):
    """All municipalities of the register.

    Attributes:
        ids: their offices, position by position.
        place_of: the position of each office by its id; -1 for one whose municipality is not in the register.
        keys: what tells whether a municipality is sorted where it was.
        areas: the largest free site of each kind in square metres, 0 where there is none.

    What changes with an entry stands in arrays: they are copied at once, and Python's collector of garbage need not look through them.
    """

    ids: Sequence[int]
    place_of: Sequence[int]
    keys: Sequence[int]
    traits: Mapping[str, int]
    entries: int
    areas: Mapping[str, array[int]]
    confirmed_on: array[int]
    confirmed_at: array[float]
    changed_at: array[float]

    @property
    def size(self) -> int:
        return len(self.ids)

    @property
    def all(self) -> int:
        return (1 << self.size) - 1

    def places(self, offices: Collection[int]) -> list[int]:
        """Return the positions of offices, -1 for those that have none."""
        try:
            return [self.place_of[office] for office in offices]
        except IndexError:
            most = len(self.place_of)
            return [self.place_of[office] if office < most else -1 for office in offices]

    def offices(self, found: int) -> list[int]:
        """Return the ids of the offices at positions."""
        return [self.ids[position] for position in bits.positions(found)]

    def set_of(self, offices: Collection[int]) -> int:
        return bits.of(self.places(offices), self.size)

    def has_changed_places(self, rows: Iterable[tuple[Row, bool]]) -> bool:
        """Say whether rows, each with whether it is in the register, do not stand where they stood: then all is to be read anew."""
        for row, is_active in rows:
            (position,) = self.places([row.id])
            if is_active != (position >= 0) or (is_active and self.keys[position] != hash(row.key)):
                return True
        return False

    def replaced(self, rows: Sequence[Row]) -> Facets:
        """Return the facets with what is new of some municipalities that stand where they stood."""
        at = {position: row for position, row in zip(self.places([row.id for row in rows]), rows, strict=True) if position >= 0}
        others = self.all ^ bits.of(at, self.size)
        traits = {trait: kept for trait, found in self.traits.items() if (kept := found & others)}
        for trait, some in _collected(at).items():
            traits[trait] = traits.get(trait, 0) | bits.of(some, self.size)
        entries = self.entries & others | bits.of((position for position, row in at.items() if row.traits is not None), self.size)
        areas = {kind: largest[:] for kind, largest in self.areas.items()}
        days, confirmed, changed = self.confirmed_on[:], self.confirmed_at[:], self.changed_at[:]
        for position, row in at.items():
            days[position], confirmed[position], changed[position] = row.confirmed_on, row.confirmed_at, row.changed_at
            for kind, largest in areas.items():
                largest[position] = row.areas.get(kind, 0)
        new = Facets(self.ids, self.place_of, self.keys, traits, entries, areas, days, confirmed, changed)
        for (what, least), found in list(self.asked.items()):
            more = bits.of((position for position, row in at.items() if _measure(row, what) >= least), self.size)
            new.asked[what, least] = found & others | more
        return new

    def free_site(self, kind: str, least: int = 0) -> int:
        """Return the entries with a free site of a kind that has so many square metres at least."""
        if not least:
            return self.trait(FREE_SITE, kind)
        return self.at_least(kind, self.areas[kind], least)

    def confirmed_since(self, day: int) -> int:
        """Return the entries all of which was confirmed on a day or after it, given its ordinal number."""
        return self.at_least(CONFIRMED_ON, self.confirmed_on, max(day, 1))

    @cached_property
    def by_confirmation(self) -> Sequence[int]:
        """All positions, what was confirmed last first, and what never was at the end; equals by name."""
        return _latest_first(self.confirmed_at)

    @cached_property
    def by_change(self) -> Sequence[int]:
        return _latest_first(self.changed_at)

    def moment(self, position: int, order: str) -> int:
        """Return the microseconds by which ``confirmed`` or ``changed`` put a position in its place."""
        return round((self.confirmed_at if order == "confirmed" else self.changed_at)[position] * 1_000_000)

    def ordered(self, chosen: int, order: str) -> list[int]:
        """Return the positions of a set by ``confirmed`` or ``changed``."""
        moments = self.confirmed_at if order == "confirmed" else self.changed_at
        if chosen.bit_count() <= bits.FEW:
            return sorted(bits.positions(chosen), key=lambda position: (-moments[position], position))
        wanted = bits.flags(chosen, self.size)
        return [position for position in (self.by_confirmation if order == "confirmed" else self.by_change) if wanted[position]]


def _measure(row: Row, what: str) -> int:
    return row.confirmed_on if what == CONFIRMED_ON else row.areas.get(what, 0)


def _latest_first(moments: Sequence[float]) -> Sequence[int]:
    return sorted(range(len(moments)), key=lambda position: (-moments[position], position))


def build(rows: Iterable[Row]) -> Facets:
    """Return the facets of all municipalities of the register."""
    line = sorted(rows, key=lambda row: row.key)
    size = len(line)
    at = dict(enumerate(line))
    return Facets(
        ids=[row.id for row in line],
        place_of=_places(line),
        keys=[hash(row.key) for row in line],
        traits={trait: bits.of(some, size) for trait, some in _collected(at).items()},
        entries=bits.of((position for position, row in at.items() if row.traits is not None), size),
        areas={kind: array("q", (row.areas.get(kind, 0) for row in line)) for kind in SITE_KINDS},
        confirmed_on=array("i", (row.confirmed_on for row in line)),
        confirmed_at=array("d", (row.confirmed_at for row in line)),
        changed_at=array("d", (row.changed_at for row in line)),
    )


def _places(line: Sequence[Row]) -> list[int]:
    found = [-1] * (max((row.id for row in line), default=0) + 1)
    for position, row in enumerate(line):
        found[row.id] = position
    return found


def _collected(at: Mapping[int, Row]) -> dict[str, list[int]]:
    """Return the positions of each trait."""
    found: dict[str, list[int]] = {}
    for position, row in at.items():
        for trait in (*row.place, *(row.traits or ()), *(f"{FREE_SITE}:{kind}" for kind in row.areas)):
            found.setdefault(trait, []).append(position)
    return found
