"""What is different between two contents of a profile, by its declaration. Pure.

Fields are compared by their keys, the items of a group by their ids: an item that only moved did not change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.kinds import Flag
from ledportal.offices.profile import SECTIONS

Content = Mapping[str, Mapping[str, Any]]
Pieces = list[tuple[str, bool]]
"""A text in pieces, each with whether it differs from the other text."""
Key = tuple[str, int]
"""An item's id, and which of the items with this id it is."""


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FieldChange:
    """A field before and after; ``path`` is what a comment to it names."""

    spec: Field
    path: str
    change: Change
    old: Any
    new: Any

    @property
    def is_empty(self) -> bool:
        return is_nothing(self.old) and is_nothing(self.new)


@dataclass(frozen=True)
class ItemChange:
    """An item of a group before and after; None where it was not, or is not any more. ``place`` counts from 0."""

    path: str
    change: Change
    old: Values | None
    new: Values | None
    place: int
    fields: tuple[FieldChange, ...]

    @property
    def values(self) -> Values:
        """Return the item as it is, or as it last was."""
        return self.new if self.new is not None else self.old or {}


@dataclass(frozen=True)
class GroupChange:
    """The items of a repeatable group: those that are, in their order, then those that were."""

    group: Group
    path: str
    items: tuple[ItemChange, ...]

    @property
    def change(self) -> Change:
        return Change.CHANGED if any(item.change != Change.UNCHANGED for item in self.items) else Change.UNCHANGED

    @property
    def is_empty(self) -> bool:
        return not self.items


@dataclass(frozen=True)
class SectionChange:
    section: Section
    parts: tuple[FieldChange | GroupChange, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what happened to each field and each item that is not as it was."""
        found = [each.change for part in self.parts for each in (part.items if isinstance(part, GroupChange) else (part,))]
        return tuple(each for each in found if each != Change.UNCHANGED)

    @property
    def changed(self) -> tuple[FieldChange | GroupChange, ...]:
        return tuple(part for part in self.parts if part.change != Change.UNCHANGED)

    @property
    def unchanged(self) -> tuple[FieldChange | GroupChange, ...]:
        return tuple(part for part in self.parts if part.change == Change.UNCHANGED)


@dataclass(frozen=True)
class Comparison:
    """Two contents side by side; ``is_first`` where there is nothing to compare with, so that all is new."""

    sections: tuple[SectionChange, ...]
    is_first: bool = False

    @property
    def changed(self) -> tuple[SectionChange, ...]:
        return tuple(each for each in self.sections if each.changes)

    @property
    def summary(self) -> dict[Change, int]:
        """Return how many fields and items were added, removed and changed."""
        counts = Counter(change for each in self.sections for change in each.changes)
        return {change: counts[change] for change in (Change.ADDED, Change.REMOVED, Change.CHANGED)}

    @property
    def count(self) -> int:
        return sum(self.summary.values())

    @property
    def in_a_few_words(self) -> list[tuple[str, int]]:
        """Return the titles of the sections that changed, each with the number of its changes."""
        return [(each.section.title, len(each.changes)) for each in self.changed]

    def paths(self) -> Iterator[str]:
        """Yield what a comment may be about: each field, each group, each item and its fields."""
        for section in self.sections:
            for part in section.parts:
                yield part.path
                if isinstance(part, GroupChange):
                    for item in part.items:
                        yield item.path
                        yield from (each.path for each in item.fields)


def is_nothing(value: Any) -> bool:
    return value in (None, "", [], False)


def differing(old: str, new: str) -> tuple[Pieces, Pieces] | None:
    """Return two texts in pieces, so that the words that differ can be marked; None where they have no word in common.

    Words that stand everywhere in a long text start no match (``autojunk``): without that, some texts would take half a minute.
    """
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    if set(old.split()).isdisjoint(new.split()):
        return None
    left: Pieces = []
    right: Pieces = []
    for same, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        left += [("".join(before[i1:i2]), same != "equal")] if i2 > i1 else []
        right += [("".join(after[j1:j2]), same != "equal")] if j2 > j1 else []
    return left, right


def compare(old: Content | None, new: Content) -> Comparison:
    """Compare a content with the one before it; with None where there was none."""
    before = old or {}
    sections = tuple(_section(section, before.get(section.key, {}), new.get(section.key, {})) for section in SECTIONS)
    return Comparison(sections, is_first=old is None)


def _section(section: Section, old: Values, new: Values) -> SectionChange:
    parts = tuple(
        _field(part, section.key, old, new)
        if isinstance(part, Field)
        else _group(part, section.key, old.get(part.key) or [], new.get(part.key) or [])
        for part in section.parts
    )
    return SectionChange(section, parts)


def _field(spec: Field, prefix: str, old: Values | None, new: Values | None) -> FieldChange:
    before = spec.kind.empty if old is None else old.get(spec.key, spec.kind.empty)
    after = spec.kind.empty if new is None else new.get(spec.key, spec.kind.empty)
    return FieldChange(spec, f"{prefix}.{spec.key}", _change(spec, before, after, both=bool(old) and bool(new)), before, after)


def _change(spec: Field, old: Any, new: Any, *, both: bool) -> Change:
    if old == new or (is_nothing(old) and is_nothing(new)):
        return Change.UNCHANGED
    if isinstance(spec.kind, Flag) and both:
        return Change.CHANGED
    if is_nothing(old):
        return Change.ADDED
    return Change.REMOVED if is_nothing(new) else Change.CHANGED


def _group(group: Group, prefix: str, old: list[Values], new: list[Values]) -> GroupChange:
    path = f"{prefix}.{group.key}"
    before, after = _by_key(old), _by_key(new)
    keys = [*after, *(key for key in before if key not in after)]
    items = (_item(group, path, before.get(key), after.get(key), place) for place, key in enumerate(keys))
    return GroupChange(group, path, tuple(items))


def _by_key(items: list[Values]) -> dict[Key, Values]:
    """Return the items by id; were an id to stand there twice, both would be seen."""
    seen: Counter[str] = Counter()
    found: dict[Key, Values] = {}
    for item in items:
        name = str(item.get("id", ""))
        found[name, seen[name]] = item
        seen[name] += 1
    return found


def _item(group: Group, prefix: str, old: Values | None, new: Values | None, place: int) -> ItemChange:
    path = f"{prefix}.{(new if new is not None else old or {}).get('id', '')}"
    fields = tuple(_field(spec, path, old, new) for spec in group.fields)
    return ItemChange(path, _item_change(old, new, fields), old, new, place, fields)


def _item_change(old: Values | None, new: Values | None, fields: tuple[FieldChange, ...]) -> Change:
    if old is None:
        return Change.ADDED
    if new is None:
        return Change.REMOVED
    return Change.CHANGED if any(each.change != Change.UNCHANGED for each in fields) else Change.UNCHANGED
