"""By what the squares of the map are coloured, and where one shade ends and the next begins. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ledportal.days import months_later
from ledportal.offices.sites import free_area
from ledportal.text import N_

NO_FIGURE = "empty"
"""The shade of a square that has no figure."""


@dataclass(frozen=True)
class Measures:
    """What an entry says of what a square may be coloured by.

    Attributes:
        sites: how many sites can be had, and ``hectares`` how much that is.
        months: since all of it was confirmed; None where it never was.
    """

    staff: int | None
    sites: int
    hectares: Decimal
    months: int | None


def measures(staff: str | None, sites: Iterable[Any] | None, confirmed_on: date | None, *, today: date) -> Measures:
    """Return the measures of an entry from what stands in it."""
    free = [area for site in sites or () if (area := free_area(site))]
    number = int(staff) if staff and staff.isdigit() else None
    return Measures(number, len(free), sum(free, Decimal(0)), None if confirmed_on is None else months_between(confirmed_on, today))


def months_between(first: date, last: date) -> int:
    """Return how many whole months there are from a day to a later one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if months_later(first, months) <= last else months - 1


@dataclass(frozen=True)
class Shade:
    """Numbers that have one shade: up to ``last``, from where the shade before ends. None has no end."""

    code: str
    label: str
    last: int | None


@dataclass(frozen=True)
class Coloring:
    """One way to colour the squares.

    Attributes:
        code: its name in the address.
        question: what the map then answers.
        value: the figure of an entry; None where it has none.
        shades: from the lightest to the darkest; none where the squares are coloured by state.
        without: the words for a square without a figure.
    """

    code: str
    label: str
    question: str
    value: Callable[[Measures], Decimal | int | None] = lambda _: None
    shades: Sequence[Shade] = ()
    without: str = N_("No entry")

    def shade(self, found: Measures | None) -> str:
        """Return the code of the shade of an entry; None is no entry."""
        value = None if found is None else self.value(found)
        if value is None:
            return NO_FIGURE
        return next(shade.code for shade in self.shades if shade.last is None or value <= shade.last)


def _shades(*steps: tuple[str, int | None]) -> tuple[Shade, ...]:
    return tuple(Shade(f"shade-{place}", label, last) for place, (label, last) in enumerate(steps))


STATE = Coloring("stanje", N_("State"), N_("Which entries did their offices confirm?"))
STAFF = Coloring(
    "zaposleni", N_("Staff"), N_("How many people work in each office?"), lambda found: found.staff,
    _shades(
        (N_("Up to one person"), 1), (N_("2–3 people"), 3), (N_("4–6 people"), 6), (N_("7–10 people"), 10), (N_("11 people or more"), None),
    ),
)  # fmt: skip
SITES = Coloring(
    "lokacije", N_("Free sites"), N_("Where are sites free for investors?"), lambda found: found.sites,
    _shades((N_("No free site"), 0), (N_("1 site"), 1), (N_("2–3 sites"), 3), (N_("4–6 sites"), 6), (N_("7 sites or more"), None)),
)  # fmt: skip
HECTARES = Coloring(
    "hektari", N_("Free hectares"), N_("How many hectares are free for investors?"), lambda found: found.hectares,
    _shades(
        (N_("No free site"), 0), (N_("Up to 5 ha"), 5), (N_("Up to 20 ha"), 20), (N_("Up to 50 ha"), 50), (N_("More than 50 ha"), None),
    ),
)  # fmt: skip
AGE = Coloring(
    "starost", N_("Age of the data"), N_("How many months ago did each office confirm its entry?"), lambda found: found.months,
    _shades(
        (N_("0–2 months"), 2), (N_("3–5 months"), 5), (N_("6–11 months"), 11), (N_("12–23 months"), 23), (N_("24 months or more"), None),
    ),
    without=N_("No entry, or never confirmed as a whole"),
)  # fmt: skip
COLORINGS = {each.code: each for each in (STATE, STAFF, SITES, HECTARES, AGE)}
