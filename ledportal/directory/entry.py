"""An office's public entry as its page shows it: the declared sections with what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.periods import PUBLIC_SECTIONS, Periods
from ledportal.offices.standing import SectionDays, Sections, Standing, section_standing

WIDEST_TABLE = 4
EMPTY: tuple[Any, ...] = (None, "", [], False)


@dataclass(frozen=True)
class Items:
    """A group's items, and the fields in which at least one of them has something."""

    group: Group
    items: Sequence[Values]
    fields: tuple[Field, ...]

    @property
    def is_table(self) -> bool:
        return sum(not spec.internal for spec in self.group.fields) <= WIDEST_TABLE


@dataclass(frozen=True)
class Chapter:
    """A public section, with those of its fields and groups in which something stands, and how fresh it is."""

    section: Section
    values: Values
    fields: tuple[Field, ...]
    groups: tuple[Items, ...]
    days: SectionDays
    standing: Standing

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.groups


def chapters(
    content: Content, sections: Sections, periods: Periods, *, today: date, without: frozenset[str] = frozenset()
) -> dict[str, Chapter]:
    """Return the sections of a public content by key; ``without`` names fields that stand elsewhere."""
    return {
        section.key: _chapter(
            section,
            content.get(section.key, {}),
            without,
            days=sections[section.key],
            standing=section_standing(section.key, sections[section.key], periods, today=today),
        )
        for section in PUBLIC_SECTIONS
    }


def _chapter(section: Section, values: Values, without: frozenset[str], *, days: SectionDays, standing: Standing) -> Chapter:
    fields = tuple(spec for spec in section.fields if f"{section.key}.{spec.key}" not in without and _stands(spec, values))
    groups = tuple(_items(group, values[group.key]) for group in section.groups if values.get(group.key))
    return Chapter(section, values, fields, groups, days, standing)


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
