"""How fresh an entry is, from the days on which its sections were confirmed and changed. Pure.

A section that was never confirmed is due on the day on which its text became public: approval alone confirms nothing. An entry is
due when its first section is, and as fresh as its most overdue section.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ledportal.days import months_later
from ledportal.offices.declaration import Section
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.text import N_


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    OUTDATED = "outdated"


LABELS = {
    Standing.CONFIRMED: N_("Confirmed"),
    Standing.UNCONFIRMED: N_("Not confirmed"),
    Standing.OUTDATED: N_("Out of date"),
}
_ORDER = tuple(Standing)


@dataclass(frozen=True)
class SectionDays:
    """When a public section was last confirmed (None: never), and when its text last changed in public."""

    confirmed: date | None
    changed: date

    def values(self) -> dict[str, str | None]:
        return {"confirmed": self.confirmed.isoformat() if self.confirmed else None, "changed": self.changed.isoformat()}


Sections = Mapping[str, SectionDays]
"""The public sections of an entry, all of them, by key."""


def from_values(values: Mapping[str, Mapping[str, Any]]) -> dict[str, SectionDays]:
    """Return the days of the sections as a listing stores them."""
    return {key: SectionDays(_day(days["confirmed"]), date.fromisoformat(days["changed"])) for key, days in values.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def section_due(key: str, days: SectionDays, periods: Periods) -> date:
    """Return the day from which a section should be confirmed again."""
    return months_later(days.confirmed, periods.months[key]) if days.confirmed else days.changed


def due(sections: Sections, periods: Periods) -> date:
    """Return the due day of an entry: that of the section that is due first."""
    return min(section_due(key, days, periods) for key, days in sections.items())


def section_standing(key: str, days: SectionDays, periods: Periods, *, today: date) -> Standing:
    """Return how fresh one section is; what was never confirmed is not confirmed from its first day."""
    return standing_by_due(section_due(key, days, periods), days.confirmed is not None, periods, today=today)


def standing(sections: Sections, periods: Periods, *, today: date) -> Standing:
    """Return how fresh an entry is: as fresh as its most overdue section."""
    return max((section_standing(key, days, periods, today=today) for key, days in sections.items()), key=_ORDER.index)


def standing_by_due(due_on: date, confirmed: bool, periods: Periods, *, today: date) -> Standing:
    """Return how fresh an entry is, from its due day and whether each of its sections was ever confirmed: for lists of many."""
    if today >= due_on + periods.outdated_after:
        return Standing.OUTDATED
    return Standing.UNCONFIRMED if not confirmed or today >= due_on + periods.grace else Standing.CONFIRMED


def confirmed_on(sections: Sections) -> date | None:
    """Return the day on which all of an entry was confirmed: that of the section confirmed the longest ago; None where one never was."""
    days = [each.confirmed for each in sections.values()]
    return None if None in days else min(day for day in days if day)


@dataclass(frozen=True)
class SectionState:
    """How one section of an entry stands on a day; ``due`` is the day from which it should be confirmed again."""

    section: Section
    days: SectionDays
    due: date
    is_due: bool
    standing: Standing


def section_states(sections: Sections, periods: Periods, *, today: date) -> list[SectionState]:
    """Return how each section of an entry stands, in the order of the profile."""
    return [_state(section, sections[section.key], periods, today) for section in PUBLIC_SECTIONS if section.key in sections]


def _state(section: Section, days: SectionDays, periods: Periods, today: date) -> SectionState:
    day = section_due(section.key, days, periods)
    return SectionState(section, days, day, day <= today, section_standing(section.key, days, periods, today=today))


def due_first(states: Iterable[SectionState]) -> list[SectionState]:
    """Return those first that should be confirmed, else in their order."""
    return sorted(states, key=lambda each: not each.is_due)
