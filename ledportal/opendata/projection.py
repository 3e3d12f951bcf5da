"""A listing as public data: what its page shows, under the keys of the profile's declaration and in its order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ledportal.days import belgrade_day
from ledportal.offices.declaration import Field, Section
from ledportal.offices.kinds import Files
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import SectionDays, Sections, confirmed_on, from_values, section_due, section_standing, standing

if TYPE_CHECKING:
    from ledportal.municipalities.models import District, Municipality, Region
    from ledportal.offices.models import Listing


@dataclass(frozen=True)
class Frame:
    """What an export is made with.

    Attributes:
        gone: says of an office's status whether nobody is asked to confirm its entry any more.
        office_url: the address of an office's page, from its slug.
        file_url: the address of a file, from its id.
    """

    periods: Periods
    today: date
    gone: Callable[[str], bool]
    office_url: Callable[[str], str]
    file_url: Callable[[str], str]


def project(listing: Listing, frame: Frame) -> dict[str, Any]:
    """Return an entry as JSON."""
    office, days = listing.office, from_values(listing.sections)
    asked = not frame.gone(office.status)
    return {
        "slug": listing.slug,
        "url": frame.office_url(listing.slug),
        "office_status": office.status,
        **_place(office.municipality),
        "published_on": belgrade_day(listing.published_at).isoformat(),
        "changed_on": belgrade_day(listing.changed_at).isoformat(),
        "confirmed_on": _iso(confirmed_on(days)),
        "due_on": listing.due_on.isoformat() if asked else None,
        "standing": standing(days, frame.periods, today=frame.today) if asked else None,
        "sections": {section.key: _section(section, listing.content, days, frame, asked=asked) for section in PUBLIC_SECTIONS},
    }


def _place(place: Municipality) -> dict[str, Any]:
    municipality = {**_named(place), "kind": place.kind}
    return {"municipality": municipality, "district": _named(place.district), "region": _named(place.district.region)}


def _named(place: Municipality | District | Region) -> dict[str, str]:
    return {"code": place.code, "name": place.name("sr_Latn")}


def _section(section: Section, content: Mapping[str, Any], all_days: Sections, frame: Frame, *, asked: bool) -> dict[str, Any]:
    days, values = all_days[section.key], content.get(section.key, {})
    return {**_freshness(section.key, days, frame, asked=asked), **_values(section, values, frame)}


def _freshness(key: str, days: SectionDays, frame: Frame, *, asked: bool) -> dict[str, str | None]:
    return {
        "confirmed_on": _iso(days.confirmed),
        "changed_on": days.changed.isoformat(),
        "due_on": section_due(key, days, frame.periods).isoformat() if asked else None,
        "standing": section_standing(key, days, frame.periods, today=frame.today) if asked else None,
    }


def _values(section: Section, values: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    shown = _fields(section.fields, values, frame)
    for group in section.groups:
        shown[group.key] = [{"id": item["id"], **_fields(group.fields, item, frame)} for item in values.get(group.key) or []]
    return {"values": shown}


def _fields(specs: Sequence[Field], values: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """Return what stands in the public fields; a file is its address."""
    return {spec.key: _value(spec, values[spec.key], frame) for spec in specs if not spec.internal and spec.key in values}


def _value(spec: Field, value: Any, frame: Frame) -> Any:
    return [frame.file_url(each) for each in value or []] if isinstance(spec.kind, Files) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


COLUMNS: Mapping[str, Sequence[str]] = {
    "slug": ("slug",),
    "municipality_code": ("municipality", "code"),
    "municipality": ("municipality", "name"),
    "district": ("district", "name"),
    "region": ("region", "name"),
    "office": ("sections", "office", "values", "name"),
    "office_status": ("office_status",),
    "head": ("sections", "contact", "values", "head"),
    "email": ("sections", "contact", "values", "email"),
    "phone": ("sections", "contact", "values", "phone"),
    "street": ("sections", "contact", "values", "street"),
    "postcode": ("sections", "contact", "values", "postcode"),
    "place": ("sections", "contact", "values", "place"),
    "website": ("sections", "contact", "values", "website"),
    **{name: (name,) for name in ("confirmed_on", "changed_on", "due_on", "standing")},
    **{
        f"{section.key}_{name}": ("sections", section.key, name)
        for section in PUBLIC_SECTIONS
        for name in ("confirmed_on", "changed_on", "due_on", "standing")
    },
    "url": ("url",),
}
"""The columns of the table of offices, and where in an entry's JSON each is found."""


def row(entry: Mapping[str, Any]) -> list[Any]:
    """Return an entry as a row of the table."""
    return [_at(entry, path) for path in COLUMNS.values()]


def _at(entry: Any, path: Sequence[str]) -> Any:
    for key in path:
        entry = entry.get(key, "")
    return entry
