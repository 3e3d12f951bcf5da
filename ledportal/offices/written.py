"""A profile's content laid out for those who may see all of it: rows in words, what is empty, what is not public, what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ledportal.offices.content import Content, Problem, empty_section
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.profile import SECTIONS

EMPTY: tuple[Any, ...] = (None, "", [], False)


@dataclass(frozen=True)
class Row:
    """A field in which something stands, or which has a problem."""

    spec: Field
    value: Any
    public: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Block:
    """The fields of a section, or of one item of a group; ``empty`` are those in which nothing stands."""

    rows: tuple[Row, ...]
    empty: tuple[Field, ...]


@dataclass(frozen=True)
class Item:
    values: Values
    public: bool
    block: Block


@dataclass(frozen=True)
class GroupPart:
    """A group with its items; ``problems`` are those of the group itself."""

    group: Group
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Written:
    section: Section
    block: Block
    groups: tuple[GroupPart, ...]


def written(content: Content, problems: Sequence[Problem] = ()) -> list[Written]:
    """Return the sections in the order of the form, each with its part of the problems."""
    return [
        _section(section, content.get(section.key) or empty_section(section), [each for each in problems if each.section == section.key])
        for section in SECTIONS
    ]


def _section(section: Section, values: Values, problems: list[Problem]) -> Written:
    own = [each for each in problems if each.group is None]
    return Written(section, _block(section.fields, values, own), tuple(_groups(section, values, problems)))


def _groups(section: Section, values: Values, problems: list[Problem]) -> Iterator[GroupPart]:
    for group in section.groups:
        inside = [each for each in problems if each.group == group.key]
        items = tuple(
            _item(group, item, [each for each in inside if each.index == place]) for place, item in enumerate(values.get(group.key) or [])
        )
        yield GroupPart(group, items, tuple(each for each in problems if each.group is None and each.field == group.key))


def _item(group: Group, item: Values, problems: list[Problem]) -> Item:
    return Item(item, _is_on(group.public_if, item), _block(group.fields, item, problems, group.public_if))


def _block(specs: tuple[Field, ...], values: Values, problems: list[Problem], switch: str | None = None) -> Block:
    """Lay out fields; the switches that make others public are no rows, since what they hide says that it is not public."""
    switches = {switch, *(spec.public_if for spec in specs)}
    rows = [
        Row(spec, values.get(spec.key), not spec.internal and _is_on(spec.public_if, values),
            tuple(each for each in problems if each.field == spec.key))
        for spec in specs
        if spec.key not in switches
    ]  # fmt: skip
    filled = tuple(row for row in rows if row.value not in EMPTY or row.problems)
    return Block(filled, tuple(row.spec for row in rows if row not in filled))


def _is_on(switch: str | None, values: Values) -> bool:
    return switch is None or values.get(switch) is True
