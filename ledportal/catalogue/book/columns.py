"""Which fields of a repeatable group stand in which column of its table, and which need no label beside their item. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledportal.offices.declaration import Field, Group
from ledportal.offices.kinds import Choice, Choices, Files, Flag, LongText, Text
from ledportal.offices.notations import Email, Integer, Link, Number, Phone, Year
from ledportal.text import N_

PERIOD = ("start", "end")
BEFORE = ("adopted", "status")
"""The columns before which a period stands."""
WIDEST = {"a4": 5, "a5": 4}
"""Columns beside the title that a page has room for, by the paper."""
LONGEST = {"a4": 60, "a5": 40}
"""Characters of a value that a column has room for; one with a longer value stands below the titles."""
CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {
    "a4": {"sites": ("type", "area", "free", "ownership", "status")},
    "a5": {"sites": ("type", "area", "free", "status")},
}
"""The columns of groups that have more fields than there is room."""
FEW = 4
"""Items that are read faster one after the other than in a table."""
SPEAKING = (Choice, Choices, Number, Year, Email, Phone)
"""Kinds whose values say by themselves what they are: a choice, a number with its unit, a year."""
TELLING = frozenset({"country", "task"})
"""Texts that do so, too."""
LABELLED = frozenset({"ownership"})
"""Fields of a speaking kind that need their label all the same."""
PHRASES = {
    "free": N_("%(value)s free"),
    "to_motorway": N_("%(value)s to a motorway"),
    "to_railway": N_("%(value)s to a railway"),
    "to_airport": N_("%(value)s to an airport"),
    "to_border": N_("%(value)s to a border crossing"),
}
"""The words around values that are said in a phrase."""


@dataclass(frozen=True)
class Column:
    """A column: the field that stands in it, or the first and the last year of a period."""

    key: str
    label: str
    fields: tuple[Field, ...]

    @property
    def is_period(self) -> bool:
        return len(self.fields) > 1

    @property
    def align(self) -> str:
        return "end" if isinstance(self.fields[0].kind, Number | Integer) else "start"

    @property
    def phrase(self) -> str | None:
        """The words around a value that needs no label; none where it needs one."""
        spec = self.fields[0]
        if spec.key in PHRASES:
            return PHRASES[spec.key]
        speaks = isinstance(spec.kind, SPEAKING) and spec.key not in LABELLED
        return "%(value)s" if self.is_period or speaks or spec.key in TELLING else None

    @property
    def is_typed(self) -> bool:
        """Whether the office wrote what stands in it, in its own language."""
        return type(self.fields[0].kind) is Text


def columns(group: Group) -> list[Column]:
    """Return all that may be a column beside the title: no links, no files, no long texts."""
    kept = [
        spec for spec in _public(group) if not isinstance(spec.kind, Link | Files | Flag | LongText) and spec.key not in group.title_fields
    ]
    years = tuple(spec for spec in kept if spec.key in PERIOD)
    if len(years) < len(PERIOD):
        return [_single(spec) for spec in kept]
    single = [_single(spec) for spec in kept if spec not in years]
    place = next((number for number, column in enumerate(single) if column.key in BEFORE), len(single))
    return [*single[:place], Column("period", N_("From–to"), years), *single[place:]]


def _single(spec: Field) -> Column:
    return Column(spec.key, spec.label, (spec,))


def beside(group: Group, paper: str, items: int) -> list[Column]:
    """Return the columns of a group's table; none where its items are few, or have no numbers to compare."""
    found, chosen = columns(group), CHOSEN[paper].get(group.key)
    if items <= FEW or all(column.align == "start" for column in found):
        return []
    if chosen is not None:
        return [column for column in found if column.key in chosen]
    return found if len(found) <= WIDEST[paper] and not long_texts(group) else []


def is_line(group: Group) -> bool:
    """Say whether a group is short enough for one row: two choices an item, as a language and its level."""
    return len(group.fields) <= 2 and all(isinstance(spec.kind, Choice) for spec in group.fields)


def title_label(group: Group) -> str:
    """Return the label of what names an item."""
    return next(spec.label for spec in group.fields if spec.key == group.title_fields[0])


def links(group: Group) -> Sequence[Field]:
    return [spec for spec in _public(group) if isinstance(spec.kind, Link)]


def long_texts(group: Group) -> Sequence[Field]:
    return [spec for spec in _public(group) if isinstance(spec.kind, LongText)]


def files(group: Group, purpose: str) -> Sequence[Field]:
    return [spec for spec in _public(group) if isinstance(spec.kind, Files) and spec.kind.purpose == purpose]


def _public(group: Group) -> Sequence[Field]:
    return [spec for spec in group.fields if not spec.internal]
