"""Where two versions of a section differ, as rows for the page that shows them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.display import item_title


@dataclass(frozen=True)
class Difference:
    """A field that differs, with the words for the item that it belongs to."""

    spec: Field
    stored: Any
    mine: Any
    item: str = ""


def differences(section: Section, stored: Values, mine: Values) -> list[Difference]:
    """Return the fields that differ, in the order of the form; items are compared by their ids."""
    found: list[Difference] = []
    for part in section.parts:
        if isinstance(part, Field):
            found += _fields((part,), stored, mine)
        else:
            found += _items(part, stored.get(part.key) or [], mine.get(part.key) or [])
    return found


def _items(group: Group, stored: Sequence[Values], mine: Sequence[Values]) -> Iterator[Difference]:
    before, after = {item["id"]: item for item in stored}, {item["id"]: item for item in mine}
    for place, key in enumerate(dict.fromkeys([*after, *before])):
        name = item_title(group, after.get(key) or before[key], place)
        yield from _fields(group.fields, before.get(key, {}), after.get(key, {}), name)


def _fields(specs: Sequence[Field], stored: Values, mine: Values, item: str = "") -> Iterator[Difference]:
    for spec in specs:
        pair = stored.get(spec.key, spec.kind.empty), mine.get(spec.key, spec.kind.empty)
        if pair[0] != pair[1]:
            yield Difference(spec, *pair, item)
