"""Finding investment sites: an index in the memory of each process, which follows the directory, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock
from typing import Any

from flask import current_app
from sqlalchemy import Select, and_, select

from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.changes import directory_version
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.offices.sites import free_area, hectares
from ledportal.search.finding import SQUARE_METRES
from ledportal.search.index import SITES
from ledportal.search.site_criteria import FACETS, UTILITY, SiteCriteria
from ledportal.search.site_facets import Site, SiteFacets


@dataclass(frozen=True)
class FoundSites:
    """What was found; ``counts`` says how many sites there would be with each value of a facet, whatever else of it is chosen."""

    facets: SiteFacets
    sites: int
    order: str
    counts: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        return self.sites.bit_count()

    def page(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return some of them: the office's id, and the place among its sites."""
        return self.facets.page(self.sites, self.order, start, stop)


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    read: tuple[int, SiteFacets] | None = None


def find_sites(criteria: SiteCriteria) -> FoundSites:
    """Return the sites that criteria ask for."""
    facets = _current()
    conditions = _conditions(facets, criteria)
    return FoundSites(facets, _narrowed(facets, conditions), criteria.ordered_by, _counts(facets, conditions))


def _conditions(facets: SiteFacets, criteria: SiteCriteria) -> dict[str, int]:
    found = {name: _having(facets, name)(name, values) for name, values in criteria.chosen.items()}
    if criteria.least_area is not None:
        found["least_area"] = facets.with_free(int(criteria.least_area * SQUARE_METRES))
    return found


def _having(facets: SiteFacets, name: str) -> Callable[..., int]:
    return facets.each_of if name == UTILITY else facets.any_of


def _narrowed(facets: SiteFacets, conditions: Mapping[str, int], but: str = "") -> int:
    within = facets.all
    for name, found in conditions.items():
        if name != but:
            within &= found
    return within


def _counts(facets: SiteFacets, conditions: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Count each facet without its own choice; of the infrastructure, with it: each further choice narrows."""
    counts = {}
    for name in (each.name for each in FACETS):
        within = _narrowed(facets, conditions, but="" if name == UTILITY else name)
        counts[name] = {value: number for value, found in facets.values(name) if (number := (found & within).bit_count())}
    return counts


def _current() -> SiteFacets:
    """Return the sites at the version of the directory that the running transaction sees, or a newer one."""
    kept: _Kept = current_app.extensions.setdefault(SITES, _Kept())
    version = directory_version()
    if kept.read is None or kept.read[0] < version:
        with kept.lock:
            if kept.read is None or kept.read[0] < version:
                kept.read = version, _followed(kept.read) or _whole()
    return kept.read[1]


def _whole() -> SiteFacets:
    rows = db.session.execute(_query().where(*EXPECTED))
    return SiteFacets().replaced((), [site for row in rows for site in _sites(row)])


def _followed(read: tuple[int, SiteFacets] | None) -> SiteFacets | None:
    """Return the sites with what changed since they were read; None where all is to be read anew."""
    if read is None or read[1].is_sparse:
        return None
    version, facets = read
    rows = db.session.execute(_query(outer=True).where(Office.changed_in > version)).all()
    return facets.replaced([row.id for row in rows], [site for row in rows if row.is_expected for site in _sites(row)])


def _query(*, outer: bool = False) -> Select[Any]:
    """Return the sites of offices with what they are narrowed and sorted by; ``outer`` includes offices without an entry."""
    place = (and_(*EXPECTED).label("is_expected"), Municipality.sort_key, Municipality.code, District.slug)
    query = select(Office.id, *place, Listing.content["sites"].label("section")).join(Office.municipality).join(Municipality.district)
    return query.join(Listing, Listing.office_id == Office.id, isouter=outer)


def _sites(row: Any) -> Iterator[Site]:
    key = f"{row.sort_key} {row.code}"
    for place, site in enumerate((row.section or {}).get("sites") or ()):
        traits = (f"district:{row.slug}", *(f"{name}:{site[name]}" for name in ("type", "status", "ownership") if site.get(name)))
        utilities = (f"{UTILITY}:{each}" for each in site.get("utilities") or ())
        yield Site(row.id, place, key, _metres(free_area(site)), _metres(hectares(site.get("area"))), (*traits, *utilities))


def _metres(area: Decimal) -> int:
    return int(area * SQUARE_METRES)
