"""What public data are made with: the day, the periods, the addresses. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import SectionDays, Standing, section_due, section_standing

_KEYS = [section.key for section in PUBLIC_SECTIONS]
MOST = 10_000
"""Entries whose freshness a frame remembers."""
_RANK = {code.value: place for place, code in enumerate(Standing)}


class Freshness(NamedTuple):
    """How fresh an entry or a section of it is, in the order of the columns; days are ISO 8601."""

    confirmed_on: str | None
    changed_on: str
    due_on: str | None
    standing: str | None


class Known(NamedTuple):
    """What a frame remembers of those entries that share all their days: of the entry, of its sections, and both in one row."""

    entry: Freshness
    sections: Sequence[Freshness]
    cells: tuple[str | None, ...]


@dataclass
class Frame:
    """What a file or an answer is made with; it remembers what it computed, since most sections share their days with many others.

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
    _sections: dict[tuple[str, str | None, str], Freshness] = field(default_factory=dict)
    _entries: dict[tuple[str, bool], Known] = field(default_factory=dict)

    def sections(self, source: Any) -> Sequence[Freshness]:
        """Return the freshness of the public sections, in their order, from the days that a listing keeps."""
        return self._known(source).sections

    def columns(self, source: Any, changed_on: str) -> tuple[str | None, ...]:
        """Return the freshness of an entry and of its sections as the table of offices has them."""
        entry, _, cells = self._known(source)
        return (entry.confirmed_on, changed_on, entry.due_on, entry.standing, *cells)

    def _known(self, source: Any) -> Known:
        name = (source.days, self.gone(source.status))
        if (found := self._entries.get(name)) is None:
            found = self._found(*name)
            if len(self._entries) < MOST:
                self._entries[name] = found
        return found

    def _found(self, written: str, gone: bool) -> Known:
        days = json.loads(written)
        sections = [self._section(name) for name in zip(_KEYS, days[::2], days[1::2], strict=True)]
        if gone:
            sections = [each._replace(due_on=None, standing=None) for each in sections]
        return Known(of_entry(sections, ""), sections, tuple(cell for each in sections for cell in each))

    def _section(self, name: tuple[str, str | None, str]) -> Freshness:
        if (found := self._sections.get(name)) is None:
            found = self._sections[name] = self._computed(*name)
        return found

    def _computed(self, key: str, confirmed: str | None, changed: str) -> Freshness:
        days = SectionDays(date.fromisoformat(confirmed) if confirmed else None, date.fromisoformat(changed))
        standing = section_standing(key, days, self.periods, today=self.today)
        return Freshness(confirmed, changed, section_due(key, days, self.periods).isoformat(), standing.value)


def of_entry(sections: Sequence[Freshness], changed_on: str) -> Freshness:
    """Return how fresh an entry is: due when its first section is, and as fresh as its most overdue one."""
    confirmed, _, due, standings = zip(*sections, strict=True)
    first = None if None in confirmed else min(confirmed)
    return (
        Freshness(first, changed_on, None, None)
        if None in due
        else Freshness(first, changed_on, min(due), max(standings, key=_RANK.__getitem__))
    )
