"""Finding offices and municipalities by what a visitor types and chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ledportal.days import months_later
from ledportal.offices.sites import metres
from ledportal.search import bits
from ledportal.search.criteria import ANY_KIND, CONFIRMED_WITHIN, COUNTED, Criteria
from ledportal.search.facets import FREE_SITE, SITE_KINDS, Facets
from ledportal.search.index import Index, current
from ledportal.search.line import Ids, Rank
from ledportal.search.matching import Match, match
from ledportal.search.traits import counted, narrowed

CONFIRMED = CONFIRMED_WITHIN.name


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        ids: the ids of offices in order: first those with an entry, then municipalities without one, or whose office has closed.
        entries: how many have an entry; ``others`` how many stand after them.
        counts: how many entries there would be with each value of a facet, whatever else of that facet is chosen.
        meant: the words that were taken in the place of mistyped ones, as they are written.
        left_out: the words that were left out, since nothing has all words.
        lacking: the words that the place which is named lacks; what else is found has them.
        taken: the folded words that were searched for in the end.
        words: what to mark (``marking.marked``).
        facets: what there was to be found.
    """

    ids: Ids
    entries: int
    others: int
    counts: Mapping[str, Mapping[str, int]]
    meant: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    lacking: Sequence[str] = ()
    taken: Sequence[str] = ()
    words: frozenset[str] = frozenset()
    facets: Facets = field(kw_only=True, repr=False, compare=False)


def find(criteria: Criteria, *, today: date) -> Found:
    """Return the offices that criteria ask for, as of a day."""
    index = current()
    facets, matched = index.facets, match(index, criteria.text)
    conditions = _conditions(facets, criteria, today)
    entries = narrowed(conditions, matched.entries)
    others = narrowed(conditions, matched.others)
    return Found(
        ids=_ids(index, criteria, matched, entries, others),
        entries=entries.bit_count(),
        others=others.bit_count(),
        counts=counted(COUNTED, conditions, matched.entries, lambda name: _options(facets, name, criteria, today)),
        meant=matched.meant,
        left_out=matched.left_out,
        lacking=matched.lacking,
        taken=matched.taken,
        words=matched.marks,
        facets=facets,
    )


def _ids(index: Index, criteria: Criteria, matched: Match, entries: int, others: int) -> Ids:
    rank = _rank(index.facets, criteria, matched)
    if criteria.ordered_by in {"confirmed", "changed"}:
        line = [*index.facets.ordered(entries, criteria.ordered_by), *bits.positions(others)]
        return Ids(index.facets, [], line, rank=rank)
    groups = matched.groups(entries) if criteria.ordered_by == "relevance" else [entries]
    return Ids(index.facets, [*groups, *(matched.groups(others) if criteria.ordered_by == "relevance" else [others])], rank=rank)


def _rank(facets: Facets, criteria: Criteria, matched: Match) -> Rank:
    """Return what says of a position where it belongs in the order: entries come before others, those by their names but for the words."""
    by = criteria.ordered_by

    def number(position: int) -> int:
        return matched.sums.of(position) if by == "relevance" else 0 if by == "name" else facets.moment(position, by)

    def rank(position: int) -> tuple[int, int]:
        if bits.has(facets.entries, position):
            return 0, number(position)
        return 1, number(position) if by == "relevance" else 0

    return rank


def _conditions(facets: Facets, criteria: Criteria, today: date) -> dict[str, int]:
    """Return for each facet that is narrowed the entries, and for places the municipalities, that meet the choice."""
    found = {name: facets.any_of(name, values) for name, values in criteria.chosen.items() if name != FREE_SITE}
    if FREE_SITE in criteria.chosen or criteria.least_area is not None:
        options, kinds = _free_sites(facets, criteria), criteria.chosen.get(FREE_SITE, (ANY_KIND,))
        found[FREE_SITE] = bits.union(options[kind] for kind in kinds)
    if criteria.confirmed_within is not None:
        found[CONFIRMED] = facets.confirmed_since(since(criteria.confirmed_within, today))
    return found


def _free_sites(facets: Facets, criteria: Criteria) -> dict[str, int]:
    """Return the entries with a free site that is large enough, by its kind, and those of any kind."""
    kinds = {kind: facets.free_site(kind, square_metres(criteria)) for kind in SITE_KINDS}
    return {ANY_KIND: bits.union(kinds.values()), **kinds}


def square_metres(criteria: Criteria) -> int:
    """Return the least area that is asked for in square metres."""
    return 0 if criteria.least_area is None else metres(criteria.least_area)


def since(months: int, today: date) -> int:
    """Return the ordinal number of the day that many months ago."""
    return months_later(today, -months).toordinal()


def _options(facets: Facets, name: str, criteria: Criteria, today: date) -> Mapping[str, int]:
    if name == FREE_SITE:
        return _free_sites(facets, criteria)
    return by_months(facets, today) if name == CONFIRMED else facets.values(name)


class Dated(Protocol):
    """What knows since when entries are confirmed."""

    def confirmed_since(self, day: int) -> int: ...


def by_months(facets: Dated, today: date) -> Mapping[str, int]:
    """Return what was confirmed within the months that are offered, by their numbers."""
    return {months: facets.confirmed_since(since(int(months), today)) for months in CONFIRMED_WITHIN.options or ()}
