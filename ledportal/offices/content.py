"""Reading and checking a profile's content against its declaration. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledportal.offices.declaration import Field, Group, Rule, Section, Values
from ledportal.offices.kinds import Choice, Choices, Files, Flag, Invalid
from ledportal.offices.profile import SECTIONS
from ledportal.text import N_

Content = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of a section.

    Attributes:
        missing: nothing stands there though it is required; only submission minds.
        group, index: the repeatable group and the place of the item in it, for a field of an item.
    """

    section: str
    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    missing: bool = False
    group: str | None = None
    index: int | None = None

    @property
    def control(self) -> str:
        """The name of the form's control."""
        return self.field if self.group is None or self.index is None else f"{self.group}-{self.index}-{self.field}"


def empty_section(section: Section) -> dict[str, Any]:
    """Return a section's content with nothing in it."""
    return {part.key: [] if isinstance(part, Group) else part.kind.empty for part in section.parts}


def empty_content() -> dict[str, dict[str, Any]]:
    return {section.key: empty_section(section) for section in SECTIONS}


def canonical(spec: Field, typed: Any) -> Any:
    """Return the value to keep: the canonical one where what was typed is acceptable, else what was typed."""
    if typed in (None, "", [], False):
        return spec.kind.empty
    if isinstance(typed, str) and not typed.strip():
        return spec.kind.empty
    try:
        return spec.kind.parse(typed)
    except Invalid:
        return typed


def canonical_section(section: Section, typed: Values) -> dict[str, Any]:
    """Return a section's content from what was typed; items in which nothing stands are left out."""
    kept: dict[str, Any] = {}
    for part in section.parts:
        if isinstance(part, Field):
            kept[part.key] = canonical(part, typed.get(part.key))
        else:
            items = [_canonical_item(part, item) for item in typed.get(part.key) or []]
            kept[part.key] = [item for item in items if not is_empty_item(part, item)]
    return kept


def _canonical_item(group: Group, item: Values) -> dict[str, Any]:
    return {"id": str(item["id"])} | {spec.key: canonical(spec, item.get(spec.key)) for spec in group.fields}


def is_empty_item(group: Group, item: Values) -> bool:
    return all(item.get(spec.key) in (None, "", [], False) for spec in group.fields)


def problems(content: Content, *, today: date) -> list[Problem]:
    """Return everything that stands in the way of submitting, in the order of the form."""
    return [problem for section in SECTIONS for problem in section_problems(section, content.get(section.key, {}), today=today)]


def section_problems(section: Section, values: Values, *, today: date) -> list[Problem]:
    """Return what is wrong in a section as of a day, in the order of the form."""
    found: list[Problem] = []
    for part in section.parts:
        if isinstance(part, Field):
            found += _field_problems(section, part, values, today)
        else:
            found += _group_problems(section, part, values.get(part.key) or [], today)
    known = {problem.control for problem in found}
    found += [each for each in _rule_problems(section, section.rules, values) if each.control not in known]
    order = {part.key: place for place, part in enumerate(section.parts)}
    return sorted(found, key=lambda problem: order[problem.group or problem.field])


def _field_problems(section: Section, spec: Field, values: Values, today: date, **where: Any) -> Iterator[Problem]:
    value = values.get(spec.key)
    if value in (None, "", [], False):
        if spec.is_required(values):
            yield Problem(section.key, spec.key, _missing_message(spec), missing=True, **where)
        return
    try:
        parsed = spec.kind.parse(value)
    except Invalid as invalid:
        yield Problem(section.key, spec.key, invalid.message, invalid.values, **where)
        return
    if spec.past and int(parsed) > today.year:
        yield Problem(section.key, spec.key, N_("Enter a year that is not in the future"), **where)


def _missing_message(spec: Field) -> str:
    if isinstance(spec.kind, Choice):
        return N_("Choose one of the options")
    if isinstance(spec.kind, Choices):
        return N_("Choose at least one")
    if isinstance(spec.kind, Files):
        return N_("Choose a file")
    return N_("Tick this box") if isinstance(spec.kind, Flag) else N_("This is required: fill it in")


def _group_problems(section: Section, group: Group, items: list[Values], today: date) -> Iterator[Problem]:
    if len(items) < group.least:
        yield Problem(section.key, group.key, N_("Add at least one"), missing=True)
    if len(items) > group.most:
        yield Problem(section.key, group.key, N_("Keep at most %(limit)s"), {"limit": group.most})
    for index, item in enumerate(items):
        where = {"group": group.key, "index": index}
        found = [problem for spec in group.fields for problem in _field_problems(section, spec, item, today, **where)]
        yield from found
        known = {problem.field for problem in found}
        yield from (each for each in _rule_problems(section, group.rules, item, **where) if each.field not in known)


def _rule_problems(section: Section, rules: tuple[Rule, ...], values: Values, **where: Any) -> Iterator[Problem]:
    for rule in rules:
        for key, message in rule(values):
            yield Problem(section.key, key, message, **where)


def is_started(values: Values) -> bool:
    """Say whether anything stands in a section."""
    return any(value not in (None, "", [], False) for value in values.values())


def public_section(section: Section, values: Values) -> dict[str, Any]:
    """Return what of a section everybody may see: no internal field, nothing whose switch is off."""
    if section.internal:
        return {}
    shown = _public_fields(section.fields, values)
    for group in section.groups:
        items = [item for item in values.get(group.key) or [] if group.public_if is None or item.get(group.public_if)]
        shown[group.key] = [{"id": item["id"], **_public_fields(group.fields, item)} for item in items]
    return shown


def _public_fields(fields: tuple[Field, ...], values: Values) -> dict[str, Any]:
    return {
        spec.key: values.get(spec.key, spec.kind.empty)
        for spec in fields
        if not spec.internal and (spec.public_if is None or values.get(spec.public_if) is True)
    }


def public_content(content: Content) -> dict[str, dict[str, Any]]:
    """Return the public part of a profile."""
    return {section.key: public_section(section, content.get(section.key, {})) for section in SECTIONS if not section.internal}


def attachment_ids(content: Any) -> set[str]:
    """Return the ids of all attachments that a content, or a part of it, names."""
    return {each for section in SECTIONS if section.key in content for each in _section_files(section, content[section.key])}


def _section_files(section: Section, values: Values) -> Iterator[str]:
    for spec in section.fields:
        if isinstance(spec.kind, Files):
            yield from values.get(spec.key) or []
    for group in section.groups:
        for spec in group.fields:
            if isinstance(spec.kind, Files):
                for item in values.get(group.key) or []:
                    yield from item.get(spec.key) or []


def digest(values: Any) -> str:
    """Return a short name of a section's content, by which a form says which state it was filled from."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:32]
