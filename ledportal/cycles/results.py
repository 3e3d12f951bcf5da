"""The result of a cycle as JSON: everything that its report needs, so that nothing that changes later can change it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledportal.cycles import queries
from ledportal.cycles.models import Cycle
from ledportal.cycles.queries import Place
from ledportal.cycles.states import State
from ledportal.days import belgrade_day
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import OfficeStatus

SCHEMA = 1


def result(cycle: Cycle, before: Cycle | None, *, at: datetime) -> dict[str, Any]:
    """Return the result of an open cycle as of now: no names of people, no notes."""
    places = queries.places(cycle, queries.answers(cycle))
    districts = {each.municipality.district.code: each.municipality.district for each in places}
    regions = {each.region.code: each.region for each in districts.values()}
    return {
        "schema": SCHEMA,
        "before": {**before.result, "before": None} if before is not None and before.result else None,
        "slug": cycle.slug,
        "name": cycle.name,
        "name_en": cycle.name_en,
        "opened": belgrade_day(cycle.opened_at or at).isoformat(),
        "closed": belgrade_day(at).isoformat(),
        "regions": [_named(each) for each in sorted(regions.values(), key=lambda each: each.sort_key)],
        "districts": [_named(each) | {"region": each.region_code} for each in sorted(districts.values(), key=lambda each: each.sort_key)],
        "places": [_place(each) for each in places],
    }


def _named(place: Any) -> dict[str, str]:
    names = {locale: place.name(locale) for locale in ("sr_Latn", "sr_Cyrl", "en")}
    return {"code": place.code, **names}


def _place(place: Place) -> dict[str, Any]:
    municipality: Municipality = place.municipality
    return _named(municipality) | {
        "slug": place.office.slug,
        "district": municipality.district_code,
        "state": str(place.state),
        "office": place.office.status == OfficeStatus.EXISTS and place.state != State.NO_OFFICE,
    }
