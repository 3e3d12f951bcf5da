"""The catalogue in figures: what its entries add up to, in numbers and in bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.frozen import Entry, EntryKind, Settings
from ledportal.catalogue.book.order import named_key
from ledportal.figures.bars import Bar
from ledportal.offices.models import OfficeStatus
from ledportal.offices.sites import is_free
from ledportal.statistics.counting import Facts, Tally
from ledportal.statistics.declared import Coverage, Figure, Number, Part, figures, together
from ledportal.statistics.words import chart, finding, of_whom, quick, share
from ledportal.text import N_

COVERAGE = {
    EntryKind.FULL: Coverage.ENTRY,
    EntryKind.PHONE: Coverage.ENTRY,
    EntryKind.NONE: Coverage.NONE,
    EntryKind.SETTING_UP: Coverage.BEING_SET_UP,
    EntryKind.OUTDATED: Coverage.EXISTS,
}
SECTIONS = {
    "form": "office", "staff": "office", "founded": "office", "certificate": "environment", "sector": "environment",
    "free_sites": "sites", "documents": "documents",
}  # fmt: skip
"""From which section a figure is counted."""


def data(settings: Settings, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the figures of the chosen sections: the numbers, the regions, the bars."""
    parts = _parts(entries)
    found = {each.declared.name: each for each in figures(parts, year=settings.frozen_on.year)}
    chosen = [each for name, each in found.items() if SECTIONS.get(name, "") in {"", *settings.sections} and not each.is_empty]
    numbers = _numbers(settings, entries, found, together(parts))
    return [*numbers, *_regions(settings, entries), *map(_bars, chosen)]


def _parts(entries: Sequence[Entry]) -> dict[str, Part]:
    """Return what is counted of each district."""
    ordered = sorted(entries, key=lambda entry: entry.district.code)
    return {code: _part(list(there)) for code, there in groupby(ordered, key=lambda entry: entry.district.code)}


def _part(entries: Sequence[Entry]) -> Part:
    tally = Tally()
    for entry in entries:
        if entry.content:
            tally.add(facts(entry))
    return Part(tally, Counter(_coverage(entry) for entry in entries))


def _coverage(entry: Entry) -> Coverage:
    unknown = Coverage.EXISTS if entry.status == OfficeStatus.EXISTS else Coverage.UNKNOWN
    return COVERAGE.get(entry.kind, unknown)


def facts(entry: Entry) -> Facts:
    """Return what is counted of an entry."""
    of = {key: entry.content.get(key, {}) for key in ("office", "environment", "sites", "documents")}
    return Facts(
        of["office"].get("form"), of["office"].get("staff"), of["office"].get("founded"), of["environment"].get("certificate"),
        of["environment"].get("sectors"), of["sites"].get("sites"), of["documents"].get("documents"),
    )  # fmt: skip


def _numbers(settings: Settings, entries: Sequence[Entry], found: dict[str, Figure], total: Part) -> Iterator[dict[str, Any]]:
    yield _number(N_("Offices in the catalogue"), total.tally.entries, of_whom(found["coverage"]))
    if "office" in settings.sections:
        staff = sum((number or 0) * offices for number, offices in total.tally.staff.items())
        yield _number(N_("Staff of the offices"), staff)
    if "environment" in settings.sections:
        certified = found["certificate"].total.values["certified"]
        yield _number(N_("Certified municipalities"), certified, gettext("BFC SEE certificate"))
    if "documents" in settings.sections:
        yield _number(N_("Documents in force"), found["documents"].total.whole)
    if "sites" in settings.sections:
        sites = sum(is_free(site) for entry in entries for site in entry.content.get("sites", {}).get("sites") or [])
        yield _number(N_("Sites free for investors"), sites)
        yield _number(N_("Free hectares"), found["free_sites"].total.whole)


def _number(label: str, value: Number, note: str = "") -> dict[str, Any]:
    return {"kind": "number", "label": gettext(label), "value": quick(value), "note": note}


def _regions(settings: Settings, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Yield how many of each region's municipalities have an office in the catalogue."""
    regions = {entry.region.code: entry.region for entry in entries}
    everybody = Counter(entry.region.code for entry in entries)
    offices = Counter(entry.region.code for entry in entries if entry.content)
    ordered = sorted(regions.values(), key=lambda region: named_key(region, settings.locale))
    bars = [_region(each.names[settings.locale], offices[each.code], everybody[each.code]) for each in ordered]
    if bars:
        title = gettext("How many municipalities of each region are in the catalogue?")
        yield _chart(title, gettext("Towns and municipalities with an office in the catalogue, by region"), "", bars)


def _region(name: str, offices: int, everybody: int) -> Bar:
    return Bar(name, 100 * offices / everybody, f"{offices} / {everybody} ({share(offices, everybody)})")


def _bars(figure: Figure) -> dict[str, Any]:
    bars = [bar for bar in chart(figure).bars if bar.share or not figure.declared.ranked]
    return _chart(gettext(figure.declared.question), finding(figure), of_whom(figure), bars)


def _chart(title: str, alt: str, unit: str, bars: Sequence[Bar]) -> dict[str, Any]:
    shown = [{"label": bar.label, "share": round(bar.share, 1), "text": bar.text} for bar in bars]
    return {"kind": "bars", "title": title, "alt": alt, "unit": unit, "bars": shown}
