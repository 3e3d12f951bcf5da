"""An office's public entry as its page shows it: the declared sections with what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import SectionDays, Sections, Standing, section_standing
from ledportal.text import N_

WIDEST_TABLE = 4
EMPTY: tuple[Any, ...] = (None, "", [], False)


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, and the fields that stand in it one below the other."""

    title: str
    keys: tuple[str, ...]


TABLES = {
    "documents": (
        Column(N_("Title"), ("title",)),
        Column(N_("Type"), ("type",)),
        Column(N_("Period of validity"), ("start", "end")),
        Column(N_("Adopted on"), ("adopted",)),
        Column(N_("Document"), ("file", "link")),
    ),
    "sites": (
        Column(N_("Name"), ("name", "parcel")),
        Column(N_("Type"), ("type",)),
        Column(N_("Area (ha)"), ("area", "free")),
        Column(N_("Ownership"), ("ownership",)),
        Column(N_("Status"), ("status",)),
    ),
}
"""The groups of many fields that are tables all the same; what is in no column stands below its row."""
SAID_BY_PERIOD = frozenset({"in_preparation"})


@dataclass(frozen=True)
class Items:
    """A group's items, and the fields in which at least one of them has something."""

    group: Group
    items: Sequence[Values]
    fields: tuple[Field, ...]

    @property
    def is_table(self) -> bool:
        return self.group.key in TABLES or sum(not spec.internal for spec in self.group.fields) <= WIDEST_TABLE

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of its table in which something stands."""
        filled = {spec.key for spec in self.fields}
        columns = TABLES.get(self.group.key) or [Column(spec.label, (spec.key,)) for spec in self.fields]
        return tuple(column for column in columns if filled & {*column.keys, *(SAID_BY_PERIOD if "end" in column.keys else ())})

    @property
    def specs(self) -> dict[str, Field]:
        return {spec.key: spec for spec in self.group.fields}

    def rest(self, item: Values) -> list[Field]:
        """Return the fields of an item that stand in no column, in which something stands."""
        shown = SAID_BY_PERIOD.union(*(column.keys for column in self.columns))
        return [spec for spec in self.fields if spec.key not in shown and _stands(spec, item)]


@dataclass(frozen=True)
class Chapter:
    """A public section, with those of its fields and groups in which something stands, and how fresh it is: nothing of the past is."""

    section: Section
    values: Values
    fields: tuple[Field, ...]
    groups: tuple[Items, ...]
    days: SectionDays | None = None
    standing: Standing | None = None

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.groups


def chapters(
    content: Content, sections: Sections, periods: Periods, *, today: date, without: frozenset[str] = frozenset()
) -> dict[str, Chapter]:
    """Return the sections of a public content by key; ``without`` names fields that stand elsewhere."""
    return {
        key: replace(found, days=sections[key], standing=section_standing(key, sections[key], periods, today=today))
        for key, found in past_chapters(content, without=without).items()
    }


def past_chapters(content: Content, *, without: frozenset[str] = frozenset()) -> dict[str, Chapter]:
    """Return the sections of what once was a public content by key."""
    return {section.key: _chapter(section, content.get(section.key, {}), without) for section in PUBLIC_SECTIONS}


def _chapter(section: Section, values: Values, without: frozenset[str]) -> Chapter:
    fields = tuple(spec for spec in section.fields if f"{section.key}.{spec.key}" not in without and _stands(spec, values))
    groups = tuple(_items(group, values[group.key]) for group in section.groups if values.get(group.key))
    return Chapter(section, values, fields, groups)


def _items(group: Group, items: Sequence[Values]) -> Items:
    return Items(group, items, tuple(spec for spec in group.fields if any(_stands(spec, item) for item in items)))


def _stands(spec: Field, values: Mapping[str, Any]) -> bool:
    return values.get(spec.key) not in EMPTY


@dataclass(frozen=True)
class OwnText:
    """A text of the office; ``language`` is its language, where that is not the page's."""

    text: str
    language: str
    english: bool


def own_text(content: Content, key: str, *, locale: str) -> OwnText:
    """Return a text as the office wrote it: for the English version in English, where it is filled in."""
    english = str(content["office"].get(f"{key}_en") or "") if locale == "en" else ""
    if english:
        return OwnText(english, "", english=True)
    return OwnText(str(content["office"][key]), "sr-Latn" if locale == "en" else "", english=False)


def shown_elsewhere(name: OwnText, about: OwnText) -> frozenset[str]:
    """Return the fields that are not among the others: what heads the page, and the Serbian text where the English one stands."""
    heading = "office.name_en" if name.english else "office.name"
    return frozenset({heading, "office.about", "office.logo", *(["office.about_en"] if about.english else [])})
