"""The figures of the register as it stands: for the page with its words, for the API as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ledportal.municipalities.models import District
from ledportal.municipalities.queries import districts
from ledportal.offices.models import OfficeStatus, is_gone
from ledportal.statistics.counting import ANY, Situation, Tally, hectares, median
from ledportal.statistics.declared import Coverage, Figure, Number, Numbers, Part, together
from ledportal.statistics.declared import figures as declared_figures
from ledportal.statistics.keeping import tallies
from ledportal.statistics.situations import situations

COVERAGE = {OfficeStatus.EXISTS: Coverage.EXISTS, OfficeStatus.BEING_SET_UP: Coverage.BEING_SET_UP}


@dataclass(frozen=True)
class Statistics:
    """All figures as of a day.

    Attributes:
        districts: those with a municipality in the register, in Serbian order.
    """

    as_of: date
    total: Part
    figures: Sequence[Figure]
    districts: Sequence[District]

    @property
    def median_staff(self) -> int | None:
        return median(self.total.tally.staff)

    @property
    def hectares(self) -> Decimal:
        return sum(hectares(self.total.tally.ares).values(), Decimal(0))

    @property
    def median_founded(self) -> int | None:
        return median(self.total.tally.founded)


def statistics(*, today: date) -> Statistics:
    """Return all figures."""
    counted = tallies()
    parts = {code: Part(counted.get(code, Tally()), _coverage(counts)) for code, counts in situations().items()}
    return Statistics(
        today, together(parts), declared_figures(parts, year=today.year), [each for each in districts() if each.code in parts]
    )


def _coverage(counts: Counter[Situation]) -> Counter[str]:
    found: Counter[str] = Counter()
    for situation, number in counts.items():
        found[_coverage_of(situation)] += number
    return found


def _coverage_of(situation: Situation) -> Coverage:
    if is_gone(situation.status):
        return Coverage.NONE
    return Coverage.ENTRY if situation.has_entry else COVERAGE.get(OfficeStatus(situation.status), Coverage.UNKNOWN)


def figures(*, today: date) -> dict[str, Any]:
    """Return all figures as plain data: numbers by the codes of the profile, of the register and of each district (by its slug)."""
    found = statistics(today=today)
    slugs = {each.code: each.slug for each in found.districts}
    return {
        "as_of": found.as_of.isoformat(),
        "municipalities": found.total.municipalities,
        "entries": found.total.tally.entries,
        "median_staff": found.median_staff,
        "median_founded": found.median_founded,
        "figures": [_plain(each, slugs) for each in found.figures],
    }


def _plain(figure: Figure, slugs: Mapping[str, str]) -> dict[str, Any]:
    declared = figure.declared
    return {
        "name": declared.name,
        "unit": declared.unit,
        "several": declared.several,
        **_numbers(figure.total),
        "districts": [{"district": slug, **_numbers(figure.districts[code])} for code, slug in slugs.items()],
    }


def _numbers(numbers: Numbers) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "whole": _number(numbers.whole),
        "values": {code: _number(number) for code, number in numbers.values.items()},
    }
    return plain | ({"offices": {ANY: numbers.with_any, **numbers.offices}} if numbers.offices else {})


def _number(number: Number) -> int | float:
    return float(number) if isinstance(number, Decimal) else number
