"""How long a confirmation holds, and when who is reminded: the numbers that staff may change. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from ledportal.offices.profile import SECTIONS

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
