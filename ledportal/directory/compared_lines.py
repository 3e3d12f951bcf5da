"""What is compared: the lines, and what each of them says of a municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from ledportal.dates import format_date, format_number
from ledportal.directory.entry import own_text
from ledportal.directory.labels import kind_label, standing_label, without_entry_label
from ledportal.directory.side_by_side import Column, Line
from ledportal.languages import current_locale, in_script
from ledportal.offices.display import Shown, item_title, shown
from ledportal.offices.models import is_gone
from ledportal.offices.profile import BY_KEY
from ledportal.offices.sites import free_area
from ledportal.offices.validity import LABELS, validity
from ledportal.text import N_


def _text(value: object) -> Shown:
    return Shown("text", str(value))


def _field(path: str, *, compared: bool = True, label: str = "") -> Line:
    """Return the line of a field of the profile, as its page shows it."""
    section, _, key = path.partition(".")
    spec = next(each for each in BY_KEY[section].fields if each.key == key)

    def read(column: Column) -> Iterator[Shown | None]:
        it = shown(spec, column.content.get(section, {}).get(key))
        yield from [_text(each) for each in it.items] if it and it.style == "list" else [it]

    return Line(label or spec.label, read, compared)


def _items(path: str, *beside: str) -> Line:
    """Return the line of a group of the profile: each item by its title, with the values of the fields beside it."""
    section, _, key = path.partition(".")
    group = next(each for each in BY_KEY[section].groups if each.key == key)
    specs = [each for each in group.fields if each.key in beside]

    def read(column: Column) -> Iterator[Shown]:
        for place, item in enumerate(column.content.get(section, {}).get(key) or []):
            more = [it.text for spec in specs if (it := shown(spec, item.get(spec.key)))]
            yield _text(", ".join([item_title(group, item, place), *more]))

    return Line(group.label, read)


def _known(read: Callable[[Column], Any]) -> Callable[[Column], Iterator[Shown]]:
    """Return a reader of one value, which says nothing where there is none."""

    def values(column: Column) -> Iterator[Shown]:
        if (found := read(column)) not in (None, ""):
            yield _text(found)

    return values


def _of_entry(read: Callable[[Column], Any]) -> Callable[[Column], Iterator[Shown]]:
    return _known(lambda column: read(column) if column.listing else None)


def _name(column: Column) -> Iterator[Shown]:
    if column.listing:
        own = own_text(column.content, "name", locale=current_locale())
        yield Shown("text", own.text if own.english else in_script(own.text), language=own.language)


def _state(column: Column) -> str:
    if column.standing is None or is_gone(column.office.status):
        return without_entry_label(column.office.status)
    return standing_label(column.standing)


def _confirmed(column: Column) -> str | None:
    return format_date(column.listing.confirmed_at) if column.listing and column.listing.confirmed_at else None


def _population(column: Column) -> str | None:
    people = column.office.municipality.population_2022
    return None if people is None else format_number(people)


def _free(column: Column) -> list[Decimal]:
    areas = (free_area(site) for site in column.content.get("sites", {}).get("sites", []))
    return [area for area in areas if area]


def _documents(column: Column) -> Iterator[Shown]:
    """Yield each document with its state, which is computed."""
    group = BY_KEY["documents"].groups[0]
    for place, item in enumerate(column.content.get("documents", {}).get("documents") or []):
        yield _text(f"{item_title(group, item, place)} ({gettext(LABELS[validity(item, today=column.today)]).lower()})")


LINES: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (N_("Municipality"), (
        Line(N_("Kind"), _known(lambda column: kind_label(column.office.municipality))),
        Line(N_("District"), _known(lambda column: column.office.municipality.district.name(current_locale()))),
        Line(N_("Region"), _known(lambda column: column.office.municipality.district.region.name(current_locale()))),
        Line(N_("Population (2022)"), _known(_population)),
    )),
    (N_("Office"), (
        Line(N_("Name"), _name, compared=False),
        Line(N_("State of the entry"), _known(_state)),
        Line(N_("Last confirmed"), _known(_confirmed)),
        _field("office.form"), _field("office.founded"), _field("office.staff"), _field("office.staff_led"), _items("office.languages"),
    )),
    (N_("Business environment"), (
        _field("environment.certificate"), _field("environment.certificate_valid_to", label=N_("Certificate valid to")),
        _field("environment.business_council"), _field("environment.one_stop_permits"), _field("environment.free_zone"),
        _field("environment.sectors"), _items("environment.incentives"), _items("environment.hubs", "kind"),
        _items("environment.investors", "country"),
    )),
    (N_("Investment sites"), (
        Line(N_("Free sites"), _of_entry(lambda column: format_number(len(_free(column))))),
        Line(N_("Free area in all (ha)"), _of_entry(lambda column: format_number(sum(_free(column))))),
        Line(N_("Largest free site (ha)"), _of_entry(lambda column: format_number(max(_free(column), default=0)))),
        _items("sites.sites", "type", "status"),
    )),
    (N_("Strategic documents"), (Line(N_("Strategic documents"), _documents),)),
    (N_("Services to business"), (_field("services.services"),)),
    (N_("Contact"), (
        _field("contact.head", compared=False), _field("contact.phone", compared=False), _field("contact.email", compared=False),
        _field("contact.website", compared=False), _field("contact.street", compared=False), _field("contact.hours", compared=False),
    )),
)  # fmt: skip
