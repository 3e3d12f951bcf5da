"""What a section's form sent, as values for ``content.canonical_section``; and what of it is too much even for a draft. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.kinds import HARD_LIMIT, Choice, Choices, Files, Flag, Text

Sent = MultiDict[str, str]

ITEM_ID = re.compile(r"[0-9A-Za-z]{1,32}")
SPARE_ITEMS = 10
"""How many items above a group's limit a draft keeps."""
MOST_ITEMS = 100
"""How many items of a group are read at all; no page can be filled in with more."""


def read(section: Section, sent: Sent, *, without: str = "") -> dict[str, Any]:
    """Return what was typed in each field; ``without`` names an item that is to go, as ``group-index``."""
    typed = {spec.key: _value(spec, spec.key, sent) for spec in section.fields}
    return typed | {group.key: _named(list(_items(group, sent, without))[:MOST_ITEMS]) for group in section.groups}


def _value(spec: Field, name: str, sent: Sent) -> Any:
    match spec.kind:
        case Flag():
            return bool(sent.get(name))
        case Choices():
            return sent.getlist(name)
        case Files():
            removed = sent.getlist(f"{name}-remove")
            return [each for each in dict.fromkeys(sent.getlist(name)) if each not in removed]
    return sent.get(name, "")


def _items(group: Group, sent: Sent, without: str) -> Iterator[dict[str, Any]]:
    for index in _indices(group, sent):
        name = f"{group.key}-{index}"
        if name != without:
            fields = {spec.key: _value(spec, f"{name}-{spec.key}", sent) for spec in group.fields}
            yield {"index": index, "id": sent.get(f"{name}-id", ""), **fields}


def _indices(group: Group, sent: Sent) -> list[int]:
    """Return the numbers of a group's items, in order; they may have gaps."""
    pattern = re.compile(rf"{group.key}-([0-9]{{1,6}})-")
    return sorted({int(found[1]) for name in sent if (found := pattern.match(name))})


def _named(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give an id to each item that came without one, or with another's."""
    seen: set[str] = set()
    for item in items:
        if not ITEM_ID.fullmatch(item["id"]) or item["id"] in seen:
            item["id"] = uuid4().hex
        seen.add(item["id"])
    return items


class FilePlace:
    """A field of files within what was typed; ``group`` and ``item`` name the item that it belongs to."""

    def __init__(self, spec: Field, holder: dict[str, Any], group: str = "") -> None:
        self.key, self.kind = spec.key, cast(Files, spec.kind)
        self.group, self.item = group, holder["id"] if group else ""
        self.name = f"{group}-{holder['index']}-{spec.key}" if group else spec.key
        self._holder = holder

    @property
    def ids(self) -> list[str]:
        found: list[str] = self._holder[self.key]
        return found

    @ids.setter
    def ids(self, ids: list[str]) -> None:
        self._holder[self.key] = ids

    def control(self, values: Values) -> str | None:
        """Return the name of its control in the form of the canonical values; None where its item is not kept."""
        if not self.group:
            return self.key
        ids = [item["id"] for item in values[self.group]]
        return f"{self.group}-{ids.index(self.item)}-{self.key}" if self.item in ids else None


def file_places(section: Section, typed: dict[str, Any]) -> Iterator[FilePlace]:
    """Yield the places for files in what was typed."""
    yield from (FilePlace(spec, typed) for spec in section.fields if isinstance(spec.kind, Files))
    for group in section.groups:
        specs = [spec for spec in group.fields if isinstance(spec.kind, Files)]
        yield from (FilePlace(spec, item, group.key) for item in typed[group.key] for spec in specs)


def is_too_much(section: Section, values: Values) -> bool:
    """Say whether no draft keeps this: a text beyond all measure, far too many items, an option that does not exist."""
    if any(_is_impossible(spec, values.get(spec.key)) for spec in section.fields):
        return True
    return any(_is_group_too_much(group, values.get(group.key) or []) for group in section.groups)


def _is_group_too_much(group: Group, items: list[Values]) -> bool:
    if len(items) > group.most + SPARE_ITEMS:
        return True
    return any(_is_impossible(spec, item.get(spec.key)) for item in items for spec in group.fields)


def _is_impossible(spec: Field, value: Any) -> bool:
    match spec.kind:
        case Choice(options=options):
            return bool(value) and value not in options
        case Choices(options=options):
            return any(code not in options for code in value or [])
        case Text():
            return len(value or "") > HARD_LIMIT
    return False
