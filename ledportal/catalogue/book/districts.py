"""The districts of the book, each with its figures, its map and its offices; one part for all where the order is by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.frozen import District, Entry, EntryKind, Settings
from ledportal.catalogue.book.groups import Page
from ledportal.catalogue.book.maps import Country
from ledportal.catalogue.book.offices import office
from ledportal.catalogue.book.pictures import Album
from ledportal.catalogue.book.seen import Seen
from ledportal.catalogue.book.states import LABELS
from ledportal.dates import format_number
from ledportal.offices.sites import free_area
from ledportal.text import N_

OF_A_DISTRICT = (" upravni okrug", " управни округ", " District", "Grad ", "Град ", "City of ")
"""What the names of districts have in common."""
EVERYWHERE: dict[str, Any] = {"code": "", "slug": "", "name": "", "short": "", "region": "", "counts": [], "map": None, "others": []}
"""The one part of a book that is in the order of names."""


def districts(settings: Settings, album: Album, entries: Sequence[Entry], country: Country) -> list[dict[str, Any]]:
    """Return the parts of the book; the entries are in its order."""
    if settings.order == "name":
        return [EVERYWHERE | {"offices": _offices(settings, album, entries)}]
    return [_district(settings, album, list(there), country) for _, there in groupby(entries, key=lambda entry: entry.district.code)]


def _district(settings: Settings, album: Album, entries: Sequence[Entry], country: Country) -> dict[str, Any]:
    district, region = entries[0].district, entries[0].region
    return {
        "code": district.code,
        "slug": district.slug,
        "name": district.names[settings.locale],
        "short": short(district, settings.locale),
        "region": region.names[settings.locale],
        "counts": _counts(settings, entries),
        "map": country.around(district),
        "offices": _offices(settings, album, entries),
        "others": [_other(settings, each) for each in entries if each.kind is not EntryKind.FULL],
    }


def short(district: District, locale: str) -> str:
    """Return the name of a district for a narrow place: without the word for a district."""
    name = district.names[locale]
    for part in OF_A_DISTRICT:
        name = name.removeprefix(part) if part.endswith(" ") else name.removesuffix(part)
    return name


def _offices(settings: Settings, album: Album, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    seen = Seen()
    return [office(Page(settings, album, each, seen)) for each in entries if each.kind is EntryKind.FULL]


def _other(settings: Settings, entry: Entry) -> dict[str, str]:
    return {"name": entry.place.names[settings.locale], "state": entry.kind.value, "label": gettext(LABELS[entry.kind])}


def _counts(settings: Settings, entries: Sequence[Entry]) -> list[dict[str, str]]:
    counts = [(N_("Towns and municipalities"), len(entries)), (N_("Offices in the catalogue"), sum(bool(each.content) for each in entries))]
    if population := sum(each.place.population or 0 for each in entries):
        counts.append((N_("Population (2022)"), population))
    if "sites" in settings.sections:
        sites = [site for each in entries for site in each.content.get("sites", {}).get("sites") or []]
        counts.append((N_("Free hectares"), sum(map(free_area, sites))))  # type: ignore[arg-type]
    return [{"label": gettext(label), "value": format_number(number)} for label, number in counts]
