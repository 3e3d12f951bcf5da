"""How long a confirmation holds, and when who is reminded: the numbers that staff may change. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from ledportal.offices.profile import SECTIONS
from ledportal.text import N_

PUBLIC_SECTIONS = tuple(section for section in SECTIONS if not section.internal)


def _declared_months() -> dict[str, int]:
    return {section.key: section.months for section in PUBLIC_SECTIONS}


@dataclass(frozen=True)
class Periods:
    """The periods of freshness.

    Attributes:
        months: for each public section, how many months a confirmation of it holds.
        second: days from the first reminder to the second.
        third: days from the second reminder to the third, which staff get too.
        outdated: days from the public mark "not confirmed" to "out of date".
        ending: days before the end of a document or certificate on which the office is told.
        link: days for which a link in a mail confirms.
    """

    months: Mapping[str, int] = field(default_factory=_declared_months)
    second: int = 14
    third: int = 14
    outdated: int = 180
    ending: int = 30
    link: int = 60

    @property
    def grace(self) -> timedelta:
        """Return how long after its due day an entry still counts as confirmed: until the third reminder."""
        return timedelta(days=self.second + self.third)

    @property
    def outdated_after(self) -> timedelta:
        return self.grace + timedelta(days=self.outdated)

    @property
    def link_holds(self) -> timedelta:
        return timedelta(days=self.link)

    def values(self) -> dict[str, Any]:
        """Return the numbers as JSON."""
        return {**asdict(self), "months": dict(self.months)}


DEFAULT = Periods()


def from_values(values: Mapping[str, Any]) -> Periods:
    """Return stored numbers as periods; what an older version did not store, or a newer one does, is as declared."""
    known = {each.name for each in fields(Periods)}
    kept = {name: value for name, value in values.items() if name in known}
    months = {key: number for key, number in kept.pop("months", {}).items() if key in DEFAULT.months}
    return Periods(months={**DEFAULT.months, **months}, **kept)


@dataclass(frozen=True)
class Number:
    """One of the numbers as staff change it; ``unit`` is "months" or "days"."""

    label: str
    unit: str
    least: int
    most: int


NUMBERS = {
    **{f"months_{section.key}": Number(section.title, "months", 1, 60) for section in PUBLIC_SECTIONS},
    "second": Number(N_("From the first reminder to the second"), "days", 1, 90),
    "third": Number(N_("From the second reminder to the third, which staff get too"), "days", 1, 90),
    "outdated": Number(N_("From the mark “Not confirmed” to the mark “Out of date”"), "days", 1, 1000),
    "ending": Number(N_("Before the end of a document or certificate, the office is told"), "days", 1, 365),
    "link": Number(N_("A link in an email confirms for"), "days", 1, 365),
}
"""All numbers by name, in the order of the page."""


def numbers(periods: Periods) -> dict[str, int]:
    """Return all numbers of the periods by name."""
    months = {f"months_{key}": periods.months[key] for key in DEFAULT.months}
    return months | {name: getattr(periods, name) for name in NUMBERS if name not in months}


def from_numbers(values: Mapping[str, int]) -> Periods:
    """Return the periods that ``numbers`` takes apart."""
    months = {key: values[f"months_{key}"] for key in DEFAULT.months}
    return Periods(months=months, **{name: values[name] for name in NUMBERS if not name.startswith("months_")})
