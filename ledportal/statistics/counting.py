"""What the entries of many offices add up to. Pure.

A tally does not depend on the day: what ends with a year is counted under that year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ledportal.offices.declaration import Values
from ledportal.offices.sites import free_area

UNKNOWN = "unknown"
"""Counted where an entry says nothing, or what is no answer."""
PREPARED = 0
"""Stands for the last year of a document that is in preparation."""
NO_END = 9999
"""Stands for the last year of a document that names none."""
ANY = "any"
"""Stands for whatever the type of a document is."""


class Situation(NamedTuple):
    """What is known of a municipality's office: its status, and when its entry is due, if it has
    one and has not closed, and was ever confirmed as a whole."""

    status: str
    due_on: date | None
    is_confirmed: bool

    @property
    def has_entry(self) -> bool:
        """Say whether there is an entry that counts: that of an office that has not closed."""
        return self.due_on is not None


class Facts(NamedTuple):
    """What is counted of one entry, as it stands in the profile."""

    form: str | None
    staff: str | None
    founded: str | None
    certificate: str | None
    sectors: Iterable[str] | None
    sites: Iterable[Values] | None
    documents: Iterable[Values] | None


@dataclass
class Tally:
    """What a number of entries add up to.

    Attributes:
        staff, founded: how many entries name which number; None where none is named.
        ares: the area that can be had, in hundredths of a hectare, by the kind of site.
        with_a_site: how many offices have a site that can be had.
        documents: how many documents, by their type and last year.
        with_documents: how many offices have a document that holds until that year, the last of its type, and of any type.
    """

    entries: int = 0
    with_a_site: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    staff: Counter[int | None] = field(default_factory=Counter)
    founded: Counter[int | None] = field(default_factory=Counter)
    certificates: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    ares: Counter[str] = field(default_factory=Counter)
    documents: Counter[tuple[str, int]] = field(default_factory=Counter)
    with_documents: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, facts: Facts) -> None:
        """Count one more entry."""
        self.entries += 1
        self.forms[facts.form or UNKNOWN] += 1
        self.staff[_whole(facts.staff)] += 1
        self.founded[_whole(facts.founded)] += 1
        self.certificates[facts.certificate or UNKNOWN] += 1
        self.sectors.update(set(facts.sectors or ()) or {UNKNOWN})
        self._add_sites(facts.sites or ())
        self._add_documents(facts.documents or ())

    def _add_sites(self, sites: Iterable[Values]) -> None:
        free = [(site.get("type") or UNKNOWN, area) for site in sites if (area := free_area(site))]
        for kind, area in free:
            self.ares[kind] += round(100 * area)
        self.with_a_site += bool(free)

    def _add_documents(self, documents: Iterable[Values]) -> None:
        last: dict[str, int] = {}
        for document in documents:
            kind, year = document.get("type") or UNKNOWN, last_year(document)
            self.documents[kind, year] += 1
            last[kind], last[ANY] = max(year, last.get(kind, PREPARED)), max(year, last.get(ANY, PREPARED))
        self.with_documents.update(last.items())


def last_year(document: Values) -> int:
    """Return the last year in which a document holds."""
    if document.get("in_preparation"):
        return PREPARED
    year = _whole(document.get("end"))
    return NO_END if year is None else year


@lru_cache(maxsize=1_000)
def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def added(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one."""
    total = Tally()
    for tally in tallies:
        total.entries += tally.entries
        total.with_a_site += tally.with_a_site
        for name, counts in vars(tally).items():
            if isinstance(counts, Counter):
                getattr(total, name).update(counts)
    return total


@dataclass(frozen=True)
class Band:
    """Numbers that are counted together, the first and the last of them; None is no bound."""

    code: str
    first: int | None
    last: int | None

    def holds(self, number: int | None) -> bool:
        return number is not None and (self.first is None or number >= self.first) and (self.last is None or number <= self.last)


STAFF = (
    Band("0", 0, 0), Band("1", 1, 1), Band("2-3", 2, 3), Band("4-6", 4, 6), Band("7-10", 7, 10), Band("11-", 11, None),
)  # fmt: skip
"""Sizes of an office."""
FOUNDED = (
    Band("-2004", None, 2004), Band("2005-2009", 2005, 2009), Band("2010-2014", 2010, 2014), Band("2015-2019", 2015, 2019),
    Band("2020-", 2020, None),
)  # fmt: skip
"""When an office was founded."""


def by_band(counts: Counter[int | None], bands: Iterable[Band]) -> dict[str, int]:
    """Return how many have a number in which band; those that have none are unknown."""
    found = {band.code: sum(number for value, number in counts.items() if band.holds(value)) for band in bands}
    return {**found, UNKNOWN: counts[None]}


def median(counts: Counter[int | None]) -> int | None:
    """Return the number that half of those who name one do not exceed."""
    known = sorted((value, number) for value, number in counts.items() if value is not None)
    half, passed = (sum(number for _, number in known) + 1) // 2, 0
    for value, number in known:
        passed += number
        if passed >= half:
            return value
    return None


def in_force(counts: Counter[tuple[str, int]], year: int) -> dict[str, int]:
    """Return how many hold in a year, by type."""
    found: Counter[str] = Counter()
    for (kind, last), number in counts.items():
        if last != PREPARED and last >= year:
            found[kind] += number
    return dict(found)


def hectares(ares: Counter[str]) -> dict[str, Decimal]:
    """Return areas in hectares, by the kind of site."""
    return {kind: Decimal(number) / 100 for kind, number in ares.items()}
