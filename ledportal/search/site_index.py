"""The investment sites that each process keeps in memory, and how they follow the directory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from sys import intern
from typing import Any, Final

from sqlalchemy import Select, and_, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.following import followed
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.offices.sites import free_area, hectares, metres
from ledportal.search.documents import stems
from ledportal.search.index import READ
from ledportal.search.models import SearchDocument
from ledportal.search.site_criteria import OF_OFFICE
from ledportal.search.site_facets import Site, SiteFacets

_OF_OFFICE: Final = tuple(f"{name}:" for name in (*OF_OFFICE, "kind"))
"""How those traits of an office begin that say something of its sites, too."""


def current() -> SiteFacets:
    """Return the sites at the version of the directory that the running transaction sees, or a newer one."""
    return followed(_read)


def _read(version: int, before: SiteFacets | None) -> SiteFacets:
    """Return the sites with what changed after a version of the directory; all read anew where too little of what was read stands."""
    if before is None or before.is_sparse:
        return _whole()
    rows = db.session.execute(_query(outer=True).where(Office.changed_in > version)).all()
    return before.replaced((row.id for row in rows), (site for row in rows if row.is_expected for site in _sites(row)))


def _whole() -> SiteFacets:
    rows = db.session.execute(_query().where(*EXPECTED), execution_options={"yield_per": READ})
    return SiteFacets().replaced((), (site for row in rows for site in _sites(row)))


def _query(*, outer: bool = False) -> Select[Any]:
    """Return the sites of offices with what they are narrowed and sorted by; ``outer`` includes offices without an entry."""
    place = (and_(*EXPECTED).label("is_expected"), Municipality.sort_key, Municipality.code, District.slug, District.region_code)
    entry = (SearchDocument.traits, Listing.confirmed_at, Listing.content["sites"].label("section"))
    query = select(Office.id, *place, *entry).join(Office.municipality).join(Municipality.district)
    query = query.join(Listing, Listing.office_id == Office.id, isouter=outer)
    return query.join(SearchDocument, SearchDocument.office_id == Office.id, isouter=outer)


def _sites(row: Any) -> Iterator[Site]:
    if not (sites := (row.section or {}).get("sites")):
        return
    key = f"{row.sort_key} {row.code}"
    confirmed = belgrade_day(row.confirmed_at).toordinal() if row.confirmed_at else 0
    traits = (f"district:{row.slug}", f"region:{row.region_code}", *(each for each in row.traits.split() if each.startswith(_OF_OFFICE)))
    traits = tuple(map(intern, traits))
    for place, site in enumerate(sites):
        own = (_trait(name, site[name]) for name in ("type", "status", "ownership") if site.get(name))
        utilities = (_trait("utility", each) for each in site.get("utilities") or ())
        yield Site(
            row.id,
            place,
            key,
            free=metres(free_area(site)),
            area=metres(hectares(site.get("area"))),
            traits=(*traits, *own, *utilities),
            confirmed=confirmed,
            words=frozenset(stems(f"{site.get('name') or ''} {site.get('parcel') or ''}")),
        )


@cache
def _trait(name: str, value: str) -> str:
    return f"{name}:{value}"
