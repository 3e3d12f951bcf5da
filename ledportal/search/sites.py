"""Finding investment sites by what a visitor types and chooses.

The words are looked for among the offices first: what the directory mends or leaves out is so here, too. A site is found that has each
word itself, by a label of what it or its office has, or in the names of its place, its office and the people there. What else an entry
says is not about its sites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile, islice

from ledportal.search import bits
from ledportal.search.criteria import CONFIRMED_WITHIN, Criteria
from ledportal.search.documents import THING
from ledportal.search.facets import FREE_SITE
from ledportal.search.finding import CONFIRMED, by_months, since, square_metres
from ledportal.search.index import current as current_offices
from ledportal.search.labels import labels
from ledportal.search.lookup import may_begin
from ledportal.search.matching import Match, match
from ledportal.search.ranking import Hits, summed
from ledportal.search.site_facets import SiteFacets
from ledportal.search.site_index import current
from ledportal.search.traits import counted, narrowed
from ledportal.search.words import alternatives

PLACE, OWN, NAME = 3, 2, 1
"""The points of a word by where it stands: in the name of the place, in the site or a label, in another name of the office."""


@dataclass(frozen=True)
class FoundSites:
    """What was found.

    Attributes:
        groups: the sites, those that match best first.
        counts: how many sites there would be with each value of a facet, whatever else of it is chosen.
        meant, left_out, words: as ``finding.Found`` tells them.
    """

    facets: SiteFacets
    groups: Sequence[int]
    order: str
    counts: Mapping[str, Mapping[str, int]]
    meant: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    words: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return sum(each.bit_count() for each in self.groups)

    def page(self, start: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
        """Return some of them: the office's id, and the place among its sites."""
        return list(islice(self.facets.line(self.groups, self.order), start, stop))

    def from_office(self, first: int) -> Iterator[tuple[int, int]]:
        """Yield those of the offices from an id on, in the order of the ids."""
        return dropwhile(lambda site: site[0] < first, self.facets.line([bits.union(self.groups)], "office"))


def find_sites(criteria: Criteria, *, today: date) -> FoundSites:
    """Return the sites that criteria ask for, as of a day."""
    facets = current()
    matched = _matched(facets, criteria.text)
    conditions = _conditions(facets, criteria, today)
    found = narrowed(conditions, matched.sites)
    return FoundSites(
        facets,
        summed(matched.hits).groups(found) if criteria.ordered_by == "relevance" else [found],
        criteria.ordered_by,
        counted(
            (*criteria.subject.facets, CONFIRMED_WITHIN),
            conditions,
            matched.sites,
            lambda name: by_months(facets, today) if name == CONFIRMED else facets.values(name),
        ),
        matched.match.meant,
        matched.left_out,
        matched.match.marks,
    )


@dataclass(frozen=True)
class _Matched:
    """The sites that have the words, where each of these stands, and how they were understood."""

    sites: int
    hits: Sequence[Hits] = ()
    match: Match = Match(0, 0)  # noqa: RUF009  # never changed
    left_out: Sequence[str] = ()


def _matched(facets: SiteFacets, text: str) -> _Matched:
    """Return what has all words; where nothing has, what is in the place that is named."""
    if not text:
        return _Matched(facets.all)
    index = current_offices()
    found = match(index, text)
    own = {word: _own(facets, word) for word in found.taken}
    hits = {word: Hits([(OWN, some)]) for word, some in own.items()}
    for word, where in found.hits.items():
        called = where.places if where.all else found.places
        place, name = (facets.of_offices(index.facets.offices(some)) for some in (called, where.names))
        hits[word] = Hits([(PLACE, place), (OWN, own[word]), (NAME, name)])
    wanted = list(found.hits)
    if not (sites := bits.common(hits[word].all for word in wanted)):
        wanted = [word for word, where in found.hits.items() if where.places]
        sites = bits.common(hits[word].all for word in wanted)
    left_out = [*found.left_out, *(word for word in found.hits if sites and word not in wanted)]
    return _Matched(sites, [*hits.values()], found, left_out)


def _own(facets: SiteFacets, word: str) -> int:
    """Return the sites that have a word themselves, or by a label of what they or their offices have."""
    known, stems = labels(), alternatives(word)
    found = facets.having(stems) | _with(facets, known.whole(word, THING))
    if may_begin(word, THING, found, facets.size):
        found |= facets.having(facets.begun(word)) | _with(facets, known.begun(word, THING))
    return found


def _with(facets: SiteFacets, traits: set[str]) -> int:
    """Return the sites that have one of the traits of an entry."""
    found = 0
    for trait in traits:
        name, _, value = trait.partition(":")
        if name in ("site", FREE_SITE):
            kind = facets.trait("type", value)
            found |= kind if name == "site" else kind & facets.trait("status", "free")
        else:
            found |= facets.trait(name, value)
    return found


def _conditions(facets: SiteFacets, criteria: Criteria, today: date) -> dict[str, int]:
    known = criteria.subject.by_name
    found = {name: (facets.each_of if known[name].takes_all else facets.any_of)(name, values) for name, values in criteria.chosen.items()}
    if criteria.least_area is not None:
        found["least_area"] = facets.with_free(square_metres(criteria))
    if criteria.confirmed_within is not None:
        found[CONFIRMED] = facets.confirmed_since(since(criteria.confirmed_within, today))
    return found
