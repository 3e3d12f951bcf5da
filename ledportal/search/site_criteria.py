"""What the list of investment sites may be asked for, and how that stands in an address. Pure.

Several values of one facet mean any of them, but of the infrastructure all: who needs gas and a road needs both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ledportal.offices import choices
from ledportal.search.criteria import BY_NAME, LEAST_AREA, MOST_VALUES, Arguments, Facet, area_of, plain
from ledportal.text import N_

ORDER: Final = Facet("order", "poredak", N_("Order"), {"name": N_("Municipality"), "area": N_("Free area, the largest first")})
FACETS: Final = (
    BY_NAME["district"],
    Facet("type", "vrsta", N_("Kind of site"), choices.SITE_TYPES),
    Facet("status", "status", N_("Status"), choices.SITE_STATUSES),
    Facet("ownership", "vlasnistvo", N_("Ownership"), choices.OWNERSHIP),
    Facet("utility", "oprema", N_("Infrastructure"), choices.UTILITIES),
)
UTILITY: Final = "utility"
_FACETS: Final = {each.name: each for each in FACETS}


class InvalidSites(ValueError):
    """The address asks for what does not exist: the sentence (a msgid) for each parameter, and what is right of it."""

    def __init__(self, errors: Mapping[str, str], criteria: SiteCriteria) -> None:
        super().__init__(", ".join(f"{name}: {message}" for name, message in errors.items()))
        self.errors = dict(errors)
        self.criteria = criteria


@dataclass(frozen=True)
class SiteCriteria:
    """What is asked for; ``least_area`` are hectares that can be had. An empty order is that by municipality."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    least_area: Decimal | None = None
    order: str = ""

    @property
    def ordered_by(self) -> str:
        return self.order or "name"

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Return each filter in effect: its name and its value, in the order of the declaration."""
        found = [(name, value) for name in _FACETS for value in self.chosen.get(name, ())]
        return found + ([] if self.least_area is None else [(LEAST_AREA.name, plain(self.least_area))])

    def with_order(self, order: str) -> SiteCriteria:
        return dataclasses.replace(self, order=order)

    def without(self, name: str, value: str = "") -> SiteCriteria:
        """Return the criteria without one value of a facet, or without the least area."""
        if name == LEAST_AREA.name:
            return dataclasses.replace(self, least_area=None)
        kept = tuple(each for each in self.chosen.get(name, ()) if each != value)
        chosen = {**self.chosen, name: kept}
        return dataclasses.replace(self, chosen={key: values for key, values in chosen.items() if values})


def from_args(args: Arguments) -> SiteCriteria:
    """Return what an address asks for; parameters of other kinds are left alone.

    Raises:
        InvalidSites: for a value that does not exist.
    """
    errors: dict[str, str] = {}
    chosen = {name: _values(facet, args, errors) for name, facet in _FACETS.items()}
    order = _values(ORDER, args, errors)[:1]
    typed = next((value.strip() for value in args.getlist(LEAST_AREA.parameter) if value.strip()), "")
    least = area_of(typed)
    if typed and least is None:
        errors[LEAST_AREA.parameter] = N_("Enter hectares as a number, for example 2.5")
    criteria = SiteCriteria({name: values for name, values in chosen.items() if values}, least, *order)
    if errors:
        raise InvalidSites(errors, criteria)
    return criteria


def _values(facet: Facet, args: Arguments, errors: dict[str, str]) -> tuple[str, ...]:
    typed = [value for value in args.getlist(facet.parameter) if value]
    if len(typed) > MOST_VALUES or not all(map(facet.knows, typed)):
        errors[facet.parameter] = N_("Choose from the options")
    return facet.in_order(typed)


def to_args(criteria: SiteCriteria) -> list[tuple[str, str]]:
    """Return the parameters of the address that asks for the criteria, always in the same order."""
    keys = {each.name: each.parameter for each in (*FACETS, LEAST_AREA)}
    return [*((keys[name], value) for name, value in criteria.narrowed), *([(ORDER.parameter, criteria.order)] if criteria.order else [])]
