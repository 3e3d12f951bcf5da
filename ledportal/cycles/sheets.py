"""What the pages and files of cycles show: rows, and the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from ledportal.cycles.queries import Place
from ledportal.cycles.recipients import Why
from ledportal.cycles.reports import Result, Row, report
from ledportal.cycles.states import ANSWERED, LABELS, State
from ledportal.dates import format_number, local_day
from ledportal.figures.bars import Bar, bar_chart
from ledportal.offices.display import national
from ledportal.offices.queries import phones as phones_of
from ledportal.text import N_

WHY = {
    Why.NO_ADDRESS: N_("No member, and no address of the registry office"),
    Why.BLOCKED: N_("The address takes no mail"),
    Why.RETURNED: N_("The mail came back"),
    Why.SILENT: N_("No answer"),
}


def districts(places: Iterable[Place], locale: str) -> dict[str, str]:
    """Return the names of the districts by their codes, in Serbian order."""
    found = {each.municipality.district for each in places}
    return {each.code: each.name(locale) for each in sorted(found, key=lambda each: each.sort_key)}


def chosen(places: Iterable[Place], state: str, district: str, order: str) -> list[Place]:
    """Return the places that a filter asks for, in the order that it asks for; those of the same rank stay in Serbian order."""
    found = [
        each for each in places if (not state or each.state == state) and (not district or each.municipality.district_code == district)
    ]
    if order == "state":
        found.sort(key=lambda each: list(State).index(each.state))
    if order == "district":
        found.sort(key=lambda each: each.municipality.district.sort_key)
    return found


def states(places: Iterable[Place], locale: str) -> Iterator[Sequence[object]]:
    """Yield the state of each municipality, for staff."""
    yield gettext("Town or municipality"), gettext("District"), gettext("State"), gettext("Invited"), gettext("Reminded"), gettext("Note")
    for each in places:
        answer, place = each.answer, each.municipality
        days = [local_day(time).isoformat() if time is not None else "" for time in (answer.invited_at, answer.reminded_at)]
        yield place.name(locale), place.district.name(locale), gettext(LABELS[each.state]), *days, answer.note


@dataclass(frozen=True)
class Call:
    """Somebody to phone and to write to; the office's telephone as E.164."""

    place: Place
    why: str
    phone: str


def calls(found: Sequence[tuple[Place, Why]]) -> list[Call]:
    """Return whom to phone and to write to."""
    phones = phones_of([place.office.id for place, _ in found])
    return [Call(place, gettext(WHY[why]), phones.get(place.office.id, "")) for place, why in found]


def call_rows(found: Iterable[Call], locale: str) -> Iterator[Sequence[object]]:
    """Yield the calls as a table."""
    yield (
        gettext("Town or municipality"), gettext("District"), gettext("Why"), gettext("Telephone of the office"),
        gettext("Telephone of the registry office"), gettext("Email of the registry office"), gettext("Postal address"),
    )  # fmt: skip
    for each in found:
        town = each.place.municipality
        phones = [national(phone) if phone else "" for phone in (each.phone, town.registry_phone)]
        yield town.name(locale), town.district.name(locale), each.why, *phones, town.registry_email, town.postal_address


def report_context(result: Result, locale: str) -> dict[str, Any]:
    """Return what the page of a report needs."""
    found = report(result)
    return {
        "result": result,
        "report": found,
        "charts": {name: bar_chart([_bar(row, locale) for row in rows]) for name, rows in (("r", found.regions), ("d", found.districts))},
        "states": [(gettext(LABELS[state]), number, state in ANSWERED) for state, number in found.states.items()],
        "labels": {state: gettext(label) for state, label in LABELS.items()},
    }


def total(result: Result) -> Row:
    """Return the response of the whole country."""
    return report(result).total


def _bar(row: Row, locale: str) -> Bar:
    before = row.before.share if row.before is not None else None
    return Bar(row.place[locale] if row.place else "", row.rate.share, f"{format_number(row.rate.share)}%", before)


def response(result: Result, locale: str) -> Iterator[Sequence[object]]:
    """Yield the response of the whole, of each region, and of each district."""
    found = report(result)
    yield (
        gettext("Area"), gettext("Name"), gettext("Municipalities"), gettext("Answered"), gettext("Response rate, per cent"),
        gettext("Response rate before, per cent"), gettext("Difference in points"),
    )  # fmt: skip
    yield _response_row(gettext("Serbia"), "", found.total)
    for kind, rows in ((gettext("Region"), found.regions), (gettext("District"), found.districts)):
        for row in rows:
            yield _response_row(kind, row.place[locale] if row.place else "", row)


def _response_row(kind: str, name: str, row: Row) -> Sequence[object]:
    before, difference = (row.before.share, row.difference) if row.before is not None else (None, None)
    shares = ["" if each is None else format_number(each) for each in (row.rate.share, before, difference)]
    return kind, name, row.rate.total, row.rate.answered, *shares


def outcomes(result: Result, locale: str) -> Iterator[Sequence[object]]:
    """Yield how each municipality ended."""
    titles = (gettext("Municipality code"), gettext("Town or municipality"), gettext("District"), gettext("State"), gettext("Office"))
    yield *titles, gettext("Office in the cycle before")
    names = {each["code"]: each[locale] for each in result["districts"]}
    had = {each["code"]: each["office"] for each in (result["before"] or {"places": []})["places"]}
    for each in result["places"]:
        offices = [_yes_or_no(known) for known in (each["office"], had.get(each["code"]))]
        yield each["code"], each[locale], names[each["district"]], gettext(LABELS[State(each["state"])]), *offices


def _yes_or_no(known: bool | None) -> str:
    return "" if known is None else gettext("Yes") if known else gettext("No")
